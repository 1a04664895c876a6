// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QMenuBar;
class QTextBrowser;

namespace poolscope::ui {

/// The keys, as the actions have them. Not modal: it may stay beside the window.
class KeyList : public QDialog {
    Q_OBJECT

public:
    /// Keys that belong to no action, such as those of a view.
    struct Extra {
        QString keys;
        QString meaning;
    };
    explicit KeyList(QWidget* parent = nullptr);

    /// Of those actions that have keys.
    [[nodiscard]] static QList<Extra> keysOf(const QList<QAction*>& actions);
    [[nodiscard]] static QList<Extra> keysOf(const QList<std::pair<QString, QString>>& words);

    /// Reads all menus anew, then the groups of extra keys.
    void fill(const QMenuBar& menus, const QList<std::pair<QString, QList<Extra>>>& extras);
    [[nodiscard]] QString text() const;

private:
    QTextBrowser* m_page;
};

}  // namespace poolscope::ui
