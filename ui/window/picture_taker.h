// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

#include <QObject>
#include <QString>

namespace poolscope::ui {

class MainWindow;

/// Writes a picture of the window to a file and ends the program: when the run or the opened trace has come to its end,
/// or at a given moment of the run. Exit status 1 when the file could not be written or nothing came for a minute.
class PictureTaker : public QObject {
    Q_OBJECT

public:
    PictureTaker(MainWindow& window, const QString& path, std::optional<std::chrono::milliseconds> after);

private:
    void look();
    void take();

    MainWindow& m_window;
    QString m_path;
    std::optional<std::chrono::milliseconds> m_after;
    bool m_isTaken = false;
    bool m_isOver = false;
};

}  // namespace poolscope::ui
