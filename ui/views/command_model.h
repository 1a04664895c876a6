// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractListModel>
#include <QAction>
#include <QPointer>

class QMenuBar;

namespace poolscope::ui {

/// Everything that can be done by an action, searched with few letters; the best first, what cannot be done now last.
class CommandModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role : int {
        PathRole = Qt::UserRole + 1,  ///< "Pool › Worker": where the action stands in the menus
        KeysRole,                     ///< "Ctrl+K"
        WhyNotRole,                   ///< why it cannot be done now; empty: it can
    };

    using QAbstractListModel::QAbstractListModel;

    /// Takes in what the menus hold now, and actions that stand in none, under the name of their group.
    void fill(const QMenuBar& menus, const std::vector<std::pair<QString, QList<QAction*>>>& others);
    void search(const QString& pattern);
    /// Null when the row is none, or its action has gone.
    [[nodiscard]] QAction* action(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Command {
        QPointer<QAction> action;
        QString title;
        QString path;
    };
    void add(const QList<QAction*>& actions, const QString& path);

    std::vector<Command> m_commands;
    std::vector<std::size_t> m_found;
};

/// The property of an action that says why it cannot be done now.
inline constexpr const char* kWhyNot = "whyNot";
/// Why an action cannot be done now, as far as it says so; empty while it can.
[[nodiscard]] QString whyNotNow(const QAction& action);

}  // namespace poolscope::ui
