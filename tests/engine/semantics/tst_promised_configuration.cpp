// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include <sched.h>
#include <unistd.h>

#include <QTemporaryDir>

#include <poolscope/trace.h>

#include "promises.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

std::string refusal(const PoolOptions& options) {
    return thrown<ValueError>([&] { CheckedPool pool(options); });
}

/// engine/SEMANTICS.md, "Configuration".
const std::vector<Promise> kConfiguration{
    {"processes: default is the usable CPUs and says which limit won",
     [](const Context& context) {
         const CheckedPool pool({.context = context});
         MUST_EQUAL(static_cast<int>(pool.processes()), usable_cpus().count);
         MUST_CONTAIN(usable_cpus().reason, "CPU");
         // With one CPU of several in the affinity mask, that is what won, and the trace says so.
         cpu_set_t before;
         MUST_EQUAL(sched_getaffinity(0, sizeof before, &before), 0);
         cpu_set_t one;
         CPU_ZERO(&one);
         for (std::size_t cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++cpu)
             if (CPU_ISSET(cpu, &before)) CPU_SET(cpu, &one);
         const QTemporaryDir folder;
         const std::string trace = folder.filePath("trace").toStdString();
         MUST_EQUAL(sched_setaffinity(0, sizeof one, &one), 0);
         std::uint32_t processes = 0;
         {
             const CheckedPool bound({.context = context, .trace = trace});
             processes = bound.processes();
         }
         MUST_EQUAL(sched_setaffinity(0, sizeof before, &before), 0);
         MUST_EQUAL(processes, std::uint32_t{1});
         std::string reason;
         trace::Reader reader(trace);
         while (const auto record = reader.next())
             if (const auto* created = std::get_if<trace::PoolCreated>(&record->body)) reason = created->processes_reason;
         MUST_CONTAIN(reason, sysconf(_SC_NPROCESSORS_ONLN) > 1 ? "affinity allows 1 of" : "1 logical CPU");
     }},
    {"processes: below 1 is refused",
     [](const Context& context) {
         for (const std::int64_t processes : {0, -1, -1000})
             MUST_EQUAL(refusal({.processes = processes, .context = context}), "Number of processes must be at least 1");
     }},
    {"processes: so many are kept alive",
     [](const Context& context) {
         CheckedPool pool({.processes = 3, .context = context});
         const auto pids = pool.map(mb::slow_pid_for, numbers(0, 60), 1);
         MUST_EQUAL(std::set<int>(pids.begin(), pids.end()).size(), std::size_t{3});
         MUST(!std::set<int>(pids.begin(), pids.end()).contains(getpid()));
     }},
    {"initializer: called once in each worker before its first task, replacements too",
     [](const Context& context) {
         CheckedPool pool({.processes = 2, .initializer = call(mb::set_label, "blue", 7), .maxtasksperchild = 1, .context = context});
         for (int i = 0; i < 6; ++i) MUST_EQUAL(pool.apply(mb::own_label), "blue7");
     }},
    {"initializer: an unknown name is refused, naming what is known",
     [](const Context& context) {
         const std::string message = thrown<TypeError>(
             [&] { CheckedPool pool({.initializer = Call{"misbehaving::set_labl", {}}, .context = context}); });
         MUST_CONTAIN(message, "initializer must be a callable");
         MUST_CONTAIN(message, "misbehaving::set_label");
     }},
    {"initargs: wrong ones are the initializer's error",
     [](const Context& context) {
         PoolOptions options{.processes = 1, .context = context};
         options.initializer = Call{"misbehaving::set_label", encode_value(std::tuple<int>(1))};
         CheckedPool pool(options);
         try {
             static_cast<void>(pool.apply_async(mb::square, 2).get(kPatience));
             throw NotKept("wrong initargs were taken");
         } catch (const TypeError& error) {
             MUST_CONTAIN(error.what(), "argument");
         } catch (const BrokenPoolError& error) {
             MUST_CONTAIN(error.what(), "argument");
         }
     }},
    {"maxtasksperchild: counts chunks, not items",
     [](const Context& context) {
         CheckedPool pool({.processes = 1, .maxtasksperchild = 3, .context = context});
         const auto pids = pool.map(mb::pid_for, numbers(0, 60), 10);  // six chunks
         std::set<int> distinct(pids.begin(), pids.end());
         MUST_EQUAL(distinct.size(), std::size_t{2});
         MUST_EQUAL(std::count(pids.begin(), pids.end(), pids.front()), 30);
     }},
    {"maxtasksperchild: default is none",
     [](const Context& context) {
         CheckedPool pool({.processes = 1, .context = context});
         const int first = pool.apply(mb::own_pid);
         for (int i = 0; i < 50; ++i) MUST_EQUAL(pool.apply(mb::own_pid), first);
     }},
    {"maxtasksperchild: below 1 is refused",
     [](const Context& context) {
         for (const std::int64_t tasks : {0, -1})
             MUST_EQUAL(refusal({.maxtasksperchild = tasks, .context = context}),
                        "maxtasksperchild must be a positive int or None");
     }},
    {"context: an unknown start method is refused",
     [](const Context&) {
         MUST_CONTAIN(thrown<ValueError>([] { static_cast<void>(get_context("bogus")); }), "cannot find context for 'bogus'");
     }},
    {"context: the default method is forkserver, set once, again by force",
     [](const Context& context) {
         MUST_EQUAL(get_start_method(), "forkserver");
         const std::string method = to_string(context.start_method());
         set_start_method(method, Force::Yes);
         MUST_EQUAL(get_start_method(), method);
         MUST_CONTAIN(thrown<RuntimeError>([] { set_start_method("fork"); }), "context has already been set");
         set_start_method("forkserver", Force::Yes);
         MUST_EQUAL(get_start_method(), "forkserver");
     }},
};

}  // namespace

class PromisedConfiguration : public QObject {
    Q_OBJECT

private slots:
    void promise_data() { add_rows(kConfiguration); }
    void promise() { keep_promise(kConfiguration); }
};

POOLSCOPE_POOL_TEST_MAIN(PromisedConfiguration)
#include "tst_promised_configuration.moc"
