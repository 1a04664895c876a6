// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <optional>

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QMouseEvent>
#include <QProcess>
#include <QTabBar>
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
//     poolscope-following                              a glance at each page
//     poolscope-following --seconds 3600 --rate 1000   a long run: memory, and whether input is answered, each minute; at its end beside
//                                                      a window that has only opened the same trace

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr int kWorkers = 8;
constexpr int kWarmMs = 1500;
constexpr int kMeasuredMs = 4000;

std::int64_t nanoseconds(clockid_t clock) {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Until it is told to end: half of the records give a task to a worker, half say that it ended.
void writeAtPace(const std::string& path, int stopWhenReadable, int eventsPerSecond) {
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
        const auto due = static_cast<std::uint64_t>(now) * static_cast<std::uint64_t>(eventsPerSecond / 2) / 1'000'000'000;
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

double residentMegabytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return file.readAll().split(' ').value(1).toDouble() * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

/// A window as it opens, on the first page.
struct Opened {
    explicit Opened(QApplication& application, const QString& folder) : theme(application), window(Places(folder), theme) {
        theme.choose(ThemeChoice::Light);
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
    }
    [[nodiscard]] QTabWidget& tabs() { return *window.findChild<QTabWidget*>(QStringLiteral("tabs")); }

    Theme theme;
    MainWindow window;
};

/// Clicks a tab as the pointer does; milliseconds until its page is there, or nothing when it is not within ten seconds.
std::optional<double> clickTab(QTabWidget& tabs, int page) {
    QElapsedTimer waited;
    waited.start();
    const QPointF place = tabs.tabBar()->tabRect(page).center();
    const QPointF global = tabs.tabBar()->mapToGlobal(place);
    for (const QEvent::Type type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease})
        QApplication::postEvent(tabs.tabBar(), new QMouseEvent(type, place, global, Qt::LeftButton,
                                                               type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier));
    while (tabs.currentIndex() != page && waited.elapsed() < 10'000) QApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    if (tabs.currentIndex() != page) return {};
    return static_cast<double>(waited.nsecsElapsed()) / 1e6;
}

void visitPages(QTabWidget& tabs) {
    for (int page = 0; page < tabs.count(); ++page) {
        tabs.setCurrentIndex(page);
        runFor(1000);
    }
    tabs.setCurrentIndex(0);
    runFor(1000);
}

/// What a window holds that has only opened this trace.
int measureOpened(QApplication& application, const QString& trace) {
    const QTemporaryDir folder;
    Opened opened(application, folder.path());
    visitPages(opened.tabs());
    const double empty = residentMegabytes();
    opened.window.openFile(trace);
    runUntil([&] { return opened.window.session().isAsleep() && !opened.window.session().isReading(); });
    visitPages(opened.tabs());
    const auto tasks = static_cast<double>(opened.window.session().state().task_count());
    std::printf("opened alone: %.0f MB with %.0f tasks, %.0f MB empty, %.0f bytes a task\n", residentMegabytes(), tasks, empty,
                (residentMegabytes() - empty) * 1e6 / std::max(1.0, tasks));
    return 0;
}

/// Follows for so long, a click on another page every second.
void followLong(Opened& opened, int seconds) {
    QTabWidget& tabs = opened.tabs();
    visitPages(tabs);
    std::printf("%8s %12s %10s %14s %9s %9s %12s\n", "seconds", "tasks", "MB", "bytes a task", "clicks", "missed", "slowest, ms");
    const double before = residentMegabytes();
    const auto tasksBefore = static_cast<double>(opened.window.session().state().task_count());
    QElapsedTimer passed;
    passed.start();
    int clicks = 0, missed = 0;
    double slowest = 0;
    for (qint64 next = 60; passed.elapsed() < seconds * 1000LL;) {
        const auto took = clickTab(tabs, ++clicks % tabs.count());
        if (took) slowest = std::max(slowest, *took);
        else ++missed;
        runFor(1000);
        if (passed.elapsed() / 1000 < next) continue;
        next += 60;
        const auto tasks = static_cast<double>(opened.window.session().state().task_count());
        std::printf("%8lld %12.0f %10.0f %14.0f %9d %9d %12.0f\n", passed.elapsed() / 1000, tasks, residentMegabytes(),
                    (residentMegabytes() - before) * 1e6 / std::max(1.0, tasks - tasksBefore), clicks, missed, slowest);
        std::fflush(stdout);
        slowest = 0;
    }
}

/// The cost of each page while records come, and then of an idle run.
void glance(Opened& opened, PaintCounter& counter, const std::function<void()>& endWriting) {
    QTabWidget& tabs = opened.tabs();
    const Session& session = opened.window.session();
    std::printf("%-10s %10s %10s %12s %9s\n", "page", "of a core", "paints/s", "events/s", "behind");
    for (int page = 0; page < tabs.count(); ++page) {
        tabs.setCurrentIndex(page);
        runFor(kWarmMs);
        const std::int64_t cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
        const std::int64_t wall = nanoseconds(CLOCK_MONOTONIC);
        const std::uint64_t records = session.state().summary().records;
        counter.paints = 0;
        runFor(kMeasuredMs);
        const auto passed = static_cast<double>(nanoseconds(CLOCK_MONOTONIC) - wall);
        const auto used = static_cast<double>(nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
        std::printf("%-10s %8.2f %% %10.1f %12.0f %9llu\n", qPrintable(tabs.tabText(page)), used / passed * 100, counter.paints / passed * 1e9,
                    static_cast<double>(session.state().summary().records - records) / passed * 1e9,
                    static_cast<unsigned long long>(session.bytesBehind()));
        std::fflush(stdout);
    }
    endWriting();
    runUntil([&] { return session.isAsleep(); });
    for (int page = 0; page < tabs.count(); ++page) {
        tabs.setCurrentIndex(page);
        runFor(1500);
        const std::int64_t cpu = nanoseconds(CLOCK_PROCESS_CPUTIME_ID);
        counter.paints = 0;
        runFor(2000);
        std::printf("%-10s idle: %.3f %% of a core, %d paints\n", qPrintable(tabs.tabText(page)),
                    static_cast<double>(nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) / 2e7, counter.paints);
    }
}

}  // namespace

int main(int argc, char** argv) {
    QStringList arguments;
    for (int i = 0; i < argc; ++i) arguments << QString::fromLocal8Bit(argv[i]);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("seconds"), {}, QStringLiteral("SECONDS"), QStringLiteral("0")},
                       {QStringLiteral("rate"), {}, QStringLiteral("EVENTS"), QStringLiteral("10000")},
                       {QStringLiteral("open"), {}, QStringLiteral("TRACE")}});
    const bool isRead = parser.parse(arguments);
    const int seconds = parser.value(QStringLiteral("seconds")).toInt();
    const int rate = parser.value(QStringLiteral("rate")).toInt();
    if (!isRead || rate < 2 || seconds < 0) {
        std::fprintf(stderr, "%s\n", isRead ? "--rate is in events a second, at least 2; --seconds at least 0" : qPrintable(parser.errorText()));
        return 2;
    }
    if (parser.isSet(QStringLiteral("open"))) {
        QApplication application(argc, argv);
        return measureOpened(application, parser.value(QStringLiteral("open")));
    }
    const QTemporaryDir folder;
    const QString trace = folder.filePath(QStringLiteral("run.trace"));
    int stop[2];
    if (::pipe2(stop, O_NONBLOCK | O_CLOEXEC) != 0) return 1;
    const pid_t writer = ::fork();
    if (writer == 0) {
        ::close(stop[1]);
        writeAtPace(trace.toStdString(), stop[0], rate);
        ::_exit(0);
    }
    ::close(stop[0]);
    const auto endWriting = [&] {
        ::close(stop[1]);
        int status = 0;
        ::waitpid(writer, &status, 0);
    };

    QApplication application(argc, argv);
    Opened opened(application, folder.path());
    PaintCounter counter;
    application.installEventFilter(&counter);
    runUntil([&] { return QFileInfo(trace).size() > 4096; });
    opened.window.openFile(trace);
    if (seconds == 0) {
        glance(opened, counter, endWriting);
        return 0;
    }
    followLong(opened, seconds);
    endWriting();
    return QProcess::execute(application.applicationFilePath(), {QStringLiteral("--open"), trace});
}
