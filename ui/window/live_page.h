// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QWidget>

#include "timeline/pool_state_spans.h"
#include "timeline/queue_index.h"

class QSettings;
class QSplitter;

namespace poolscope {
struct LedgerPlace;
}

namespace poolscope::ui {

class DataTable;
class Inspector;
class InspectorPane;
class LedgerView;
class OutputView;
class Selection;
struct TimeRange;
class Session;
class TimelineView;
class WorkerModel;

/// The run as it goes: the timeline above, the workers and what is selected below.
class LivePage : public QWidget {
    Q_OBJECT

public:
    /// Borrows all three.
    LivePage(const Session& session, Selection& selection, WorkerModel& workers, QWidget* parent = nullptr);
    ~LivePage() override;

    void apply(const ChangeSet& changes);
    void setNow(Time now);
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);
    [[nodiscard]] TimelineView& timeline() { return *m_timeline; }
    [[nodiscard]] DataTable& workerTable() { return *m_table; }
    [[nodiscard]] LedgerView& ledgerView() { return *m_ledger; }
    [[nodiscard]] Inspector& inspector();
    /// Opens the line that finds words in the details.
    void findInDetails();
    [[nodiscard]] OutputView& output();
    /// The lives whose rows were selected in the table of workers.
    [[nodiscard]] const std::vector<std::uint32_t>& selectedWorkers() const { return m_selectedWorkers; }

signals:
    void selectedWorkersChanged();

private:
    QWidget* makeWorkerPanel(WorkerModel& workers);
    void showSelection();
    void frame(const TimeRange& range);
    void showWorkerRow();
    void noteSelectedWorkers();
    void showPlace(const LedgerPlace& place);

    const Session& m_session;
    Selection& m_selection;
    WorkerModel& m_workers;
    PoolStateSpans m_spans;
    QueueIndex m_queue;
    TimelineView* m_timeline;
    DataTable* m_table;
    LedgerView* m_ledger;
    InspectorPane* m_inspector;
    QSplitter* m_rows;
    QSplitter* m_columns;
    std::vector<std::uint32_t> m_selectedWorkers;
    std::uint32_t m_worker = kNoIndex;  ///< whose row is marked, when it has one
};

}  // namespace poolscope::ui
