// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/table_page.h"

#include <iterator>

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include "models/roles.h"
#include "session/session.h"
#include "views/data_table.h"
#include "views/filter_edit.h"
#include "views/inspector_pane.h"

namespace poolscope::ui {

TablePage::TablePage(const Parts& parts, const Session& session, Selection& selection, StateTableModel& model,
                     QWidget* parent)
    : QWidget(parent), m_parts(parts), m_session(session), m_selection(selection), m_table(new DataTable(parts.name, parts.title, this)),
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
    connect(&selection, &Selection::changed, this, &TablePage::showSelection);
}

void TablePage::addFilter(IndexedTableModel& model, const QString& hint) {
    m_filter = new FilterBar(model, hint, this);
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_filter);
    connect(&m_selection, &Selection::rangeChanged, m_filter, &FilterBar::setRange);
    connect(&m_filter->edit(), &QLineEdit::returnPressed, this, [this] {
        if (!m_filter->edit().problem()) m_table->setFocus(Qt::ShortcutFocusReason);
    });
    connect(&m_filter->edit(), &FilterEdit::filterChanged, this, [this] {
        m_isFilterNew = true;
        leaveWhatIsHidden();
    });
    connect(m_filter, &FilterBar::rangeDismissed, &m_selection, [this] { m_selection.setRange(std::nullopt); });
    connect(&model, &IndexedTableModel::searched, this, [this] {
        const bool isFiltered = m_indexed->filter().isActive() && m_indexed->sourceCount() > 0;
        leaveWhatIsHidden();
        m_table->setEmptyText(isFiltered ? m_indexed->isSearching() ? tr("Searching…") : tr("No row fits the filter.")
                                         : m_parts.emptyText);
    });
    addSorting(model);
}

void TablePage::addSorting(IndexedTableModel& model) {
    m_indexed = &model;
    qApp->installEventFilter(this);
    QHeaderView* const header = m_table->horizontalHeader();
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->letSort();
    // The header marks whatever was clicked; without an order to mark it goes on showing the one that holds.
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this, header](int sorted, Qt::SortOrder) {
        if (sorted >= 0 && !m_indexed->isSortable(sorted)) header->setSortIndicator(m_indexed->sortColumn(), m_indexed->sortOrder());
    });
}

void TablePage::leaveWhatIsHidden() {
    // Details of what the new filter took out of the table would stand beside rows that they do not belong to. What was chosen
    // elsewhere meanwhile stays, though no row shows it.
    if (!m_isFilterNew || m_indexed->isSearching()) return;
    m_isFilterNew = false;
    const Subject subject = m_selection.subject();
    if (isVisible() && subject.kind == m_parts.kind && m_indexed->rowOf(subject.index) < 0) m_selection.clear();
}

bool TablePage::eventFilter(QObject* watched, QEvent* event) {
    // While Ctrl is held, rows that sort by changing values stay where they are.
    const auto type = event->type();
    if (m_indexed && (type == QEvent::KeyPress || type == QEvent::KeyRelease) &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Control)
        m_indexed->hold(type == QEvent::KeyPress);
    if (m_indexed && type == QEvent::ApplicationDeactivate) m_indexed->hold(false);
    return QWidget::eventFilter(watched, event);
}

void TablePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    showSelection();
}

std::uint32_t TablePage::subjectHere() const {
    using Kind = Subject::Kind;
    const PoolState& state = m_session.state();
    const Subject subject = m_selection.subject();
    if (subject.kind == m_parts.kind) return subject.index;
    std::uint32_t task = kNoIndex;
    if (subject.kind == Kind::Task && subject.index < state.task_count()) task = subject.index;
    if (subject.kind == Kind::Result && subject.index < state.result_count()) task = state.result(subject.index).task;
    if (subject.kind == Kind::Event && subject.index < state.events().size()) task = state.events()[subject.index].task;
    if (task >= state.task_count()) return kNoIndex;
    if (m_parts.kind == Kind::Task) return task;
    if (m_parts.kind == Kind::Batch) return state.find_batch(state.task(task).batch).value_or(kNoIndex);
    if (m_parts.kind == Kind::Result) return m_session.moment().resultOf(task).value_or(kNoIndex);
    return kNoIndex;
}

void TablePage::showSelection() {
    if (!isVisible()) return;
    const std::uint32_t subject = subjectHere();
    if (subject == kNoIndex || m_table->currentSubject() == subject) return;
    const auto* const indexed = qobject_cast<const IndexedTableModel*>(m_table->model());
    const int row = indexed ? indexed->rowOf(subject) : static_cast<int>(subject);
    if (row < 0 || row >= m_table->model()->rowCount()) return;
    const QSignalBlocker quiet(m_table);
    m_table->setCurrentIndex(m_table->model()->index(row, std::max(0, m_table->currentIndex().column())));
}

Inspector& TablePage::inspector() {
    return m_inspector->inspector();
}

OutputView& TablePage::output() {
    return m_inspector->output();
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

std::vector<std::uint32_t> TablePage::selectedSources() const {
    std::vector<std::uint32_t> sources;
    for (const int row : m_table->selectedRowNumbers())
        if (const QVariant subject = m_table->model()->index(row, 0).data(SubjectRole); subject.isValid())
            sources.push_back(subject.toUInt());
    return sources;
}

void TablePage::findInDetails() {
    m_inspector->find();
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
    // As this table is, not as one of an earlier version was.
    header->setSectionsClickable(m_indexed != nullptr);
    header->setSortIndicatorShown(m_indexed != nullptr);
    // Rows come as they arrive, until somebody asks for another order in this run.
    header->setSortIndicator(-1, Qt::AscendingOrder);
}

}  // namespace poolscope::ui
