// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "views/command_model.h"

class QLineEdit;
class QListView;

namespace poolscope::ui {

/// Every command of the window by its name: type a few letters, Enter does it. What cannot be done now is there too, and says
/// why. Escape or a click elsewhere puts it away.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* window);

    [[nodiscard]] CommandModel& commands() { return m_commands; }
    /// Shows it over the top of the window.
    void popUp(const QString& pattern = {});
    [[nodiscard]] QLineEdit& line() { return *m_line; }
    [[nodiscard]] QListView& list() { return *m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void search(const QString& pattern);
    void run(const QModelIndex& index);
    void step(int rows);

    CommandModel m_commands;
    QLineEdit* m_line;
    QListView* m_list;
};

}  // namespace poolscope::ui
