// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLocale>
#include <QTabWidget>
#include <QTemporaryDir>

#include "format/glyph.h"
#include "format/theme.h"
#include "session/session.h"
#include "study/sweep_chart.h"
#include "study/sweep_page.h"
#include "trace_builder.h"
#include "views/message_bar.h"
#include "window/main_window.h"

// poolscope-pictures FOLDER SCRATCH: pictures of every page of the window, in each state and each theme, at the scale of
// QT_SCALE_FACTOR. What tests/ui/pictures runs.

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr int kPatienceMs = 300'000;
constexpr int kSettleMs = 350;

void waitFor(int milliseconds) {
    QElapsedTimer waited;
    waited.start();
    while (waited.elapsed() < milliseconds) {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    }
}

bool waitUntil(const std::function<bool()>& fact) {
    QElapsedTimer waited;
    waited.start();
    while (!fact()) {
        if (waited.elapsed() > kPatienceMs) return false;
        QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
    }
    return true;
}

/// Takes a window through its pages and both themes.
class Camera {
public:
    Camera(const QString& folder, Theme& theme) : m_folder(folder), m_theme(theme) {}

    /// `only`: a page by its object name; empty: all.
    [[nodiscard]] bool take(MainWindow& window, const QString& state, QSize size, const QString& suffix = {}, const QString& only = {}) {
        window.resize(size);
        window.show();
        auto* const tabs = window.findChild<QTabWidget*>(QStringLiteral("tabs"));
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme.choose(choice);
            for (int page = 0; page < tabs->count(); ++page) {
                if (!only.isEmpty() && tabs->widget(page)->objectName() != only) continue;
                tabs->setCurrentIndex(page);
                waitFor(kSettleMs);
                QString name = tabs->tabText(page).toLower();
                name.replace(QLatin1Char(' '), QLatin1Char('_')).remove(QLatin1Char('&'));
                const QString path = QStringLiteral("%1/%2-%3-%4%5-%6x.png")
                                         .arg(m_folder, state, name, themeKey(choice), suffix)
                                         .arg(window.devicePixelRatio());
                if (!window.grab().save(path)) {
                    std::fprintf(stderr, "%s cannot be written\n", qPrintable(path));
                    return false;
                }
            }
        }
        return true;
    }

private:
    QString m_folder;
    Theme& m_theme;
};

/// A run that is still at work when all its pictures were taken, however slow the machine is.
QByteArray busyScenario() {
    QByteArrayList naps;
    for (int nap = 0; nap < 20'000; ++nap) naps << QByteArray::number(0.01 + 0.3 * (nap * 37 % 101) / 101 * (nap % 7 == 0), 'f', 3);
    return R"({"poolscope": 1, "title": "A busy pool",
 "pool": {"processes": 8, "initializer": "slow_start", "initargs": [0.15], "maxtasksperchild": 60},
 "batches": [{"method": "map_async", "function": "is_prime", "iterable": {"range": [1000000, 1040000]}, "chunksize": 50},
             {"method": "apply_async", "function": "raise_error", "args": ["on purpose"]},
             {"method": "apply_async", "function": "crash", "args": ["SIGSEGV"]},
             {"method": "map_async", "function": "sleep", "chunksize": 1, "iterable": [)" +
           naps.join(", ") + "]}]}";
}

bool empty(Camera& camera, const QString& scratch, Theme& theme) {
    MainWindow window(Places(scratch + QStringLiteral("/empty")), theme);
    window.openStartScenario();
    return camera.take(window, QStringLiteral("empty"), {1280, 800}) &&
           camera.take(window, QStringLiteral("empty"), {1024, 640}, QStringLiteral("-small"));
}

bool busy(Camera& camera, const QString& scratch, Theme& theme) {
    const QString scenario = scratch + QStringLiteral("/busy.json");
    QFile file(scenario);
    if (!file.open(QIODevice::WriteOnly) || file.write(busyScenario()) < 0) return false;
    file.close();
    MainWindow window(Places(scratch + QStringLiteral("/busy")), theme);
    window.openFile(scenario);
    window.show();
    window.run();
    const bool runs = waitUntil([&] { return window.session().state().summary().tasks_ended > 1400 || window.session().state().summary().ended; });
    const bool isGood = runs && camera.take(window, QStringLiteral("busy"), {1280, 800}) &&
                        camera.take(window, QStringLiteral("busy"), {1024, 640}, QStringLiteral("-small"));
    window.session().stop();
    return waitUntil([&] { return !window.session().hasHost(); }) && isGood;
}

bool million(Camera& camera, const QString& scratch, Theme& theme) {
    const QString trace = scratch + QStringLiteral("/million.trace");
    if (!QFile::exists(trace)) {
        testing::RunShape shape;
        shape.tasks = 1'000'000;
        shape.workers = 16;
        shape.task_ns = 400'000;
        shape.maxtasksperchild = 5000;
        shape.crash_every = 70'001;
        shape.fail_every = 3001;
        testing::build_run(trace.toStdString(), shape);
    }
    MainWindow window(Places(scratch + QStringLiteral("/million")), theme);
    window.show();
    window.openFile(trace);
    const bool isRead = waitUntil([&] { return window.session().state().summary().ended && !window.session().isReading(); });
    return isRead && camera.take(window, QStringLiteral("million"), {1600, 1000});
}

/// A sweep whose first runs are made, and when it is over with a configuration chosen.
bool sweep(Camera& camera, const QString& scratch, Theme& theme, const QString& state, const QByteArray& parameters) {
    const QString file = scratch + QLatin1Char('/') + state + QStringLiteral(".json");
    QFile written(file);
    if (!written.open(QIODevice::WriteOnly)) return false;
    written.write(R"({"poolscope_sweep": 1, "title": "How many workers?", "repetitions": 4, "warm_up": 0, "stop_when_settled": false, "parameters": )" + parameters +
                  R"(, "scenario": {"poolscope": 1, "title": "Naps", "pool": {"start_method": "fork"}, "batches": [{"method": "map", "function": "sleep",
                     "iterable": [0.02, 0.01, 0.03, 0.02, 0.01, 0.02, 0.03, 0.01, 0.02, 0.01, 0.03, 0.02, 0.01, 0.02, 0.03, 0.06], "chunksize": 1}]}})");
    written.close();
    MainWindow window(Places(scratch + QLatin1Char('/') + state), theme);
    window.openFile(file);
    window.messages().clear();
    SweepPage& page = window.sweepPage();
    page.start();
    const QString only = page.objectName();
    const bool runs = waitUntil([&] { return page.runner().outcome() && page.runner().outcome()->made > 6; });
    bool isGood = runs && camera.take(window, state + QStringLiteral("-running"), {1280, 800}, {}, only);
    isGood = waitUntil([&] { return !page.isRunning(); }) && isGood;
    emit page.chart().chosen(2);
    return isGood && camera.take(window, state + QStringLiteral("-done"), {1280, 800}, {}, only) &&
           camera.take(window, state + QStringLiteral("-done"), {1024, 640}, QStringLiteral("-small"), only);
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 3) {
        std::fputs("poolscope-pictures FOLDER SCRATCH\n", stderr);
        return 2;
    }
    QApplication::setApplicationName(QStringLiteral("poolscope"));
    QApplication::setWindowIcon(programIcon());
    Theme theme(application);
    theme.choose(ThemeChoice::Light);
    Camera camera(QString::fromLocal8Bit(argv[1]), theme);
    const QString scratch = QString::fromLocal8Bit(argv[2]);
    return sweep(camera, scratch, theme, QStringLiteral("curve"), R"({"processes": [1, 2, 3, 4, 6, 8]})") &&
           sweep(camera, scratch, theme, QStringLiteral("map"), R"({"processes": [1, 2, 4, 8], "chunksize": [1, 2, 4, 8, null]})") &&
           empty(camera, scratch, theme) && busy(camera, scratch, theme) && million(camera, scratch, theme) ? 0 : 1;
}
