// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <memory>

#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <QTemporaryDir>

#include <poolscope/trace.h>

#include "timeline/area_totals.h"
#include "timeline/pool_state_spans.h"
#include "timeline/span_text.h"
#include "timeline/timeline_view.h"
#include "trace_builder.h"

// The budgets of the timeline: a million spans, a pan or zoom frame under 8 ms at 16 lanes x 1920 px and under 33 ms at
// 64 lanes x 4K, hover under 1 ms. Without a display: QT_QPA_PLATFORM=offscreen.

using namespace poolscope;
using namespace poolscope::ui;

namespace {

struct Screen {
    std::uint32_t lanes;
    QSize size;
};
constexpr int kScreens = 2;

Screen screenOf(const benchmark::State& state) {
    return state.range(0) == 0 ? Screen{16, {1920 + 224, 700}} : Screen{64, {3840, 2160}};
}

/// A run of a million spans, as its trace was reduced, in a view of its own.
class Shown {
public:
    explicit Shown(const Screen& screen) : m_spans(m_state) {
        const std::string path = m_folder.filePath(QStringLiteral("run.trace")).toStdString();
        testing::RunShape shape;
        shape.tasks = 500'000;
        shape.workers = screen.lanes;
        shape.task_ns = 400'000;
        shape.maxtasksperchild = 5000;
        shape.crash_every = 7001;
        shape.fail_every = 3001;
        testing::build_run(path, shape);
        trace::Reader reader(path);
        while (auto record = reader.next()) m_state.apply(*record);
        m_view.resize(screen.size);
        m_view.show();
        QApplication::processEvents();
        m_view.setSource(&m_spans);
        m_frame = QImage(m_view.viewport()->size(), QImage::Format_RGB32);
        paint();
    }

    void paint() { m_view.viewport()->render(&m_frame); }
    TimelineView& view() { return m_view; }
    [[nodiscard]] const PoolStateSpans& spans() const { return m_spans; }
    [[nodiscard]] Time begin() const { return m_state.summary().origin; }
    [[nodiscard]] Time length() const { return m_state.summary().last - m_state.summary().origin; }

    static Shown& on(const benchmark::State& state) {
        static std::unique_ptr<Shown> shown[kScreens];
        auto& wanted = shown[state.range(0)];
        if (!wanted) wanted = std::make_unique<Shown>(screenOf(state));
        return *wanted;
    }

private:
    QTemporaryDir m_folder;
    PoolState m_state;
    PoolStateSpans m_spans;
    TimelineView m_view;
    QImage m_frame;
};

void zoomFrame(benchmark::State& state) {
    Shown& shown = Shown::on(state);
    Time step = 0;
    for (auto unused : state) {
        static_cast<void>(unused);
        step = (step + 1) % 40;
        shown.view().showRange(shown.begin() + shown.length() / 100 * step, shown.begin() + shown.length() - step);
        shown.paint();
    }
}

void panFrame(benchmark::State& state) {
    Shown& shown = Shown::on(state);
    Time step = 0;
    for (auto unused : state) {
        static_cast<void>(unused);
        step = (step + 1) % 50;
        const Time from = shown.begin() + shown.length() / 200 * step;
        shown.view().showRange(from, from + shown.length() / 2);
        shown.paint();
    }
}

void zoomFrameWithLabels(benchmark::State& state) {
    Shown& shown = Shown::on(state);
    Time step = 0;
    for (auto unused : state) {
        static_cast<void>(unused);
        step = (step + 1) % 40;
        const Time from = shown.begin() + shown.length() / 50 * step;
        shown.view().showRange(from, from + 5'000'000 + step);
        shown.paint();
    }
}

void hover(benchmark::State& state) {
    Shown& shown = Shown::on(state);
    shown.view().showRange(shown.begin(), shown.begin() + shown.length());
    int x = 300;
    for (auto unused : state) {
        static_cast<void>(unused);
        x = x < 1800 ? x + 7 : 300;
        QMouseEvent move(QEvent::MouseMove, QPointF(x, 100), QPointF(x, 100), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(shown.view().viewport(), &move);
        const Time time = shown.view().visibleBegin() + x * ((shown.view().visibleEnd() - shown.view().visibleBegin()) / 1900);
        benchmark::DoNotOptimize(stretchToolTip(shown.view().index(), 3, time, time + shown.length() / 1900));
    }
}

void areaTotals(benchmark::State& state) {
    Shown& shown = Shown::on(state);
    const TimelineArea everything{shown.begin(), shown.begin() + shown.length(), 0, shown.view().index().laneCount() - 1};
    for (auto unused : state) {
        static_cast<void>(unused);
        benchmark::DoNotOptimize(totalsOf(everything, shown.view().index()));
    }
}

void indexOfAMillionSpans(benchmark::State& state) {
    Shown& shown = Shown::on(state);
    for (auto unused : state) {
        static_cast<void>(unused);
        TimeIndex index;
        index.setSource(&shown.spans());
        benchmark::DoNotOptimize(index);
    }
}

BENCHMARK(zoomFrame)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(panFrame)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(zoomFrameWithLabels)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(hover)->Arg(0)->Unit(benchmark::kMicrosecond);
BENCHMARK(areaTotals)->Arg(0)->Unit(benchmark::kMillisecond);
BENCHMARK(indexOfAMillionSpans)->Arg(0)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
