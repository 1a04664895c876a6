// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include <QFile>
#include <QTemporaryDir>

#include "functions.h"
#include "gate.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

const std::string kLane = "memfd:poolscope-lane";

/// Open descriptors of a process that are memory of a lane.
int lanes_held(int pid) {
    int held = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/fd")) {
        std::error_code gone;
        if (std::filesystem::read_symlink(entry.path(), gone).string().find(kLane) != std::string::npos) ++held;
    }
    return held;
}

/// Lanes that a process has mapped, each counted once.
std::size_t lanes_mapped(int pid) {
    std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
    std::set<std::string> inodes;
    for (std::string line; std::getline(maps, line);) {
        if (line.find(kLane) == std::string::npos) continue;
        std::istringstream fields(line);
        std::string range, mode, offset, device, inode;
        fields >> range >> mode >> offset >> device >> inode;
        inodes.insert(inode);
    }
    return inodes.size();
}

/// Pids of this process's children, as the kernel lists them for each of its threads.
std::set<int> child_pids() {
    std::set<int> result;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream list(thread.path() / "children");
        for (int pid = 0; list >> pid;) result.insert(pid);
    }
    return result;
}

/// Another thread is in the middle of reading from it, say.
bool is_held_by_another(std::FILE* file) {
    if (::ftrylockfile(file) != 0) return true;
    ::funlockfile(file);
    return false;
}

/// Leaves a thread that reads for ever.
int leave_a_reader(int x) {
    int ends[2];
    if (::pipe(ends) != 0) return -1;
    std::FILE* const file = ::fdopen(ends[0], "r");
    std::thread([file] { static_cast<void>(std::fgetc(file)); }).detach();
    while (!is_held_by_another(file)) std::this_thread::yield();
    return x;
}

/// Appends "N;" to a file that it leaves open.
int note_and_leave_open(const std::string& path, int number) {
    std::FILE* const file = std::fopen(path.c_str(), "a");
    return file != nullptr && std::fprintf(file, "%d;", number) > 0 ? number : -1;
}

QByteArray content(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

/// What a process asked to be counted as beyond its memory when the kernel needs some, in thousandths of all there is (proc(5)).
int oom_preference(int pid) {
    int preference = -1001;
    std::ifstream("/proc/" + std::to_string(pid) + "/oom_score_adj") >> preference;
    return preference;
}

}  // namespace

POOLSCOPE_FUNCTION(leave_a_reader);
POOLSCOPE_FUNCTION(note_and_leave_open);

/// Workers that are started together, and one after the other.
class PoolStartTest : public QObject {
    Q_OBJECT

private slots:
    /// A worker that had another's lane as well would keep its memory when that one is gone, and could write into it.
    void workersStartedTogether_haveNoLaneButTheirOwn_data() { add_start_method_rows(); }
    void workersStartedTogether_haveNoLaneButTheirOwn() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 12, .context = row_context()});
            QCOMPARE(pool.map(mb::square, std::vector<int>(200, 3), 1), std::vector<int>(200, 9));
            std::size_t ready = 0;
            for (const WorkerSnapshot& worker : pool.workers()) {
                if (!worker.ready) continue;  // it may be on its way to having its own
                ++ready;
                QVERIFY2(lanes_held(worker.pid) <= 1, "a worker holds descriptors of several lanes");
                QCOMPARE(lanes_mapped(worker.pid), std::size_t{1});
            }
            QVERIFY(ready > 0);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    /// A worker is started only when the place is free.
    void workersThatLeaveAfterOneTask_areReplacedOneByOne_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("processes");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const int processes : {1, 2, 3}) QTest::addRow("%s, %d", method, processes) << method << processes;
    }
    void workersThatLeaveAfterOneTask_areReplacedOneByOne() {
        QFETCH(int, processes);
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = processes, .maxtasksperchild = 1, .context = row_context()});
            for (int round = 0; round < 3; ++round)
                QCOMPARE(pool.map(mb::square, std::vector<int>(40, 3), 1), std::vector<int>(40, 9));
            QVERIFY(pool.workers().size() <= std::size_t(processes));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    /// A program that ends when somebody presses Enter. Who reads has the lock of the stream until then.
    void threadThatWaitsForInput_holdsUpNoStartByFork() {
        int ends[2];
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        const int before = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
        QCOMPARE(::dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
        bool is_reading = false, is_done = false;
        {
            CheckedPool pool({.processes = 1, .maxtasksperchild = 1, .context = get_context("fork")});
            std::thread reader([] { static_cast<void>(std::getchar()); });
            is_reading = holds([] { return is_held_by_another(stdin); });
            const auto squares = pool.map_async(mb::square, std::vector<int>(3, 3), {.chunksize = 1});
            is_done = squares.wait(kPatience);
            [[maybe_unused]] const auto written = ::write(ends[1], "\n", 1);
            reader.join();
        }
        static_cast<void>(::dup2(before, STDIN_FILENO));
        for (const int fd : {ends[0], ends[1], before}) ::close(fd);
        QVERIFY(is_reading);
        QVERIFY(is_done);
    }

    void threadThatATaskLeftReading_doesNotKeepItsWorkerFromLeaving_data() { add_start_method_rows(); }
    void threadThatATaskLeftReading_doesNotKeepItsWorkerFromLeaving() {
#if defined(__SANITIZE_THREAD__)
        if (QByteArray(QTest::currentDataTag()) == "fork") QSKIP("the thread sanitizer runs no new thread in a process forked from one with several");
#endif
        CheckedPool pool({.processes = 1, .maxtasksperchild = 1, .context = row_context()});
        const auto results = pool.map_async(leave_a_reader, std::vector<int>{1, 2}, {.chunksize = 1});
        QCOMPARE(results.get(kPatience), (std::vector<int>{1, 2}));
    }

    void textThatTheHostHoldsBack_isWrittenOnce_data() { add_start_method_rows(); }
    void textThatTheHostHoldsBack_isWrittenOnce() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("text");
        std::FILE* const file = std::fopen(qPrintable(path), "w");
        QVERIFY(file != nullptr);
        QVERIFY(std::fputs("once", file) >= 0);
        {
            CheckedPool pool({.processes = 2, .maxtasksperchild = 1, .context = row_context()});
            QCOMPARE(pool.map(mb::square, std::vector<int>(4, 3), 1), std::vector<int>(4, 9));
            pool.close();
            QVERIFY(pool.join(kPatience));
        }
        QCOMPARE(std::fclose(file), 0);
        QCOMPARE(content(path), QByteArray("once"));
    }

    void textThatATaskHoldsBack_isWrittenWhenItsWorkerLeaves_data() { add_start_method_rows(); }
    void textThatATaskHoldsBack_isWrittenWhenItsWorkerLeaves() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("text");
        {
            CheckedPool pool({.processes = 1, .maxtasksperchild = 1, .context = row_context()});
            const std::vector<std::tuple<std::string, int>> items{{path.toStdString(), 1}, {path.toStdString(), 2}};
            QCOMPARE(pool.starmap(note_and_leave_open, items, 1), (std::vector<int>{1, 2}));
            pool.close();
            QVERIFY(pool.join(kPatience));
        }
        QCOMPARE(content(path), QByteArray("1;2;"));
    }

    /// Whatever is a child of this process dies again and again, the fork server too.
    void everyChildKilledBetweenCalls_workGoesOn_data() { add_start_method_rows(); }
    void everyChildKilledBetweenCalls_workGoesOn() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 1, .maxtasksperchild = 1, .context = row_context()});
            for (int round = 0; round < 8; ++round) {
                QCOMPARE(pool.map(mb::square, std::vector<int>(6, 3), 1), std::vector<int>(6, 9));
                for (const int child : child_pids()) ::kill(child, SIGKILL);
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    /// One incident, though each of the workers that are waited for sees it.
    void forkServerThatDiesWhileManyStartsWait_isStartedAgain() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 4, .context = get_context("forkserver")});
            const auto count = [&pool](const auto& fact) {
                const auto workers = pool.workers();
                return std::count_if(workers.begin(), workers.end(), fact);
            };
            QVERIFY(holds([&] { return count([](const WorkerSnapshot& worker) { return worker.ready; }) == 4; }));
            std::set<int> others = child_pids();
            std::vector<int> pids;
            for (const WorkerSnapshot& worker : pool.workers()) {
                others.erase(worker.pid);
                pids.push_back(worker.pid);
            }
            QCOMPARE(others.size(), std::size_t{1});
            const int server = *others.begin();
            QCOMPARE(::kill(server, SIGSTOP), 0);
            for (int i = 0; i < 3; ++i) QCOMPARE(::kill(pids[std::size_t(i)], SIGKILL), 0);
            QVERIFY(holds([&] { return count([](const WorkerSnapshot& worker) { return worker.pid == 0; }) == 3; }));
            QCOMPARE(::kill(server, SIGKILL), 0);
            QVERIFY(holds([&] { return count([](const WorkerSnapshot& worker) { return worker.ready; }) == 4; }));
            QCOMPARE(pool.map(mb::square, std::vector<int>(40, 3), 1), std::vector<int>(40, 9));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    /// When memory runs out the kernel is to take a worker, which is replaced, and not the host.
    void worker_isWhatTheKernelTakesBeforeItsHost_data() { add_start_method_rows(); }
    void worker_isWhatTheKernelTakesBeforeItsHost() {
        CheckedPool pool({.processes = 2, .context = row_context()});
        QCOMPARE(pool.map(mb::square, std::vector<int>(20, 3), 1), std::vector<int>(20, 9));
        const int own = oom_preference(::getpid());
        int ready = 0;
        for (const WorkerSnapshot& worker : pool.workers()) {
            if (!worker.ready) continue;  // it may be on its way
            ++ready;
            QCOMPARE(oom_preference(worker.pid), std::min(own + 300, 1000));
        }
        QVERIFY(ready > 0);
        QCOMPARE(oom_preference(::getpid()), own);
    }

    void manyWorkersStartedTogether_allWork_data() { add_start_method_rows(); }
    void manyWorkersStartedTogether_allWork() {
        const Leftovers leftovers;
        {
            CheckedPool pool({.processes = 100, .context = row_context()});
            QCOMPARE(pool.map(mb::square, std::vector<int>(1000, 3), 1), std::vector<int>(1000, 9));
            QCOMPARE(pool.workers().size(), std::size_t{100});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolStartTest)
#include "tst_pool_start.moc"
