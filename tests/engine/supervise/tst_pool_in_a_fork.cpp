// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN
#include <chrono>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#endif

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "functions.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

/// As long as the program, so that exit(3) destroys it, in whichever process that is.
std::optional<Pool> static_pool;

/// How a child that does this ends: its exit code, or what else was seen.
std::string end_of_child(const std::function<int()>& action) {
    const pid_t child = fork();
    if (child == 0) {
        alarm(30);  // it is to end by itself, and does not outlive the test should it hang
        _exit(action());
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child) return "no child";
    if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGALRM ? "it hung" : "signal " + std::to_string(WTERMSIG(status));
    return "exit " + std::to_string(WEXITSTATUS(status));
}

template <class Action>
bool says_whose_pool_it_is(const Action& action) {
    try {
        action();
    } catch (const RuntimeError& error) {
        return std::string(error.what()).find("forked") != std::string::npos;
    }
    return false;
}

}  // namespace

/// A pool whose process forks: the child has a copy of it, but neither its threads nor its workers.
class PoolInAFork : public QObject {
    Q_OBJECT

private slots:
    void taskThatExits_doesNotWaitForTheStaticPoolItsWorkerHasACopyOf() {
        const Leftovers leftovers;
        static_pool.emplace(PoolOptions{.processes = 1, .context = get_context("fork")});
        const auto handle = static_pool->apply_async(mb::exit_in_order, 5);
        try {
            static_cast<void>(handle.get(kPatience));
            QFAIL("nothing was thrown");
        } catch (const WorkerLostError& error) {
            QCOMPARE(error.exit_code(), std::optional<int>(5));
        }
        QCOMPARE(static_pool->apply(mb::square, 3), 9);
        static_pool.reset();
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void childOfTheProgram_destroysItsCopyAtOnceAndHarmsNobody() {
        const Leftovers leftovers;
        {
            std::optional<CheckedPool> pool(std::in_place, PoolOptions{.processes = 1});
            QCOMPARE(pool->apply(mb::square, 2), 4);
            auto* const core = static_cast<Pool*>(&*pool);
            // Only the pool's part: the test's own check of the trace is the parent's.
            QCOMPARE(end_of_child([&] {
                         core->~Pool();
                         return 7;
                     }),
                     std::string("exit 7"));
            QCOMPARE(pool->apply(mb::square, 3), 9);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void childOfTheProgram_isToldWhoseThePoolIs() {
        CheckedPool pool({.processes = 1});
        const auto hanging = pool.apply_async(mb::sleep_for_ever);
        const std::string large(1 << 20, 'x');  // what is put for workers to read in place is the parent's memory
        QCOMPARE(end_of_child([&] {
                     const bool all = says_whose_pool_it_is([&] { static_cast<void>(pool.apply(mb::square, 1)); }) &&
                                      says_whose_pool_it_is([&] { static_cast<void>(pool.apply_async(mb::echo, large)); }) &&
                                      says_whose_pool_it_is([&] { static_cast<void>(pool.array<double>(1 << 20)); }) &&
                                      says_whose_pool_it_is([&] { static_cast<void>(pool.apply_async(mb::square, 1)); }) &&
                                      says_whose_pool_it_is([&] { static_cast<void>(pool.map(mb::square, numbers(0, 3))); }) &&
                                      says_whose_pool_it_is([&] { static_cast<void>(pool.imap(mb::square, numbers(0, 3))); }) &&
                                      says_whose_pool_it_is([&] { hanging.wait(); }) && says_whose_pool_it_is([&] { pool.resize(2); }) &&
                                      says_whose_pool_it_is([&] { pool.close(); }) && says_whose_pool_it_is([&] { pool.terminate(); }) &&
                                      says_whose_pool_it_is([&] { pool.join(); }) &&
                                      says_whose_pool_it_is([&] { static_cast<void>(pool.workers()); });
                     return all ? 0 : 1;
                 }),
                 std::string("exit 0"));
    }

    void childOfTheProgram_mayHaveAPoolOfItsOwn() {
#if defined(__SANITIZE_THREAD__)
        QSKIP("the thread sanitizer ends a forked child that starts a thread");
#endif
        CheckedPool pool({.processes = 1});
        QCOMPARE(pool.apply(mb::square, 2), 4);
        QCOMPARE(end_of_child([] {
                     Pool own({.processes = 1});
                     return own.apply(mb::square, 4) == 16 ? 0 : 1;
                 }),
                 std::string("exit 0"));
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolInAFork)
#include "tst_pool_in_a_fork.moc"
