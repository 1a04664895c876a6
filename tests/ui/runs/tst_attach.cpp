// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <filesystem>
#include <thread>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QFile>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <poolscope/host_list.h>
#include <poolscope/monitor.h>
#include <poolscope/pool.h>
#include <poolscope/run_store.h>
#include <poolscope/scenario.h>

#include "checked_trace.h"
#include "forms/scenario_form.h"
#include "models/worker_model.h"
#include "runs/attach_dialog.h"
#include "runs/runs_part.h"
#include "views/data_table.h"
#include "views/message_bar.h"
#include "views/status_line.h"
#include "window/live_control.h"
#include "window/live_page.h"
#include "window/main_window.h"
#include "window/pool_actions.h"
#include "window/processes_field.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

constexpr int kPatienceMs = 60'000;

int doze(int milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    return milliseconds;
}

/// What this program does as "another program": a pool that is watched, fed until its standard input ends.
int run_watched_program(bool is_controlled) {
    Pool pool({.processes = 2, .monitor = monitor({.title = "Dozing", .control = is_controlled ? Control::Allowed : Control::ReadOnly})});
    static_cast<void>(pool.map(doze, std::vector<int>(40, 1), 1));
    auto endless = pool.map_async(doze, std::vector<int>(4, 600'000), {.chunksize = 1});
    std::puts("ready");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}

}  // namespace
POOLSCOPE_FUNCTION(doze);

/// The window on the pool of another process: this same program, started anew.
class TestAttach : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QLocale::setDefault(QLocale::c());
        m_home = std::make_unique<QTemporaryDir>();
        std::filesystem::permissions(m_home->path().toStdString(), std::filesystem::perms::owner_all);
        qputenv("XDG_RUNTIME_DIR", m_home->path().toUtf8());
        qputenv("XDG_STATE_HOME", m_home->filePath(QStringLiteral("state")).toUtf8());
        m_theme = std::make_unique<Theme>(*qApp);
        m_window = std::make_unique<MainWindow>(Places(), *m_theme);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() {
        // The program writes it, and takes it along when it ends.
        const QString trace = m_window->session().tracePath();
        const std::string faults = QFile::exists(trace) ? testing::faults_so_far(trace.toStdString()) : std::string();
        QVERIFY2(faults.empty(), faults.c_str());
        m_window.reset();
        m_theme.reset();
        if (m_program && m_program->state() != QProcess::NotRunning) {
            ::kill(static_cast<pid_t>(m_program->processId()), SIGCONT);
            m_program->closeWriteChannel();
            QVERIFY(m_program->waitForFinished(kPatienceMs));
            QCOMPARE(m_program->exitCode(), 0);
        }
        m_program.reset();
        // Nothing of it listens or is announced any more.
        QVERIFY(HostLister().look().empty());
        m_home.reset();
    }

    void attachingShowsTheWholeHistoryAndDetachingHarmsNothing() {
        startProgram(false);
        attachByKeys();
        const QString status = QStringLiteral("attached to tst_attach (%1), read-only").arg(m_program->processId());
        QTRY_VERIFY2_WITH_TIMEOUT(m_window->statusLine().text().contains(status), qPrintable(m_window->statusLine().text()), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(state().summary().items_done, std::uint64_t{40}, kPatienceMs);
        QCOMPARE(state().summary().title, "Dozing");
        QTRY_VERIFY(m_window->windowTitle().startsWith(QStringLiteral("Dozing")));
        QTRY_COMPARE_WITH_TIMEOUT(state().batches().size(), std::size_t{2}, kPatienceMs);
        QVERIFY(m_window->runs().detach->isEnabled());
        m_window->runs().detach->trigger();
        QVERIFY(!m_window->session().hasHost());
        QVERIFY(!m_window->runs().detach->isEnabled());
        QVERIFY(!m_window->statusLine().text().contains(QStringLiteral("attached")));
        QCOMPARE(state().summary().items_done, std::uint64_t{40});  // its trace stays open
        QCOMPARE(m_program->state(), QProcess::Running);
        QCOMPARE(HostLister().look().size(), std::size_t{1});
    }

    void readOnlyDisablesEveryOrderAndSaysWhy() {
        startProgram(false);
        attachByKeys();
        QTRY_COMPARE_WITH_TIMEOUT(state().batches().size(), std::size_t{2}, kPatienceMs);
        LiveControl& control = m_window->liveControl();
        PoolActions& pool = m_window->poolActions();
        for (const QAction* const action : {control.pause, control.more, control.fewer, control.limits, control.drain, pool.terminate, pool.close, pool.stop, pool.kill}) {
            QVERIFY2(!action->isEnabled(), qPrintable(action->objectName()));
            QVERIFY2(action->toolTip().contains(QStringLiteral("allows looking only")), qPrintable(action->toolTip()));
        }
        QVERIFY(!pool.submit->isEnabled());
        QVERIFY(!control.processes().isEnabled() || !control.processes().toolTip().isEmpty());
        // A scenario of one's own can still be run: its functions are not those of the program.
        m_window->form().setValue(parse_scenario(R"({"poolscope": 1, "batches": [{"method": "map", "function": "doze", "iterable": [1]}]})"));
        QVERIFY(m_window->form().isValid());
        emit m_window->session().functionsArrived(R"({"functions": []})");
        QVERIFY(m_window->form().isValid());
        QVERIFY(pool.run->isEnabled());
        // The server would not take it from a window that thinks otherwise.
        QSignalSpy replies(&m_window->session(), &Session::replied);
        m_window->session().resize(5);
        QTRY_COMPARE_WITH_TIMEOUT(replies.count(), 1, kPatienceMs);
        QCOMPARE(replies[0][0].value<Reply>().errorType, QStringLiteral("PermissionError"));
    }

    void controlThatIsAllowedWorksFromTheWindow() {
        startProgram(true);
        attachByKeys();
        QTRY_COMPARE_WITH_TIMEOUT(state().batches().size(), std::size_t{2}, kPatienceMs);
        QVERIFY(m_window->statusLine().text().contains(QStringLiteral("control allowed")));
        QVERIFY(!m_window->poolActions().submit->isEnabled());  // only its program gives it work
        QVERIFY(!m_window->poolActions().stop->isEnabled());
        QTRY_VERIFY(m_window->liveControl().more->isEnabled());
        m_window->liveControl().more->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(state().summary().processes, 3U, kPatienceMs);
        m_window->poolActions().terminate->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(state().summary().phase, trace::PoolPhase::Ended, kPatienceMs);
        // The window lets go by itself, without a word of trouble.
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), kPatienceMs);
        QVERIFY(m_window->messages().bars().isEmpty());
        QCOMPARE(m_program->state(), QProcess::Running);
    }

    void aProgramThatIsKilledIsSaidSo() {
        startProgram(false);
        attachByKeys();
        QTRY_COMPARE_WITH_TIMEOUT(state().batches().size(), std::size_t{2}, kPatienceMs);
        const QString pid = QString::number(m_program->processId());
        m_program->kill();
        QVERIFY(m_program->waitForFinished(kPatienceMs));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().hasHost(), kPatienceMs);
        QTRY_COMPARE(m_window->messages().bars().size(), 1);
        QVERIFY(m_window->messages().bars().constFirst()->text().contains(pid));
        m_program.reset();
    }

    void thePoolDoesNotNoticeAWindowThatIsKilled() {
        startProgram(true);
        QProcess window;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        window.setProcessEnvironment(environment);
        const HostInfo host = HostLister().look().at(0);
        window.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--attach-and-hang"), QString::fromStdString(host.run_folder)});
        QVERIFY(window.waitForReadyRead(kPatienceMs));
        window.kill();
        QVERIFY(window.waitForFinished(kPatienceMs));
        QCOMPARE(m_program->state(), QProcess::Running);
        const auto hosts = HostLister().look();
        QCOMPARE(hosts.size(), std::size_t{1});
        QVERIFY(hosts[0].control.has_value());
    }

    void aProgramThatDoesNotAnswerIsListedAsSuch() {
        startProgram(false);
        ::kill(static_cast<pid_t>(m_program->processId()), SIGSTOP);
        openDialog();
        AttachDialog& dialog = *m_window->runs().attachDialog();
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().rowCount(), 1, kPatienceMs);
        // A stop takes its time; the list looks again.
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().index(0, HostListModel::State).data().toString(), QStringLiteral("does not answer"), kPatienceMs);
        QVERIFY(!dialog.attachButton().isEnabled());
        ::kill(static_cast<pid_t>(m_program->processId()), SIGCONT);
        QTRY_VERIFY_WITH_TIMEOUT(dialog.attachButton().isEnabled(), kPatienceMs);
        dialog.close();
    }

    void theListIsSoundAndFollows() {
        openDialog();
        AttachDialog& dialog = *m_window->runs().attachDialog();
        const QAbstractItemModelTester tester(&dialog.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!dialog.isModal());
        QCOMPARE(dialog.model().rowCount(), 0);
        startProgram(true);
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().rowCount(), 1, kPatienceMs);
        const auto text = [&](int column) { return dialog.model().index(0, column).data().toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(text(HostListModel::Tasks), QStringLiteral("40"), kPatienceMs);
        QCOMPARE(text(HostListModel::Program), QStringLiteral("tst_attach"));
        QCOMPARE(text(HostListModel::Pid), QString::number(m_program->processId()));
        QCOMPARE(text(HostListModel::Title), QStringLiteral("Dozing"));
        QCOMPARE(text(HostListModel::Processes), QStringLiteral("2"));
        QCOMPARE(text(HostListModel::Rights), QStringLiteral("control allowed"));
        QVERIFY(!text(HostListModel::Owner).isEmpty());
        m_program->closeWriteChannel();
        QVERIFY(m_program->waitForFinished(kPatienceMs));
        QTRY_COMPARE_WITH_TIMEOUT(dialog.model().rowCount(), 0, kPatienceMs);
        dialog.close();
    }

private:
    void startProgram(bool isControlled) {
        m_program = std::make_unique<QProcess>();
        m_program->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_program->start(QCoreApplication::applicationFilePath(), {isControlled ? QStringLiteral("--watched-control") : QStringLiteral("--watched")});
        QVERIFY(m_program->waitForReadyRead(kPatienceMs));
        QCOMPARE(m_program->readAllStandardOutput().trimmed(), QByteArray("ready"));
    }
    void openDialog() {
        QTest::keyClick(m_window.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(m_window->runs().attachDialog() && m_window->runs().attachDialog()->isVisible());
    }
    void attachByKeys() {
        openDialog();
        AttachDialog& dialog = *m_window->runs().attachDialog();
        QTRY_VERIFY_WITH_TIMEOUT(dialog.attachButton().isEnabled(), kPatienceMs);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->session().hasHost(), kPatienceMs);
        QVERIFY(!dialog.isVisible());
    }
    [[nodiscard]] const PoolState& state() const { return m_window->session().state(); }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QProcess> m_program;
};

int main(int argc, char** argv) {
    run_worker_if_asked(argc, argv);
    const std::string what = argc > 1 ? argv[1] : "";
    if (what == "--watched" || what == "--watched-control") return run_watched_program(what == "--watched-control");
    QApplication application(argc, argv);
    if (what == "--attach-and-hang" && argc > 2) {
        Theme theme(application);
        MainWindow window{Places(), theme};
        window.show();
        window.attach(QString::fromLocal8Bit(argv[2]));
        QObject::connect(&window.session(), &Session::changed, &window, [&window] {
            if (window.session().state().task_count() == 0) return;
            std::puts("attached");
            std::fflush(stdout);
        });
        return QApplication::exec();
    }
    TestAttach test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_attach.moc"
