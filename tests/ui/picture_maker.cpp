// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QTabWidget>
#include <QTemporaryDir>

#include "compare/comparison_page.h"
#include "format/glyph.h"
#include "format/language.h"
#include "format/theme.h"
#include "session/session.h"
#include "study/sweep_chart.h"
#include "study/sweep_page.h"
#include "trace_builder.h"
#include "views/data_table.h"
#include "views/filter_bar.h"
#include "views/message_bar.h"
#include "window/comfort.h"
#include "window/lesson_desk.h"
#include "window/live_page.h"
#include "window/main_window.h"
#include "window/settings_dialog.h"
#include "window/table_page.h"

// poolscope-pictures FOLDER SCRATCH [STATE...]: pictures of every page of the window, in each state (or in those that are named) and each
// theme, at the scale of QT_SCALE_FACTOR. What tests/ui/pictures runs.

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

    /// `only`: a page; null: all.
    [[nodiscard]] bool take(MainWindow& window, const QString& state, QSize size, const QString& suffix = {}, const QWidget* only = nullptr) {
        window.resize(size);
        window.show();
        auto* const tabs = window.findChild<QTabWidget*>(QStringLiteral("tabs"));
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme.choose(choice);
            for (int page = 0; page < tabs->count(); ++page) {
                if (only && tabs->widget(page) != only) continue;
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

    /// A window of its own, such as a dialog.
    [[nodiscard]] bool takeAlone(QWidget& dialog, const QString& name) {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_theme.choose(choice);
            waitFor(kSettleMs);
            const QString path = QStringLiteral("%1/%2-%3-%4x.png").arg(m_folder, name, themeKey(choice)).arg(dialog.devicePixelRatio());
            if (dialog.grab().save(path)) continue;
            std::fprintf(stderr, "%s cannot be written\n", qPrintable(path));
            return false;
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
    const bool runs = waitUntil([&] { return page.runner().outcome() && page.runner().outcome()->made > 6; });
    bool isGood = runs && camera.take(window, state + QStringLiteral("-running"), {1280, 800}, {}, &page);
    isGood = waitUntil([&] { return !page.isRunning(); }) && isGood;
    emit page.chart().chosen(2);
    return isGood && camera.take(window, state + QStringLiteral("-done"), {1280, 800}, {}, &page) &&
           camera.take(window, state + QStringLiteral("-done"), {1024, 640}, QStringLiteral("-small"), &page);
}

/// A run of some thousand tasks, with crashes and failures, that has ended.
QString smallTrace(const QString& scratch, const QString& name, std::uint32_t workers) {
    const QString trace = scratch + QLatin1Char('/') + name;
    testing::RunShape shape;
    shape.tasks = 4000;
    shape.workers = workers;
    shape.task_ns = 2'000'000;
    shape.maxtasksperchild = 300;
    shape.crash_every = 1501;
    shape.fail_every = 401;
    shape.host_pid = 4700 + static_cast<std::int32_t>(workers);  // the same run twice would be compared with itself
    if (!QFile::exists(trace)) testing::build_run(trace.toStdString(), shape);
    return trace;
}

bool openTrace(MainWindow& window, const QString& trace) {
    window.show();
    window.openFile(trace);
    return waitUntil([&] { return window.session().state().summary().ended && !window.session().isReading(); });
}

/// Two runs beside one another.
bool compared(Camera& camera, const QString& scratch, Theme& theme) {
    MainWindow window(Places(scratch + QStringLiteral("/compared")), theme);
    window.show();
    ComparisonPage& page = window.comparisonPage();
    page.add({smallTrace(scratch, QStringLiteral("four.trace"), 4), smallTrace(scratch, QStringLiteral("eight.trace"), 8)});
    const bool isRead = waitUntil([&] { return !page.set().isReading() && page.set().runs().size() == 2; });
    return isRead && camera.take(window, QStringLiteral("compared"), {1280, 800}, {}, &page) &&
           camera.take(window, QStringLiteral("compared"), {1024, 640}, QStringLiteral("-small"), &page);
}

/// A task that is selected, with its details; and where the time went.
bool selected(Camera& camera, const QString& scratch, Theme& theme) {
    MainWindow window(Places(scratch + QStringLiteral("/selected")), theme);
    if (!openTrace(window, smallTrace(scratch, QStringLiteral("four.trace"), 4))) return false;
    window.resultsPage().filterBar()->setText(QStringLiteral("state:failed"));
    waitFor(kSettleMs);
    window.resultsPage().table().selectRow(2);
    bool isGood = camera.take(window, QStringLiteral("selected"), {1280, 800}, {}, &window.resultsPage());
    window.tasksPage().table().selectRow(3);
    isGood = isGood && camera.take(window, QStringLiteral("selected"), {1280, 800}, {}, &window.tasksPage());
    auto* const ledger = window.livePage().findChild<QAbstractButton*>(QStringLiteral("ledgerTab"));
    if (!ledger) return false;
    ledger->click();
    isGood = isGood && camera.take(window, QStringLiteral("ledger"), {1280, 800}, {}, &window.livePage());
    return isGood;
}

/// A demo with its guide, before its question is answered.
bool guided(Camera& camera, const QString& scratch, Theme& theme) {
    MainWindow window(Places(scratch + QStringLiteral("/guided")), theme);
    window.show();
    const QString folder = QFileInfo(scenariosFolder()).path() + QStringLiteral("/demos");
    return window.lessons().open(folder + QStringLiteral("/01-hello-pool.json")) &&
           camera.take(window, QStringLiteral("guided"), {1280, 800}, {}, &window.livePage()) &&
           camera.take(window, QStringLiteral("guided"), {1024, 640}, QStringLiteral("-small"), &window.livePage());
}

bool settings(Camera& camera, const QString& scratch, Theme& theme, Language& language) {
    MainWindow window(Places(scratch + QStringLiteral("/settings")), theme);
    window.comfort().setLanguage(language);
    window.show();
    window.comfort().settings->trigger();
    return camera.takeAlone(*window.comfort().dialog(), QStringLiteral("settings"));
}

/// Every page with text twice as large.
bool large(Camera& camera, const QString& scratch, Theme& theme) {
    theme.setTextSize(200);
    bool isGood = false;
    {
        MainWindow window(Places(scratch + QStringLiteral("/large")), theme);
        window.openStartScenario();
        isGood = openTrace(window, smallTrace(scratch, QStringLiteral("four.trace"), 4)) && camera.take(window, QStringLiteral("large"), {1280, 800});
    }
    theme.setTextSize(100);
    return isGood;
}

/// Every page in the language with the longer words.
bool german(Camera& camera, const QString& scratch, Theme& theme, Language& language) {
    language.choose(LanguageChoice::German);
    bool isGood = false;
    {
        MainWindow window(Places(scratch + QStringLiteral("/german")), theme);
        window.openStartScenario();
        isGood = openTrace(window, smallTrace(scratch, QStringLiteral("four.trace"), 4)) && camera.take(window, QStringLiteral("german"), {1280, 800}) &&
                 camera.take(window, QStringLiteral("german"), {1024, 640}, QStringLiteral("-small"));
    }
    language.choose(LanguageChoice::English);
    return isGood;
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 3) {
        std::fputs("poolscope-pictures FOLDER SCRATCH [STATE...]\n", stderr);
        return 2;
    }
    QApplication::setApplicationName(QStringLiteral("poolscope"));
    QApplication::setWindowIcon(programIcon());
    Theme theme(application);
    theme.choose(ThemeChoice::Light);
    Language language(application);
    language.choose(LanguageChoice::English);
    Camera camera(QString::fromLocal8Bit(argv[1]), theme);
    const QString scratch = QString::fromLocal8Bit(argv[2]);
    const std::pair<const char*, std::function<bool()>> states[] = {
        {"curve", [&] { return sweep(camera, scratch, theme, QStringLiteral("curve"), R"({"processes": [1, 2, 3, 4, 6, 8]})"); }},
        {"map", [&] { return sweep(camera, scratch, theme, QStringLiteral("map"), R"({"processes": [1, 2, 4, 8], "chunksize": [1, 2, 4, 8, null]})"); }},
        {"empty", [&] { return empty(camera, scratch, theme); }},
        {"compared", [&] { return compared(camera, scratch, theme); }},
        {"selected", [&] { return selected(camera, scratch, theme); }},
        {"guided", [&] { return guided(camera, scratch, theme); }},
        {"settings", [&] { return settings(camera, scratch, theme, language); }},
        {"large", [&] { return large(camera, scratch, theme); }},
        {"german", [&] { return german(camera, scratch, theme, language); }},
        {"busy", [&] { return busy(camera, scratch, theme); }},
        {"million", [&] { return million(camera, scratch, theme); }}};
    const QStringList wanted = QApplication::arguments().mid(3);
    for (const auto& [name, make] : states) {
        if (!wanted.isEmpty() && !wanted.contains(QLatin1String(name))) continue;
        if (make()) continue;
        std::fprintf(stderr, "the pictures of \"%s\" could not be made\n", name);
        return 1;
    }
    return 0;
}
