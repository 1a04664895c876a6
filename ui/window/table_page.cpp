// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/table_page.h"

#include <iterator>

#include <QHeaderView>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include "models/roles.h"
#include "session/session.h"
#include "views/data_table.h"
#include "views/inspector_pane.h"

namespace poolscope::ui {

TablePage::TablePage(const Parts& parts, const Session& session, Selection& selection, StateTableModel& model,
                     QWidget* parent)
    : QWidget(parent), m_parts(parts), m_table(new DataTable(parts.name, parts.title, this)),
      m_inspector(new InspectorPane(session, selection, this)), m_splitter(new QSplitter(Qt::Horizontal, this)) {
    setObjectName(parts.name + QStringLiteral("Page"));
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_splitter, 1);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({700, 300});
    m_splitter->setChildrenCollapsible(false);
    m_inspector->setMinimumWidth(180);
    m_table->show(model);
    m_table->setEmptyText(parts.emptyText);
    m_table->followEnd();
    connect(m_table, &DataTable::subjectChosen, this, [kind = parts.kind, &selection](quint32 subject) {
        selection.select({kind, subject});
    });
}

void TablePage::addFilter(IndexedTableModel& model, const std::vector<FilterBar::Choice>& choices,
                          const QString& hint) {
    m_filter = new FilterBar(model, choices, hint, this);
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_filter);
    QHeaderView* const header = m_table->horizontalHeader();
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
}

Inspector& TablePage::inspector() {
    return m_inspector->inspector();
}

OutputView& TablePage::output() {
    return m_inspector->output();
}

void TablePage::focusSearch() {
    if (m_filter)
        m_filter->focusSearch();
    else
        m_table->setFocus(Qt::ShortcutFocusReason);
}

std::vector<Subject> TablePage::selectedSubjects() const {
    constexpr qsizetype kMost = 1000;
    std::vector<Subject> subjects;
    if (!m_table->selectionModel()) return subjects;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom() && std::ssize(subjects) < kMost; ++row) {
            const QVariant subject = m_table->model()->index(row, 0).data(SubjectRole);
            if (subject.isValid()) subjects.push_back({m_parts.kind, subject.toUInt()});
        }
    return subjects;
}

void TablePage::refresh() {
    if (isVisible()) m_inspector->refresh();
}

void TablePage::save(QSettings& settings) const {
    settings.setValue(m_parts.name + QStringLiteral("/splitter"), m_splitter->saveState());
    settings.setValue(m_parts.name + QStringLiteral("/columns"), m_table->horizontalHeader()->saveState());
}

void TablePage::restore(const QSettings& settings) {
    m_splitter->restoreState(settings.value(m_parts.name + QStringLiteral("/splitter")).toByteArray());
    QHeaderView* const header = m_table->horizontalHeader();
    header->restoreState(settings.value(m_parts.name + QStringLiteral("/columns")).toByteArray());
    // Rows come as they arrive, until somebody asks for another order in this run.
    header->setSortIndicator(-1, Qt::AscendingOrder);
}

}  // namespace poolscope::ui
