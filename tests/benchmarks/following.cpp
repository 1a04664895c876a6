// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <ctime>
#include <functional>

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QFileInfo>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "format/theme.h"
#include "session/session.h"
#include "trace_builder.h"
#include "window/main_window.h"

// The budget of following: 10 000 events a second cost the window under 5 % of a core, and an idle run costs no repaint. A process
// of its own writes records at that pace; what is measured is the processor time of the window's process, page by page.
// Without a display: QT_QPA_PLATFORM=offscreen.

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr int kEventsPerSecond = 10'000;
constexpr int kWorkers = 8;
constexpr int kWarmMs = 1500;
constexpr int kMeasuredMs = 4000;

std::int64_t nanoseconds(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Until it is told to end: half of the records give a task to a worker, half say that it ended.
void writeAtPace(const std::string& path, int stopWhenReadable) {
    testing::TraceBuilder trace(path);
    trace.begin_run(kWorkers);
    std::vector<WorkerId> workers;
    for (std::uint32_t slot = 0; slot < kWorkers; ++slot) workers.push_back(trace.start_worker(slot));
    const BatchId batch = trace.submit("map", "square", 100'000'000);
    trace.flush();
    const std::int64_t begin = nanoseconds(CLOCK_MONOTONIC);
    std::uint64_t item = 0;
    char byte = 0;
    while (::read(stopWhenReadable, &byte, 1) != 0) {
        ::usleep(10'000);
        const std::int64_t now = nanoseconds(CLOCK_MONOTONIC) - begin;
        const auto due = static_cast<std::uint64_t>(now) * (kEventsPerSecond / 2) / 1'000'000'000;
        const std::int64_t step = (now - trace.now) / static_cast<std::int64_t>(due - item + 1);
        for (; item < due; ++item) {
            const TaskId task = trace.assign(batch, workers[item % kWorkers], item);
            const trace::Time started = trace.now;
            trace.advance(std::max<std::int64_t>(1, step));
            trace.end_task(task, started + step / 4, trace.now);
        }
        trace.flush();
    }
    trace.end_batch(batch, trace::BatchOutcome::Cancelled);
    for (const WorkerId worker : workers) trace.end_worker(worker, EndCause::Closed, {}, 0);
    trace.end_run();
    trace.flush();
}

class PaintCounter : public QObject {
public:
    int paints = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

// As the program does: asleep between events.
void runFor(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

void runUntil(const std::function<bool()>& fact) {
    QElapsedTimer waited;
    waited.start();
    while (!fact() && waited.elapsed() < 60'000) QApplication::processEvents(QEventLoop::AllEvents, 20);
}

}  // namespace

int main(int argc, char** argv) {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("run.trace")).toStdString();
    int stop[2];
    if (::pipe2(stop, O_NONBLOCK | O_CLOEXEC) != 0) return 1;
    const pid_t writer = ::fork();
    if (writer == 0) {
        ::close(stop[1]);
        writeAtPace(path, stop[0]);
        ::_exit(0);
    }
    ::close(stop[0]);

    QApplication application(argc, argv);
    Theme theme(application);
    theme.choose(ThemeChoice::Light);
    MainWindow window(Places(folder.path()), theme);
    PaintCounter counter;
    application.installEventFilter(&counter);
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    runUntil([&] { return QFileInfo(QString::fromStdString(path)).size() > 4096; });
    window.openFile(QString::fromStdString(path));
    auto* const tabs = window.findChild<QTabWidget*>(QStringLiteral("tabs"));
    std::printf("%-10s %10s %10s %12s %9s\n", "page", "of a core", "paints/s", "events/s", "behind");
    for (int page = 0; page < tabs->count(); ++page) {
        tabs->setCurrentIndex(page);
        runFor(kWarmMs);
        const std::int64_t cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
        const std::int64_t wall = nanoseconds(CLOCK_MONOTONIC);
        const std::uint64_t records = window.session().state().summary().records;
        counter.paints = 0;
        runFor(kMeasuredMs);
        const auto passed = static_cast<double>(nanoseconds(CLOCK_MONOTONIC) - wall);
        const auto used = static_cast<double>(nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
        std::printf("%-10s %8.2f %% %10.1f %12.0f %9llu\n", qPrintable(tabs->tabText(page)), used / passed * 100, counter.paints / passed * 1e9,
                    static_cast<double>(window.session().state().summary().records - records) / passed * 1e9,
                    static_cast<unsigned long long>(window.session().bytesBehind()));
        std::fflush(stdout);
    }
    ::close(stop[1]);
    int status = 0;
    ::waitpid(writer, &status, 0);
    runUntil([&] { return window.session().isAsleep(); });
    for (int page = 0; page < tabs->count(); ++page) {
        tabs->setCurrentIndex(page);
        runFor(1500);
        const std::int64_t cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
        counter.paints = 0;
        runFor(2000);
        std::printf("%-10s idle: %.3f %% of a core, %d paints\n", qPrintable(tabs->tabText(page)),
                    static_cast<double>(nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) / 2e7, counter.paints);
    }
    return 0;
}
