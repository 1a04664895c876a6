// SPDX-License-Identifier: MIT
#include "host/pool_orders.h"

#include <limits>
#include <map>

#include <signal.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/signal_name.h>

#include "host/closest_name.h"
#include "host/protocol.h"
#include "host/scenario_parts.h"
#include "host/scenario_rules.h"
#include "supervise/supervisor.h"

namespace poolscope::host {

std::int64_t whole_number(const Json& value, const char* key, std::int64_t least, std::int64_t most) {
    if (!value.is_number_integer()) throw TypeError(std::string("\"") + key + "\" is not a whole number");
    const bool too_great = value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
    if (too_great || value.get<std::int64_t>() < least) {
        throw ValueError(std::string("\"") + key + "\" is not from " + std::to_string(least) + " to " +
                         std::to_string(most));
    }
    return value.get<std::int64_t>();
}

namespace {

using supervise::Supervisor;

constexpr std::int64_t kMostAsked = std::numeric_limits<std::int64_t>::max();

int signal_of(const Json& value) {
    if (!value.is_string()) return static_cast<int>(whole_number(value, "signal", 1, SIGRTMAX));
    const auto& name = value.get_ref<const std::string&>();
    if (const auto signal = signal_from_name(name)) return *signal;
    throw ValueError("there is no signal " + in_quotes(name));
}

std::uint32_t id32(const Json& arguments, const char* key) {
    return static_cast<std::uint32_t>(
        whole_number(required(arguments, key), key, 1, std::numeric_limits<std::uint32_t>::max()));
}

WorkerLimits limits_of(const Json& value) {
    Problems problems;
    const Place root;
    const WorkerLimits limits = read_limits(value, Place(root, "limits"), problems);
    if (!problems.empty()) throw ScenarioError(problems.take());
    return limits;
}

Json json_of(const supervise::WorkerStatus& worker) {
    return {{"worker", worker.worker.value},
            {"slot", worker.slot.value},
            {"pid", worker.pid != 0 ? Json(worker.pid) : Json(nullptr)},
            {"ready", worker.ready},
            {"retiring", worker.retiring},
            {"stopped", worker.stopped},
            {"task", worker.task ? Json(worker.task->value) : Json(nullptr)},
            {"tasks_done", worker.tasks_done}};
}

/// An order without a word to give back.
template <class Order> PoolOrder plain(Order order) {
    return [order = std::move(order)](Supervisor& pool) {
        order(pool);
        return Json::object();
    };
}

PoolOrder kill_worker(const Json& arguments) {
    require_known_keys(arguments, "kill_worker", {"worker", "signal"});
    const WorkerId worker{id32(arguments, "worker")};
    const int signal = signal_of(required(arguments, "signal"));
    return plain([worker, signal](Supervisor& pool) { pool.kill_worker(worker, signal); });
}

PoolOrder resize(const Json& arguments) {
    require_known_keys(arguments, "resize", {"processes"});
    const Json& value = required(arguments, "processes");
    if (!value.is_number_integer()) throw TypeError("\"processes\" is not a whole number");
    const bool huge = value.is_number_unsigned() && value.get<std::uint64_t>() > std::uint64_t{kMostAsked};
    const std::int64_t processes = huge ? kMostAsked : value.get<std::int64_t>();
    if (const std::string problem = processes_message(processes); !problem.empty()) throw ValueError(problem);
    return plain([processes](Supervisor& pool) { pool.resize(static_cast<std::uint32_t>(processes)); });
}

PoolOrder pause(const Json& arguments) {
    require_known_keys(arguments, "pause", {});
    return plain([](Supervisor& pool) { pool.pause(); });
}

PoolOrder resume(const Json& arguments) {
    require_known_keys(arguments, "resume", {});
    return plain([](Supervisor& pool) { pool.resume(); });
}

PoolOrder drain_worker(const Json& arguments) {
    require_known_keys(arguments, "drain_worker", {"worker"});
    const WorkerId worker{id32(arguments, "worker")};
    return plain([worker](Supervisor& pool) { pool.drain_worker(worker); });
}

PoolOrder restart_worker(const Json& arguments) {
    require_known_keys(arguments, "restart_worker", {"worker"});
    const WorkerId worker{id32(arguments, "worker")};
    return plain([worker](Supervisor& pool) { pool.restart_worker(worker); });
}

PoolOrder cancel(const Json& arguments) {
    require_known_keys(arguments, "cancel", {"batch", "task", "item"});
    const bool has_batch = arguments.contains("batch");
    if (arguments.contains("task")) {
        if (has_batch || arguments.contains("item"))
            throw TypeError("cancel takes \"task\", or \"batch\", or \"batch\" and \"item\"");
        const TaskId task{static_cast<std::uint64_t>(whole_number(arguments.at("task"), "task", 1, kMostAsked))};
        return plain([task](Supervisor& pool) { pool.cancel_task(task); });
    }
    if (arguments.contains("item") && has_batch) {
        const auto item = static_cast<std::uint64_t>(whole_number(arguments.at("item"), "item", 0, kMostAsked));
        const BatchId owner{id32(arguments, "batch")};
        return plain([owner, item](Supervisor& pool) { pool.cancel_item(owner, item); });
    }
    const BatchId whole{id32(arguments, "batch")};
    return plain([whole](Supervisor& pool) { pool.cancel_batch(whole); });
}

PoolOrder set_limits(const Json& arguments) {
    require_known_keys(arguments, "set_limits", {"limits"});
    const WorkerLimits limits = limits_of(required(arguments, "limits"));
    return plain([limits](Supervisor& pool) { pool.set_limits(limits); });
}

PoolOrder workers(const Json& arguments) {
    require_known_keys(arguments, "workers", {});
    return [](Supervisor& pool) -> Json {
        Json list = Json::array();
        for (const supervise::WorkerStatus& worker : pool.workers())
            list.push_back(json_of(worker));
        return {{"processes", pool.processes()}, {"paused", pool.paused()}, {"workers", std::move(list)}};
    };
}

using Reader = PoolOrder (*)(const Json&);
const std::map<std::string, Reader>& readers() {
    static const std::map<std::string, Reader> table{
        {"kill_worker", kill_worker},   {"resize", resize},
        {"pause", pause},               {"resume", resume},
        {"drain_worker", drain_worker}, {"restart_worker", restart_worker},
        {"cancel", cancel},             {"set_limits", set_limits},
        {"workers", workers},
    };
    return table;
}

}  // namespace

std::optional<PoolOrder> read_pool_order(const std::string& command, const Json& arguments) {
    const auto found = readers().find(command);
    if (found == readers().end()) return {};
    return found->second(arguments);
}

std::vector<std::string> pool_order_names() {
    std::vector<std::string> names;
    for (const auto& [name, reader] : readers())
        names.push_back(name);
    return names;
}

}  // namespace poolscope::host
