// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <memory>

#include <QApplication>
#include <QTemporaryDir>

#include <poolscope/trace.h>

#include "charts/run_charts.h"
#include "format/theme.h"
#include "trace_builder.h"

// What charts cost: taking in a task (once in its life), and filling and painting each of them over a million tasks. Without a
// display: QT_QPA_PLATFORM=offscreen.

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr std::uint64_t kTasks = 1'000'000;

struct MillionTasks {
    MillionTasks() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath(QStringLiteral("run.trace")).toStdString();
        testing::RunShape shape;
        shape.tasks = kTasks;
        shape.workers = 16;
        shape.task_ns = 400'000;
        shape.maxtasksperchild = 5000;
        testing::build_run(path, shape);
        trace::Reader reader(path, trace::ReadValues::No);
        while (const auto record = reader.next()) state.apply(*record);
    }
    PoolState state;
    static MillionTasks& get() {
        static MillionTasks run;
        return run;
    }
};

ChangeSet everything() {
    ChangeSet changes;
    changes.replaced = true;
    return changes;
}

/// The whole history of a million tasks at once: a reopened file.
void takeInAMillionTasks(benchmark::State& state) {
    MillionTasks& run = MillionTasks::get();
    for (auto _ : state) {
        RunHistory history;
        history.update(run.state, everything());
        benchmark::DoNotOptimize(history.tasks().tasksEnded());
    }
    state.counters["ns/task"] = benchmark::Counter(static_cast<double>(kTasks) / 1e9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

/// A tick without news: what a run of a million tasks costs that goes on and stands still.
void tickWithoutNews(benchmark::State& state) {
    MillionTasks& run = MillionTasks::get();
    RunHistory history;
    history.update(run.state, everything());
    ChangeSet nothing;
    nothing.first_worker = run.state.workers().size();
    nothing.first_batch = run.state.batches().size();
    nothing.first_task = run.state.task_count();
    nothing.first_result = run.state.result_count();
    for (auto _ : state) history.update(run.state, nothing);
}

void fillAndPaint(benchmark::State& state) {
    MillionTasks& run = MillionTasks::get();
    QWidget paper;
    RunCharts charts(run.state, &paper);
    const auto kind = static_cast<ChartKind>(state.range(0));
    charts.plot(kind).resize(450, 220);
    paper.resize(460, 230);
    paper.show();
    charts.update(everything());
    const TimeRange whole{run.state.summary().origin, run.state.summary().last};
    charts.fill(kind, whole, whole.end);
    QApplication::processEvents();
    for (auto _ : state) {
        charts.fill(kind, whole, whole.end);
        QApplication::processEvents();  // the painting, which was only asked for
    }
    state.SetLabel(chartKey(kind).toStdString());
}

BENCHMARK(takeInAMillionTasks)->Unit(benchmark::kMillisecond);
BENCHMARK(tickWithoutNews)->Unit(benchmark::kMicrosecond);
BENCHMARK(fillAndPaint)->DenseRange(0, static_cast<int>(kChartKinds) - 1)->Unit(benchmark::kMicrosecond);

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    Theme theme(application);
    theme.choose(ThemeChoice::Light);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
