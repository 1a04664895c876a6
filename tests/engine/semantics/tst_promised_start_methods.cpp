// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>

#include <QTemporaryDir>

#include <dirent.h>
#include <unistd.h>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

#include "promises.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace {

/// Pids of this process's children, as the kernel lists them for each of its threads.
std::set<int> children() {
    std::set<int> result;
    DIR* threads = opendir("/proc/self/task");
    MUST(threads != nullptr);
    while (const dirent* entry = readdir(threads)) {
        std::ifstream list(std::string("/proc/self/task/") + entry->d_name + "/children");
        for (int pid = 0; list >> pid;) result.insert(pid);
    }
    closedir(threads);
    return result;
}

/// Whether a process has this file in its memory.
bool has_mapped(int pid, const std::string& file) {
    std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
    for (std::string line; std::getline(maps, line);)
        if (line.find(file) != std::string::npos) return true;
    return false;
}

PoolState state_of(const QString& trace) {
    trace::Reader reader(trace.toStdString());
    PoolState state;
    while (const auto record = reader.next()) state.apply(*record);
    return state;
}

/// engine/SEMANTICS.md, "Start methods".
const std::vector<Promise> kStartMethods{
    {"what the host held in memory is there with fork, and only there",
     [](const Context& context) {
         mb::set_label("held by the host", 1);
         CheckedPool pool({.processes = 1, .context = context});
         const std::string label = pool.apply(mb::own_label);
         mb::set_label("", 0);
         MUST_EQUAL(label == "held by the host1", context.start_method() == StartMethod::Fork);
     }},
    {"fork warns when the host has several threads, the others do not",
     [](const Context& context) {
         const QTemporaryDir folder;
         {
             CheckedPool pool({.processes = 1, .context = context, .trace = folder.filePath("trace").toStdString()});
             static_cast<void>(pool.apply(mb::square, 1));
         }
         const PoolState state = state_of(folder.filePath("trace"));
         const bool warned = std::any_of(state.events().begin(), state.events().end(), [](const Event& event) {
             return event.text.find("threads") != std::string::npos;
         });
         MUST_EQUAL(warned, context.start_method() == StartMethod::Fork);
     }},
    {"a worker is the host's own child in every method",
     [](const Context& context) {
         CheckedPool pool({.processes = 2, .context = context});
         for (const int pid : pool.map(mb::pid_for, numbers(0, 20), 1)) MUST(children().contains(pid));
     }},
    {"a fork server that dies is started again, and its workers go on",
     [](const Context& context) {
         CheckedPool pool({.processes = 2, .context = context});
         const auto pids = pool.map(mb::slow_pid_for, numbers(0, 20), 1);
         const std::set<int> workers(pids.begin(), pids.end());
         MUST_EQUAL(workers.size(), std::size_t{2});
         std::set<int> others = children();
         for (const int pid : workers) others.erase(pid);
         MUST_EQUAL(others.size(), std::size_t(context.start_method() == StartMethod::ForkServer ? 1 : 0));
         for (const int server : others) kill(server, SIGKILL);
         for (const int pid : pool.map(mb::slow_pid_for, numbers(0, 20), 1)) MUST(workers.contains(pid));
         static_cast<void>(pool.apply_async(mb::die_of_signal, SIGKILL).wait(kPatience));
         // The replacement needs a new server.
         const auto again = pool.map(mb::slow_pid_for, numbers(0, 40), 1);
         MUST_EQUAL(again.size(), std::size_t{40});
     }},
    {"a module that can be preloaded is in the fork server and in every worker",
     [](const Context& context) {
         const std::string module = QCoreApplication::applicationDirPath().toStdString() + "/modules/geometry.so";
         Context with_module = context;
         with_module.set_modules({module});
         CheckedPool pool({.processes = 2, .context = with_module});
         const auto pids = pool.map(mb::slow_pid_for, numbers(0, 20), 1);
         const std::set<int> workers(pids.begin(), pids.end());
         MUST_EQUAL(workers.size(), std::size_t{2});
         for (const int pid : workers) MUST(has_mapped(pid, module));
         for (const int server : children())
             if (!workers.contains(server)) MUST(has_mapped(server, module));
     }},
    {"the fork server has one thread",
     [](const Context& context) {
         CheckedPool pool({.processes = 2, .context = context});
         const auto pids = pool.map(mb::slow_pid_for, numbers(0, 20), 1);
         std::set<int> others = children();
         for (const int pid : pids) others.erase(pid);
         MUST_EQUAL(others.size(), std::size_t(context.start_method() == StartMethod::ForkServer ? 1 : 0));
         for (const int server : others) {
             const std::filesystem::directory_iterator threads("/proc/" + std::to_string(server) + "/task");
             MUST_EQUAL(std::distance(begin(threads), end(threads)), std::ptrdiff_t{1});
         }
     }},
    {"a module that cannot be preloaded is reported, not swallowed",
     [](const Context& context) {
         const QTemporaryDir folder;
         Context with_module = context;
         with_module.set_modules({folder.filePath("missing.so").toStdString()});
         std::string told;
         {
             CheckedPool pool({.processes = 1, .context = with_module, .trace = folder.filePath("trace").toStdString()});
             try {
                 // The fork server goes on without it, as CPython's does; its warning stands in the trace.
                 MUST_EQUAL(pool.apply_async(mb::square, 3).get(kPatience), 9);
                 MUST(context.start_method() == StartMethod::ForkServer);
             } catch (const NotKept&) {
                 throw;
             } catch (const std::exception& error) {
                 told = error.what();
             }
         }
         const PoolState state = state_of(folder.filePath("trace"));
         for (const Event& event : state.events()) told += event.text;
         MUST_CONTAIN(told, "missing.so");
     }},
};

}  // namespace

class PromisedStartMethods : public QObject {
    Q_OBJECT

private slots:
    void promise_data() { add_rows(kStartMethods); }
    void promise() { keep_promise(kStartMethods); }
};

POOLSCOPE_POOL_TEST_MAIN(PromisedStartMethods)
#include "tst_promised_start_methods.moc"
