// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;

namespace poolscope::ui {

/// How far an export is, and a button that gives it up; takes no room while there is none.
class ExportProgress : public QWidget {
    Q_OBJECT

public:
    explicit ExportProgress(QWidget* parent = nullptr);

    void begin(const QString& target);
    void setDone(double done);
    void end();

signals:
    void cancelWanted();

private:
    QLabel* m_name;
    QProgressBar* m_bar;
};

}  // namespace poolscope::ui
