// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/command_model.h"

#include <algorithm>

#include <QMenu>
#include <QMenuBar>

#include "views/fuzzy_match.h"

namespace poolscope::ui {

namespace {

constexpr int kInTitle = 6;

/// Without the mark of the access key and the dots of a dialog.
QString plain(QString title) {
    title.replace(QStringLiteral("&&"), QStringLiteral("\x01")).remove(u'&').replace(u'\x01', u'&');
    return title.remove(QStringLiteral("…")).section(u'\t', 0, 0);
}

}  // namespace

QString whyNotNow(const QAction& action) {
    if (action.isEnabled()) return {};
    if (const QString why = action.property(kWhyNot).toString(); !why.isEmpty()) return why;
    return CommandModel::tr("not possible now");
}

void CommandModel::fill(const QMenuBar& menus, const std::vector<std::pair<QString, QList<QAction*>>>& others) {
    beginResetModel();
    m_commands.clear();
    for (const QAction* const menu : menus.actions())
        if (menu->menu()) add(menu->menu()->actions(), plain(menu->text()));
    for (const auto& [group, actions] : others)
        add(actions, group);
    m_found.clear();
    endResetModel();
    search({});
}

void CommandModel::add(const QList<QAction*>& actions, const QString& path) {
    for (QAction* const action : actions) {
        if (action->isSeparator() || !action->isVisible() || action->text().isEmpty()) continue;
        if (action->menu()) {
            // Menus that are filled when they are shown are filled now.
            emit action->menu()->aboutToShow();
            add(action->menu()->actions(), path + QStringLiteral(" › ") + plain(action->text()));
            continue;
        }
        const bool isKnown = std::any_of(m_commands.begin(), m_commands.end(), [action](const Command& one) { return one.action == action; });
        if (!isKnown) m_commands.push_back({action, plain(action->text()), path});
    }
}

void CommandModel::search(const QString& pattern) {
    struct Hit {
        std::size_t command;
        int score;
        bool isEnabled;
    };
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        const Command& one = m_commands[i];
        if (!one.action) continue;
        // The menu's name may help out; a title that says it alone comes first.
        const std::optional<int> inTitle = fuzzyScore(pattern, one.title);
        const std::optional<int> inAll = fuzzyScore(pattern, one.path + u' ' + one.title);
        if (!inTitle && !inAll) continue;
        hits.push_back({i, std::max(inTitle ? *inTitle + kInTitle : kInTitle - 1'000, inAll.value_or(-1'000)), one.action->isEnabled()});
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return a.isEnabled != b.isEnabled ? a.isEnabled : a.score > b.score;
    });
    beginResetModel();
    m_found.clear();
    for (const Hit& hit : hits)
        m_found.push_back(hit.command);
    endResetModel();
}

QAction* CommandModel::action(int row) const {
    return row < 0 || row >= rowCount() ? nullptr : m_commands[m_found[static_cast<std::size_t>(row)]].action.data();
}

int CommandModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_found.size());
}

QVariant CommandModel::data(const QModelIndex& index, int role) const {
    const QAction* const about = index.model() == this ? action(index.row()) : nullptr;
    if (!about) return {};
    const Command& command = m_commands[m_found[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case Qt::DisplayRole: return command.title;
    case Qt::CheckStateRole: return about->isCheckable() ? QVariant(about->isChecked() ? Qt::Checked : Qt::Unchecked) : QVariant();
    case PathRole: return command.path;
    case KeysRole: return about->shortcut().toString(QKeySequence::NativeText);
    case WhyNotRole: return whyNotNow(*about);
    case Qt::AccessibleTextRole: {
        QStringList words{command.title, command.path};
        if (!about->shortcut().isEmpty()) words << about->shortcut().toString(QKeySequence::NativeText);
        if (const QString why = whyNotNow(*about); !why.isEmpty()) words << why;
        return words.join(QStringLiteral(", "));
    }
    default: return {};
    }
}

}  // namespace poolscope::ui
