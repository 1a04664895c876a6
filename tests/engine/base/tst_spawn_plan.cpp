// SPDX-License-Identifier: MIT
#include <QTest>

#include <array>
#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/spawn_plan.h"
#include "base/unique_fd.h"

using namespace poolscope::base;

/// A program that is started with all that was asked for, or not at all.
class SpawnPlanTest : public QObject {
    Q_OBJECT

    static std::pair<UniqueFd, UniqueFd> a_pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) qFatal("no pipe");
        return {UniqueFd(ends[0]), UniqueFd(ends[1])};
    }
    static std::string all_of(const UniqueFd& fd) {
        std::array<char, 256> text{};
        const ssize_t size = ::read(fd.get(), text.data(), text.size());
        return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
    }

private slots:
    void program_getsItsDescriptorsAndAGroupOfItsOwn() {
        auto [read_end, write_end] = a_pipe();
        SpawnPlan plan;
        plan.close_input();
        plan.place(write_end.get(), STDOUT_FILENO);
        plan.close_from(3);
        plan.reset_signals();
        plan.lead_a_group();
        pid_t pid = 0;
        QCOMPARE(plan.spawn_from_path(pid, {"sh", "-c", "cat; echo it runs"}, environ), 0);
        QCOMPARE(::getpgid(pid), pid);
        write_end.reset();
        QCOMPARE(all_of(read_end), std::string("it runs\n"));
        int status = 0;
        QCOMPARE(::waitpid(pid, &status, 0), pid);
        QCOMPARE(status, 0);
    }

    void stepThatFails_isToldAndNothingIsSpawned() {
        auto [read_end, write_end] = a_pipe();
        SpawnPlan plan;
        plan.place(write_end.get(), STDOUT_FILENO);
        plan.place(-1, STDERR_FILENO);
        plan.close_from(3);
        pid_t pid = 0;
        QCOMPARE(plan.spawn(pid, {"/bin/sh", "-c", "echo it runs"}, environ), EBADF);
        QCOMPARE(pid, 0);
        write_end.reset();
        QCOMPARE(all_of(read_end), std::string());
    }

    void programThatIsNone_isTold() {
        SpawnPlan plan;
        pid_t pid = 0;
        QCOMPARE(plan.spawn(pid, {"/nowhere/to/be/found"}, environ), ENOENT);
    }
};

QTEST_GUILESS_MAIN(SpawnPlanTest)
#include "tst_spawn_plan.moc"
