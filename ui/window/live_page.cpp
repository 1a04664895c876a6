// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/live_page.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include "models/roles.h"
#include "models/worker_model.h"
#include "session/selection.h"
#include "session/session.h"
#include "timeline/timeline_view.h"
#include "views/data_table.h"
#include "views/inspector_pane.h"
#include "views/ledger_view.h"

namespace poolscope::ui {

LivePage::LivePage(const Session& session, Selection& selection, WorkerModel& workers, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_workers(workers), m_spans(session.state()),
      m_queue(session.state()),
      m_timeline(new TimelineView(this)), m_table(new DataTable(QStringLiteral("workers"), tr("Workers"), this)),
      m_ledger(new LedgerView(session, selection, this)), m_inspector(new InspectorPane(session, selection, this)), m_rows(new QSplitter(Qt::Vertical, this)),
      m_columns(new QSplitter(Qt::Horizontal, this)) {
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_rows);
    m_timeline->setObjectName(QStringLiteral("timeline"));
    m_timeline->setFrameShape(QFrame::NoFrame);
    m_timeline->setRunKey(QStringLiteral("F5"));
    m_timeline->setSource(&m_spans);
    m_timeline->setQueue(&m_queue);
    m_columns->addWidget(makeWorkerPanel(workers));
    m_columns->addWidget(m_inspector);
    m_columns->setStretchFactor(0, 3);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({720, 240});
    m_columns->setChildrenCollapsible(false);
    m_rows->addWidget(m_timeline);
    m_rows->addWidget(m_columns);
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 2);
    m_rows->setSizes({420, 280});
    m_rows->setChildrenCollapsible(false);
    m_inspector->setMinimumWidth(180);

    connect(m_table, &DataTable::subjectChosen, this, [this](quint32 worker) {
        if (worker != kNoIndex) m_selection.select({Subject::Kind::Worker, worker});
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LivePage::noteSelectedWorkers);
    connect(m_timeline, &TimelineView::spanSelected, this,
            [this](std::size_t, std::size_t, std::uint32_t worker, std::uint32_t task) {
                m_selection.setRange({});  // a span in place of an area
                if (task != kNoIndex)
                    m_selection.select({Subject::Kind::Task, task});
                else if (worker != kNoIndex)
                    m_selection.select({Subject::Kind::Worker, worker});
            });
    connect(&m_selection, &Selection::changed, this, &LivePage::showSelection);
    // A row keeps its place when its worker is replaced, so the table would go on marking it.
    for (const auto rowsChanged : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_workers, rowsChanged, this, &LivePage::showWorkerRow);
    connect(&m_workers, &QAbstractItemModel::dataChanged, this, &LivePage::showWorkerRow);
    connect(&m_workers, &QAbstractItemModel::modelReset, this, [this] {
        m_selectedWorkers.clear();
        showWorkerRow();
    });
    connect(m_ledger, &LedgerView::placeWanted, this, &LivePage::showPlace);
    connect(m_timeline, &TimelineView::timeCursorMoved, &m_selection, [this](Time time) {
        m_selection.setCursor(time);
        m_timeline->setTimeCursor(m_selection.cursor());  // it may have gone where there is no moment
    });
    connect(m_timeline, &TimelineView::timeCursorLeft, &m_selection, [this] { m_selection.setCursor({}); });
    connect(&m_selection, &Selection::cursorChanged, m_timeline, &TimelineView::setTimeCursor);
    connect(m_timeline, &TimelineView::areaSelected, this, [this](const TimelineArea& area) {
        TimeRange range{area.begin, area.end};
        if (area.firstSlot > 0 || area.lastSlot + 1 < m_timeline->index().laneCount())
            range.lanes = SlotRange{static_cast<std::uint32_t>(area.firstSlot), static_cast<std::uint32_t>(area.lastSlot)};
        m_selection.setRange(range);
    });
    connect(m_timeline, &TimelineView::selectionCleared, this, [this] {
        m_selection.setRange({});
        m_selection.clear();
    });
    connect(&m_selection, &Selection::rangeChanged, this, [this](const std::optional<TimeRange>& range) {
        if (range)
            frame(*range);
        else
            m_timeline->clearArea();
    });
}

LivePage::~LivePage() {
    // The timeline is a child and goes after the spans that it borrows.
    m_timeline->setSource(nullptr);
    m_timeline->setQueue(nullptr);
}

QWidget* LivePage::makeWorkerPanel(WorkerModel& workers) {
    auto* const panel = new QWidget(this);
    auto* const column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* const top = new QHBoxLayout;
    top->setContentsMargins(kLargeGap - kSmallGap, kSmallGap, kGap, kSmallGap);
    auto* const pages = new QStackedWidget(panel);
    auto* const tabs = new QButtonGroup(panel);
    auto* const choiceOfLives = new QWidget(panel);
    const std::tuple<QString, const char*, QWidget*> parts[] = {{tr("Workers"), "workersTab", m_table},
                                                                {tr("Where the time went"), "ledgerTab", m_ledger}};
    for (const auto& [text, name, page] : parts) {
        auto* const tab = new QToolButton(panel);
        tab->setText(text);
        tab->setObjectName(QLatin1String(name));
        tab->setCheckable(true);
        tab->setChecked(page == m_table);
        tab->setProperty("segment", true);
        tab->setMinimumHeight(24);
        top->addWidget(tab);
        tabs->addButton(tab, pages->addWidget(page));
    }
    connect(tabs, &QButtonGroup::idClicked, pages, &QStackedWidget::setCurrentIndex);
    connect(pages, &QStackedWidget::currentChanged, choiceOfLives, [this, pages, choiceOfLives] {
        choiceOfLives->setVisible(pages->currentWidget() == m_table);
    });
    top->addStretch(1);
    top->addWidget(choiceOfLives);
    auto* const rowOfLives = new QHBoxLayout(choiceOfLives);
    rowOfLives->setContentsMargins(0, 0, 0, 0);
    auto* const lives = new QButtonGroup(panel);
    const std::pair<QString, WorkerModel::Lives> choices[] = {{tr("Present"), WorkerModel::Lives::Present},
                                                              {tr("All lives"), WorkerModel::Lives::All}};
    for (const auto& [text, which] : choices) {
        auto* const button = new QToolButton(panel);
        button->setText(text);
        button->setCheckable(true);
        button->setChecked(which == workers.lives());
        button->setProperty("segment", true);
        button->setToolTip(which == WorkerModel::Lives::All ? tr("Every worker that there was, replaced ones too")
                                                            : tr("The present worker of each slot"));
        lives->addButton(button, static_cast<int>(which));
        rowOfLives->addWidget(button);
    }
    connect(lives, &QButtonGroup::idClicked, this,
            [this](int which) { m_workers.setLives(static_cast<WorkerModel::Lives>(which)); });
    column->addLayout(top);
    column->addWidget(pages, 1);
    m_table->show(workers);
    m_table->followEnd();
    m_table->setEmptyText(tr("Workers appear here when a pool runs."));
    return panel;
}

void LivePage::apply(const ChangeSet& changes) {
    m_queue.update(changes);
    m_timeline->applyChanges(changes);
    m_ledger->refresh();
    m_timeline->setNow(m_session.now());
    m_inspector->refresh();
}

void LivePage::setNow(Time now) {
    m_timeline->setNow(now);
    m_ledger->refresh();
    m_inspector->refresh();
}

void LivePage::showSelection() {
    const Subject subject = m_selection.subject();
    const PoolState& state = m_session.state();
    std::uint32_t worker = subject.kind == Subject::Kind::Worker ? subject.index : kNoIndex;
    std::uint32_t task = subject.kind == Subject::Kind::Task ? subject.index : kNoIndex;
    if (subject.kind == Subject::Kind::Result && subject.index < state.result_count())
        task = state.result(subject.index).task;
    if (subject.kind == Subject::Kind::Event && subject.index < state.events().size()) {
        task = state.events()[subject.index].task;
        worker = state.events()[subject.index].worker;
    }
    if (task < state.task_count()) worker = state.task(task).worker;

    const bool isBatch = subject.kind == Subject::Kind::Batch && subject.index < state.batches().size();
    m_timeline->setBatch(isBatch ? std::optional(state.batches()[subject.index].id) : std::nullopt);
    const QSignalBlocker quiet(m_timeline);
    if (task < state.task_count() && state.task(task).started != 0) {
        m_timeline->selectTask(task);
    } else if (worker < state.workers().size()) {
        // Whoever clicked a span of this worker in the timeline stays there.
        const std::optional<SpanSpot> spot = m_timeline->selectedSpan();
        const bool isThere = spot && spot->slot < state.slot_count() && spot->span < state.span_count(spot->slot) &&
                             state.span(spot->slot, spot->span).worker == worker;
        if (!isThere) m_timeline->selectWorker(worker);
    } else {
        m_timeline->clearSpan();
    }
    // What is selected elsewhere takes no range away that was picked.
    if (const auto& range = m_selection.range()) frame(*range);
    m_worker = worker;
    showWorkerRow();
}

void LivePage::frame(const TimeRange& range) {
    if (range.lanes) m_timeline->frameArea({range.begin, range.end, range.lanes->first, range.lanes->last});
    else m_timeline->selectTimes(range.begin, range.end);
}

void LivePage::showWorkerRow() {
    const QSignalBlocker quietTable(m_table);
    const int row = m_workers.rowOf(m_worker);
    if (row < 0) {
        // Its row is gone, or shows the slot's next worker, which is not what the details and the commands are about.
        m_table->clearSelection();
        m_table->setCurrentIndex({});
    } else if (m_table->currentIndex().row() != row) {
        m_table->setCurrentIndex(m_workers.index(row, std::max(0, m_table->currentIndex().column())));
    }
}

// They are those that were in the rows when these were selected, not the next ones of their slots.
void LivePage::noteSelectedWorkers() {
    m_selectedWorkers.clear();
    for (const int row : m_table->selectedRowNumbers())
        if (const QVariant worker = m_workers.index(row, 0).data(SubjectRole); worker.isValid() && worker.toUInt() != kNoIndex)
            m_selectedWorkers.push_back(worker.toUInt());
    emit selectedWorkersChanged();
}

void LivePage::findInDetails() {
    m_inspector->find();
}

// The ledger stays that of what it was: neither range nor cursor is set, only what is selected and what is in view.
void LivePage::showPlace(const LedgerPlace& place) {
    if (place.task != kNoIndex)
        m_selection.select({Subject::Kind::Task, place.task});
    else if (place.worker != kNoIndex)
        m_selection.select({Subject::Kind::Worker, place.worker});
    const Time margin = std::max<Time>(100, (place.end - place.begin) / 2);
    m_timeline->showRange(place.begin - margin, place.end + margin);
    const QSignalBlocker quiet(m_timeline);
    m_timeline->showPlace({place.begin, place.end, place.slot, place.slot});
}

Inspector& LivePage::inspector() {
    return m_inspector->inspector();
}

OutputView& LivePage::output() {
    return m_inspector->output();
}

void LivePage::save(QSettings& settings) const {
    settings.setValue(QStringLiteral("live/rows"), m_rows->saveState());
    settings.setValue(QStringLiteral("live/columns"), m_columns->saveState());
}

void LivePage::restore(const QSettings& settings) {
    m_rows->restoreState(settings.value(QStringLiteral("live/rows")).toByteArray());
    m_columns->restoreState(settings.value(QStringLiteral("live/columns")).toByteArray());
}

}  // namespace poolscope::ui
