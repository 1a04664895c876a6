// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN  // moc 6.4 stumbles over the concepts that these bring in
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

#include <QTemporaryDir>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "promises.h"
#endif

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

/// The doomed call ends as lost with this cause; a crowd of other calls is done, and the pool keeps its size.
template <class... P, class... A>
void must_lose_only(const Context& context, EndCause cause, int (*function)(P...), A... arguments) {
    CheckedPool pool(two(context));
    const auto doomed = pool.apply_async(function, arguments...);
    const auto others = pool.map_async(mb::square, numbers(0, 50), {.chunksize = 1});
    try {
        static_cast<void>(doomed.get(kPatience));
        throw NotKept("nothing was thrown");
    } catch (const WorkerLostError& error) {
        MUST_EQUAL(std::string(to_string(error.cause())), to_string(cause));
    }
    const auto squares = others.get(kPatience);
    for (int i = 0; i < 50; ++i) MUST_EQUAL(squares.at(static_cast<std::size_t>(i)), i * i);
    const auto pids = pool.map_async(mb::slow_pid_for, numbers(0, 60), {.chunksize = 1}).get(kPatience);
    MUST_EQUAL(std::set<int>(pids.begin(), pids.end()).size(), std::size_t{2});
}

/// One fault befalls one worker at this point; whatever it does, every item that is not its own is done.
void must_survive(const Context& context, const Fault& fault, std::size_t most_lost) {
    PoolOptions options = two(context);
    options.faults.faults.push_back(fault);
    const QTemporaryDir folder;
    options.trace = folder.filePath("trace").toStdString();
    {
        CheckedPool pool(options);
        const auto outcomes = pool.map_async(mb::slow_square, numbers(0, 40), {.chunksize = 2}).outcomes();
        std::size_t lost = 0;
        for (int i = 0; i < 40; ++i) {
            const auto& outcome = outcomes.at(static_cast<std::size_t>(i));
            if (outcome.error) ++lost;
            else MUST_EQUAL(outcome.value.value_or(-1), i * i);
        }
        MUST(lost <= most_lost);
        const auto pids = pool.map_async(mb::slow_pid_for, numbers(0, 60), {.chunksize = 1}).get(kPatience);
        MUST_EQUAL(std::set<int>(pids.begin(), pids.end()).size(), std::size_t{2});
    }
    trace::Reader reader(options.trace);
    std::uint64_t deaths = 0;
    while (const auto record = reader.next())
        if (const auto* ended = std::get_if<trace::WorkerEnded>(&record->body)) deaths += ended->cause == EndCause::Killed;
    MUST_EQUAL(deaths, std::uint64_t{1});
}

struct LimitForNow {
    LimitForNow(__rlimit_resource which, rlim_t value) : resource(which) {
        getrlimit(resource, &before);
        rlimit low = before;
        low.rlim_cur = value;
        setrlimit(resource, &low);
    }
    ~LimitForNow() { setrlimit(resource, &before); }
    LimitForNow(const LimitForNow&) = delete;
    LimitForNow& operator=(const LimitForNow&) = delete;
    __rlimit_resource resource;
    rlimit before{};
};

/// Resident memory of this process, in bytes.
std::uint64_t own_memory() {
    std::uint64_t pages = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::set<int> children() {
    std::set<int> found;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream list(thread.path() / "children");
        for (int pid = 0; list >> pid;) found.insert(pid);
    }
    return found;
}

std::size_t open_descriptors() {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;  // each start is slow there, and freed memory is kept
#else
constexpr bool kIsSanitized = false;
#endif

/// So many workers start and end, each after one task; afterwards the host is as large as it was after the first of them.
void must_not_grow(const Context& context, int starts) {
    constexpr std::uint64_t kMayGrow = std::uint64_t{4} << 20;
    Pool pool({.processes = 2, .maxtasksperchild = 1, .context = context});
    static_cast<void>(pool.map_async(mb::square, numbers(0, 200), {.chunksize = 1}).get(kPatience));
    const std::uint64_t memory = own_memory();
    const std::size_t descriptors = open_descriptors();
    for (int done = 0; done < starts; done += 200)  // each with a patience of its own: a loaded core takes minutes for all
        MUST_EQUAL(pool.map_async(mb::square, numbers(0, 200), {.chunksize = 1}).get(kPatience).size(), std::size_t{200});
    MUST(kIsSanitized || own_memory() < memory + kMayGrow);
    MUST(open_descriptors() < descriptors + 16);
    MUST(children().size() <= 2 + 1 + 1);  // two workers, the fork server, one that ends while its successor is there
}

/// engine/SEMANTICS.md, "When things break".
const std::vector<Promise> kBreakage{
    {"SIGKILL in a task: it alone is lost", [](const Context& c) { must_lose_only(c, EndCause::Killed, mb::die_of_signal, SIGKILL); }},
    {"SIGSEGV in a task: it alone is lost", [](const Context& c) { must_lose_only(c, EndCause::Crashed, mb::die_of_signal, SIGSEGV); }},
    {"abort in a task: it alone is lost", [](const Context& c) { must_lose_only(c, EndCause::Crashed, mb::abort_now); }},
    {"exit(3) in a task: it alone is lost", [](const Context& c) { must_lose_only(c, EndCause::Exited, mb::exit_in_order, 3); }},
    {"_exit(3) in a task: it alone is lost", [](const Context& c) { must_lose_only(c, EndCause::Exited, mb::exit_at_once, 3); }},
    {"stack overflow in a task: it alone is lost",
     [](const Context& context) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
         // A sanitizer turns the overflow into its own report and exit code.
         must_lose_only(context, EndCause::Exited, mb::exit_at_once, 3);
#else
         must_lose_only(context, EndCause::Crashed, mb::overflow_the_stack, 1);
#endif
     }},
    {"death while idle", [](const Context& c) { must_survive(c, {.action = FaultAction::Kill, .at = FaultPoint::Idle, .worker = 1, .nth = 3}, 0); }},
    {"death while reading", [](const Context& c) { must_survive(c, {.action = FaultAction::Kill, .at = FaultPoint::Reading, .worker = 1, .nth = 3}, 0); }},
    {"death at the beginning of a task", [](const Context& c) { must_survive(c, {.action = FaultAction::Kill, .at = FaultPoint::Task, .worker = 1, .nth = 3}, 1); }},
    {"death while writing a result", [](const Context& c) { must_survive(c, {.action = FaultAction::Kill, .at = FaultPoint::Writing, .worker = 1, .nth = 3}, 1); }},
    {"death at the start", [](const Context& c) { must_survive(c, {.action = FaultAction::Kill, .at = FaultPoint::Start, .worker = 1}, 0); }},
    {"death in the initializer", [](const Context& c) { must_survive(c, {.action = FaultAction::Kill, .at = FaultPoint::Initializer, .worker = 1}, 0); }},
    {"an item that kills its worker inside a chunk: it alone is lost, the others are done",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto outcomes = pool.map_async(mb::die_at_three, numbers(0, 12), {.chunksize = 6}).outcomes();
         for (int i = 0; i < 12; ++i) MUST_EQUAL(outcomes.at(static_cast<std::size_t>(i)).value.value_or(-1), i == 3 ? -1 : i * 10);
     }},
    {"an item is tried at most the configured number of times",
     [](const Context& context) {
         const QTemporaryDir folder;
         const std::string file = folder.filePath("tries").toStdString();
         PoolOptions options = two(context);
         options.on_worker_lost = OnWorkerLost::retry(2);
         CheckedPool pool(options);
         try {
             static_cast<void>(pool.apply_async(mb::count_and_die, file, 100).get(kPatience));
             throw NotKept("nothing was thrown");
         } catch (const WorkerLostError& error) {
             MUST_EQUAL(error.facts().attempt, 3U);
         }
         MUST_EQUAL(mb::counted(file), 3);
     }},
    {"an item that dies less often than that is done in the end",
     [](const Context& context) {
         const QTemporaryDir folder;
         const std::string file = folder.filePath("tries").toStdString();
         PoolOptions options = two(context);
         options.on_worker_lost = OnWorkerLost::retry(2);
         CheckedPool pool(options);
         MUST_EQUAL(pool.apply_async(mb::count_and_die, file, 2).get(kPatience), 3);
     }},
    {"the guilty item is named with its arguments, attempt, signal and last lines of standard error",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.capture_output = true;
         CheckedPool pool(options);
         try {
             static_cast<void>(pool.apply_async(mb::complain_and_die, std::string("the disk is on fire")).get(kPatience));
             throw NotKept("nothing was thrown");
         } catch (const WorkerLostError& error) {
             MUST_EQUAL(error.signal().value_or(0), SIGKILL);
             MUST_EQUAL(error.facts().attempt, 1U);
             MUST_CONTAIN(error.facts().arguments, "the disk is on fire");
             MUST_CONTAIN(error.facts().standard_error, "complaint: the disk is on fire");
         }
     }},
    {"SIGSTOP: shown as stopped, and time limits still hold",
     [](const Context& context) {
         const QTemporaryDir folder;
         PoolOptions options = two(context);
         options.trace = folder.filePath("trace").toStdString();
         options.task_timeout = std::chrono::milliseconds(1500);
         {
             CheckedPool pool(options);
             static_cast<void>(thrown<TaskTimeoutError>([&] { static_cast<void>(pool.apply_async(mb::stop_itself).get(kPatience)); }));
             MUST_EQUAL(pool.apply(mb::square, 3), 9);
         }
         trace::Reader reader(options.trace);
         bool stopped = false;
         while (const auto record = reader.next()) stopped |= std::holds_alternative<trace::WorkerStopped>(record->body);
         MUST(stopped);
     }},
    {"initializer throws: its own error reaches the caller after a bounded number of starts",
     [](const Context& context) {
         const QTemporaryDir folder;
         PoolOptions options = two(context);
         options.initializer = call(mb::failing_initializer, "no database");
         options.trace = folder.filePath("trace").toStdString();
         {
             CheckedPool pool(options);
             const auto call_it = [&] { static_cast<void>(pool.apply_async(mb::square, 1).get(kPatience)); };
             // Whether it comes before the pool is broken, meanwhile or when all is over.
             const auto is_over = [&] {
                 try {
                     return pool.join(kPatience);
                 } catch (const ValueError&) {  // still running
                     return false;
                 }
             };
             const auto until = std::chrono::steady_clock::now() + kPatience;
             while (!is_over() && std::chrono::steady_clock::now() < until) MUST_EQUAL(thrown<std::domain_error>(call_it), std::string("no database"));
             MUST(is_over());
             MUST_EQUAL(thrown<std::domain_error>(call_it), std::string("no database"));
             MUST_EQUAL(thrown<BrokenPoolError>([&] { pool.resize(3); }), std::string("no database"));
         }
         trace::Reader reader(options.trace);
         int starts = 0, failed = 0;
         bool broken = false;
         while (const auto record = reader.next()) {
             starts += std::holds_alternative<trace::WorkerStarting>(record->body);
             if (const auto* phase = std::get_if<trace::PoolPhaseChanged>(&record->body)) broken |= phase->phase == trace::PoolPhase::Broken;
             if (const auto* ended = std::get_if<trace::WorkerEnded>(&record->body); ended && ended->cause == EndCause::InitializerFailed) {
                 ++failed;
                 MUST_CONTAIN(ended->message, "no database");
             }
         }
         MUST(broken);
         MUST(failed >= 3);
         MUST(starts <= 2 + 3);
     }},
    {"initializer hangs: initializer_timeout names its clock",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.initializer = call(mb::hanging_initializer);
         options.initializer_timeout = std::chrono::milliseconds(100);
         CheckedPool pool(options);
         MUST_CONTAIN(thrown<BrokenPoolError>([&] { static_cast<void>(pool.apply_async(mb::square, 1).get(kPatience)); }),
                      "initializer_timeout");
     }},
    {"initializer hangs: terminate works",
     [](const Context& context) {
         PoolOptions options = two(context);
         options.initializer = call(mb::hanging_initializer);
         CheckedPool pool(options);
         const auto handle = pool.apply_async(mb::square, 1);
         pool.terminate();
         MUST(pool.join(kPatience));
         static_cast<void>(thrown<CancelledError>([&] { static_cast<void>(handle.get(kPatience)); }));
     }},
    {"starts refused at construction: rolled back, the limit named",
     [](const Context& context) {
         const LimitForNow low(RLIMIT_NOFILE, 40);
         PoolOptions options{.processes = 64, .context = context};
         MUST_CONTAIN(thrown<SystemError>([&] { Pool pool(options); }), "RLIMIT_NOFILE");
     }},
    {"starts refused later (EAGAIN, ENOMEM, EMFILE): retried, and work goes on with the workers there are",
     [](const Context& context) {
         for (const int error : {EAGAIN, ENOMEM, EMFILE}) {
             PoolOptions options = two(context);
             options.maxtasksperchild = 2;
             options.faults.faults.push_back(
                 {.action = FaultAction::Refuse, .nth = 3, .times = 4, .error_number = error});
             CheckedPool pool(options);
             const auto squares = pool.map_async(mb::square, numbers(0, 60), {.chunksize = 2}).get(kPatience);
             for (int i = 0; i < 60; ++i) MUST_EQUAL(squares.at(static_cast<std::size_t>(i)), i * i);
         }
     }},
    {"payloads: nothing, and 16 MiB there and back",
     [](const Context& context) {
         CheckedPool pool(two(context));
         MUST_EQUAL(pool.apply(mb::echo, std::string()), "");
         MUST_EQUAL(pool.apply(mb::size_of, std::vector<std::uint8_t>(std::size_t{16} << 20)), std::uint64_t{16} << 20);
         MUST_EQUAL(pool.apply(mb::bytes_of, std::uint64_t{16} << 20).size(), std::size_t{16} << 20);
     }},
    {"payloads: small tasks do not wait behind a large one",
     [](const Context& context) {
         CheckedPool pool(two(context));
         const auto large = pool.apply_async(mb::size_of, std::vector<std::uint8_t>(std::size_t{64} << 20));
         for (int i = 0; i < 50; ++i) MUST_EQUAL(pool.apply_async(mb::square, i).get(kPatience), i * i);
         MUST_EQUAL(large.get(kPatience), std::uint64_t{64} << 20);
     }},
    {"disk full under the trace: recording stops and says so, the pool goes on",
     [](const Context& context) {
         const QTemporaryDir folder;
         PoolOptions options = two(context);
         options.trace = folder.filePath("trace").toStdString();
         options.faults.faults.push_back({.action = FaultAction::FillDisk, .bytes = 4000});
         CheckedPool pool(options);
         const auto squares = pool.map_async(mb::square, numbers(0, 3000), {.chunksize = 1}).get(kPatience);
         for (int i = 0; i < 3000; ++i) MUST_EQUAL(squares.at(static_cast<std::size_t>(i)), i * i);
         pool.close();
         MUST(pool.join(kPatience));
         MUST(QFileInfo(QString::fromStdString(options.trace)).size() < 20'000);  // all of it would take ten times as much
         trace::Reader reader(options.trace);
         while (reader.next()) continue;
         MUST_EQUAL(reader.recording_stopped().value_or(0), ENOSPC);
     }},
    {"thousands of starts and ends in a row: no descriptor, process or memory grows",
     [](const Context& context) {
         must_not_grow(context, kIsSanitized ? 200 : 2000);
     }},
    {"10 000 starts and ends in a row: no descriptor, process or memory grows",
     [](const Context& context) {
         // Fork's are quick enough for so many; the row above has all methods.
         must_not_grow(context, kIsSanitized ? 200 : 10'000);
     },
     "fork"},
    {"200 workers work",
     [](const Context& context) {
         CheckedPool pool({.processes = 200, .context = context});
         MUST_EQUAL(pool.map_async(mb::square, numbers(0, 2000), {.chunksize = 1}).get(kPatience).size(), std::size_t{2000});
     }},
};

}  // namespace

class PromisedBreakage : public QObject {
    Q_OBJECT

private slots:
    void promise_data() { add_rows(kBreakage); }
    void promise() { keep_promise(kBreakage); }
};

POOLSCOPE_POOL_TEST_MAIN(PromisedBreakage)
#include "tst_promised_breakage.moc"
