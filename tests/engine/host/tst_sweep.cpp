// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/local_socket.h"
#include "host_under_test.h"

using namespace host_under_test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kHang = R"([{"method": "apply_async", "function": "hang"}])";
constexpr std::chrono::seconds kAnyAge{0};

/// A run folder as a host leaves it that dies before it has recorded anything.
void make_remains(const fs::path& folder) {
    fs::create_directory(folder);
    fs::permissions(folder, fs::perms::owner_all);
    for (const char* name : {"host.log", "scenario.json", "trace"}) std::ofstream(folder / name);
    const base::UniqueFd fd = host::open_run_folder(folder.string());
    const base::UniqueFd dead = host::listen_in(fd);
}

}  // namespace

/// What the next start makes of what dead hosts left.
class TestSweep : public QObject {
    Q_OBJECT
private slots:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        runs_ = dir_->path().toStdString();
    }

    void hostThatWasKilled_losesItsSocketAndKeepsItsTrace() {
        const std::string folder = runs_ + "/run";
        std::vector<Watched> processes;
        {
            HostClient client = HostClient::launch({.run_folder = folder});
            QVERIFY(reply_to(client, client.start(scenario("fork", kHang), AfterBatches::KeepOpen))->ok);
            QVERIFY(holds([&] { return !living_workers(folder + "/trace").empty(); }));
            // As long as it lives nothing of it is touched.
            const Swept nothing = sweep_run_folders(runs_, kAnyAge);
            QCOMPARE(nothing.sockets + nothing.folders, std::size_t{0});
            processes = living_workers(folder + "/trace");
            Watched(client.host_pid()).signal(SIGKILL);
            QVERIFY(holds([&] { return client.host_exit().has_value(); }));
        }
        // A forked worker has the host's lock as well, and goes with it.
        for (const Watched& process : processes) QVERIFY(process.ended());
        QVERIFY(fs::exists(folder + "/host.sock"));
        const Swept swept = sweep_run_folders(runs_, kAnyAge);
        QCOMPARE(swept.sockets, std::size_t{1});
        QCOMPARE(swept.folders, std::size_t{0});
        QVERIFY(!fs::exists(folder + "/host.sock"));
        QVERIFY(!records<trace::RunStarted>(folder + "/trace").empty());
    }

    void folderWithoutATrace_goes() {
        make_remains(runs_ + "/run");
        const Swept swept = sweep_run_folders(runs_, kAnyAge);
        QCOMPARE(swept.sockets, std::size_t{1});
        QCOMPARE(swept.folders, std::size_t{1});
        QVERIFY(fs::is_empty(runs_));
    }

    void folderThatWasJustMade_stays() {
        make_remains(runs_ + "/run");
        QCOMPARE(sweep_run_folders(runs_).folders, std::size_t{0});
        QVERIFY(fs::exists(runs_ + "/run/host.log"));
    }

    void folderThatAHostHolds_stays() {
        make_remains(runs_ + "/run");
        const base::UniqueFd folder = host::open_run_folder(runs_ + "/run");
        QCOMPARE(::flock(folder.get(), LOCK_EX | LOCK_NB), 0);
        const Swept swept = sweep_run_folders(runs_, kAnyAge);
        QCOMPARE(swept.sockets + swept.folders, std::size_t{0});
    }

    void whatIsNoRunFolder_stays() {
        fs::create_directory(runs_ + "/of_the_user");
        fs::permissions(runs_ + "/of_the_user", fs::perms::owner_all);
        std::ofstream(runs_ + "/of_the_user/letter") << "keep me";
        make_remains(runs_ + "/with_a_guest");
        std::ofstream(runs_ + "/with_a_guest/letter") << "keep me";
        make_remains(runs_ + "/open_to_all");
        fs::permissions(runs_ + "/open_to_all", fs::perms::all);
        fs::create_directory_symlink(runs_ + "/of_the_user", runs_ + "/link");
        QCOMPARE(sweep_run_folders(runs_, kAnyAge).folders, std::size_t{0});
        QVERIFY(fs::exists(runs_ + "/of_the_user/letter"));
        QVERIFY(fs::exists(runs_ + "/with_a_guest/letter"));
        QVERIFY(fs::exists(runs_ + "/open_to_all/host.sock"));
        QVERIFY(fs::is_symlink(runs_ + "/link"));
    }

    void placeThatIsMissing_isNoError() {
        QCOMPARE(sweep_run_folders(runs_ + "/none").folders, std::size_t{0});
    }

private:
    std::unique_ptr<QTemporaryDir> dir_;
    std::string runs_;
};

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
