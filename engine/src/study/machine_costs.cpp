// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <poolscope/cost_estimate.h>
#include <poolscope/environment.h>

namespace poolscope::study {
namespace {

/// 1 had no memory in it: what was kept then is measured anew.
constexpr int kFormat = 2;
constexpr StartMethod kMethods[] = {StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer};

}  // namespace

std::string this_machine() {
    const Environment now = this_environment();
    return now.cpu_model + "; " + std::to_string(now.usable_cpus.value_or(0)) + " CPUs; " + now.kernel + "; " + now.poolscope;
}

bool is_current(const MachineCosts& costs, std::int64_t now_s) {
    constexpr std::int64_t kRefreshAfterSeconds = 7 * 24 * 3600;
    const std::int64_t age = now_s - costs.measured_at_s;
    return costs.machine == this_machine() && age >= 0 && age <= kRefreshAfterSeconds;
}

PoolCosts usual_costs() {
    PoolCosts costs;
    costs.of(StartMethod::Fork) = {.first = 0.0005, .serial = 0.00015, .latency = 0.0004, .replace = 0.0004, .memory_bytes = 2 << 20, .compute = 0.0002};
    costs.of(StartMethod::Spawn) = {.first = 0.0005, .serial = 0.0003, .latency = 0.0015, .replace = 0.0015, .memory_bytes = 2 << 20, .compute = 0.001};
    costs.of(StartMethod::ForkServer) = {.first = 0.0015, .serial = 0.00015, .latency = 0.0004, .replace = 0.0004, .memory_bytes = 2 << 20, .compute = 0.0002};
    costs.hand_over = 5e-5;
    costs.between_tasks = 5e-7;
    costs.host_per_task = 5e-7;
    costs.close = 0.001;
    return costs;
}

Json to_json(const MachineCosts& machine) {
    Json start = Json::object();
    for (const StartMethod method : kMethods) {
        const StartCost& cost = machine.costs.of(method);
        start[poolscope::to_string(method)] = {{"first", cost.first},
                                               {"serial", cost.serial},
                                               {"latency", cost.latency},
                                               {"replace", cost.replace},
                                               {"memory_bytes", cost.memory_bytes},
                                               {"compute", cost.compute}};
    }
    return {{"poolscope_machine_costs", kFormat},
            {"machine", machine.machine},
            {"measured_at_s", machine.measured_at_s},
            {"start", std::move(start)},
            {"hand_over", machine.costs.hand_over},
            {"between_tasks", machine.costs.between_tasks},
            {"host_per_task", machine.costs.host_per_task},
            {"close", machine.costs.close}};
}

std::optional<MachineCosts> machine_costs_from_json(const Json& json) {
    if (!json.is_object()) return {};
    try {
        if (json.value("poolscope_machine_costs", 0) != kFormat) return {};
        MachineCosts machine;
        machine.machine = json.at("machine").get<std::string>();
        machine.measured_at_s = json.at("measured_at_s").get<std::int64_t>();
        for (const StartMethod method : kMethods) {
            const Json& cost = json.at("start").at(poolscope::to_string(method));
            machine.costs.of(method) = {.first = cost.at("first").get<double>(),
                                        .serial = cost.at("serial").get<double>(),
                                        .latency = cost.at("latency").get<double>(),
                                        .replace = cost.at("replace").get<double>(),
                                        .memory_bytes = cost.at("memory_bytes").get<std::uint64_t>(),
                                        .compute = cost.value("compute", 0.0)};
        }
        machine.costs.hand_over = json.at("hand_over").get<double>();
        machine.costs.between_tasks = json.at("between_tasks").get<double>();
        machine.costs.host_per_task = json.at("host_per_task").get<double>();
        machine.costs.close = json.at("close").get<double>();
        return machine;
    } catch (const Json::exception&) {
        return {};
    }
}

}  // namespace poolscope::study
