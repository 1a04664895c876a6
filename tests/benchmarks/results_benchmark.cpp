// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <map>
#include <memory>

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QPixmap>
#include <QTemporaryDir>

#include "models/facet_counts.h"
#include "models/result_model.h"
#include "session/trace_follower.h"
#include "session/value_source.h"
#include "trace_builder.h"
#include "views/data_table.h"

// The budgets of the results: a million of them shown for the first time in under 100 ms, filtered by facts that are in
// memory in under 20 ms, sorted in under 250 ms. Once with ten items a task and once with one, which is the dearest case.
// Without a display: QT_QPA_PLATFORM=offscreen.

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr std::uint64_t kResults = 1'000'000;

/// A million results that were read, in a table that nobody has seen yet.
class Run {
public:
    explicit Run(std::uint32_t itemsPerTask) : m_results(m_follower.state(), m_values) {
        const QString path = m_folder.filePath(QStringLiteral("run.trace"));
        testing::RunShape shape;
        shape.tasks = kResults / itemsPerTask;
        shape.workers = 16;
        shape.items_per_task = itemsPerTask;
        shape.maxtasksperchild = 5000;
        shape.fail_every = 1000 / itemsPerTask;
        testing::build_run(path.toStdString(), shape);
        m_values.setTrace(path);
        m_follower.follow(path);
        while (m_follower.read(std::chrono::seconds(1)) == TraceFollower::Progress::More) {
        }
        m_changes = m_follower.takeChanges();
        m_results.apply(m_changes);
    }
    ResultModel& results() { return m_results; }
    [[nodiscard]] const PoolState& state() const { return m_follower.state(); }
    const ValueSource& values() { return m_values; }
    [[nodiscard]] const ChangeSet& changes() const { return m_changes; }

    static Run& of(const benchmark::State& state) {
        static std::map<std::int64_t, std::unique_ptr<Run>> runs;
        auto& run = runs[state.range(0)];
        if (!run) run = std::make_unique<Run>(static_cast<std::uint32_t>(state.range(0)));
        return *run;
    }

private:
    QTemporaryDir m_folder;
    TraceFollower m_follower;
    ValueSource m_values;
    ResultModel m_results;
    ChangeSet m_changes;
};

void waitFor(IndexedTableModel& model) {
    while (model.isSearching()) QApplication::processEvents();
}

Filter filter(const IndexedTableModel& model, const char* text) {
    return parseFilter(QLatin1String(text), model.vocabulary()).filter;
}

/// From the news that there are a million rows to the painted table.
void firstShow(benchmark::State& state) {
    Run& run = Run::of(state);
    for (auto unused : state) {
        static_cast<void>(unused);
        ResultModel results(run.state(), run.values());
        DataTable table(QStringLiteral("results"), QStringLiteral("Results"));
        table.resize(1000, 600);
        table.show(results);
        results.apply(run.changes());
        benchmark::DoNotOptimize(table.grab());
    }
}

/// Until the last row was looked at; what is seen of it is there after the first 15 ms in any case.
void filterBy(benchmark::State& state, const char* text) {
    Run& run = Run::of(state);
    const Filter wanted = filter(run.results(), text);
    for (auto unused : state) {
        static_cast<void>(unused);
        run.results().setFilter(wanted);
        waitFor(run.results());
        state.PauseTiming();
        run.results().setFilter({});
        waitFor(run.results());
        state.ResumeTiming();
    }
}

void sortBy(benchmark::State& state, int column) {
    Run& run = Run::of(state);
    for (auto unused : state) {
        static_cast<void>(unused);
        run.results().sort(column, Qt::DescendingOrder);
        waitFor(run.results());
        state.PauseTiming();
        run.results().sort(-1, Qt::AscendingOrder);
        state.ResumeTiming();
    }
}

void countFacets(benchmark::State& state) {
    Run& run = Run::of(state);
    for (auto unused : state) {
        static_cast<void>(unused);
        FacetCounts counts(run.results());
        counts.setWatched(true);
        while (counts.isCounting()) QApplication::processEvents();
    }
}

BENCHMARK(firstShow)->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(filterBy, state, "state:failed")->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(filterBy, worker, "worker:3")->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(filterBy, several, "-state:failed worker:1..8 duration>50us item:1000..")->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(filterBy, time, "time:1s..2s")->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sortBy, duration, ResultModel::Duration)->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sortBy, item, ResultModel::Item)->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sortBy, queue, ResultModel::Queue)->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(countFacets)->Arg(10)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
