// SPDX-License-Identifier: MIT
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/fault_check.h>
#include <poolscope/scenario.h>

#include "host/scenario_fields.h"
#include "host/scenario_parts.h"

namespace poolscope {

namespace host {

namespace {

const std::vector<std::string>& action_names() {
    static const std::vector<std::string> names{"kill",   "stop",      "segfault",    "abort",    "exit", "delay", "fail",
                                                "refuse", "fill_disk", "slow_reader", "full_lane"};
    return names;
}

const std::vector<std::string>& point_names() {
    static const std::vector<std::string> names{"start", "initializer", "idle", "reading", "task", "writing"};
    return names;
}

/// One fault's object. A key that means nothing for the action is told once, and its value is left alone.
class FaultReader {
public:
    FaultReader(const Json& json, const Place& at, Problems& problems) : fields_(json, at, problems) {}

    std::optional<Fault> read() {
        if (!read_action()) return {};
        if (const Json* at = takes(FaultField::At)) read_point(*at);
        fault_.worker = number<std::uint32_t>(FaultField::Worker, fault_.worker);
        fault_.slot = number<std::uint32_t>(FaultField::Slot, fault_.slot);
        fault_.nth = *number<std::uint64_t>(FaultField::Nth, fault_.nth);
        fault_.times = *number<std::uint64_t>(FaultField::Times, fault_.times);
        fault_.probability = real(FaultField::Probability, fault_.probability);
        read_seconds();
        fault_.exit_code = static_cast<int>(*number<std::uint32_t>(FaultField::ExitCode, 1, 255));
        if (const Json* name = takes(FaultField::Errno)) read_errno(*name);
        fault_.bytes = *number<std::uint64_t>(FaultField::Bytes, fault_.bytes);
        if (takes(FaultField::Message) != nullptr) fault_.message = fields_.string("message").value_or("");
        require_bytes_of_a_disk();
        fields_.refuse_unknown();
        return fault_;
    }

    /// Whether the field's value has been found wrong already.
    [[nodiscard]] bool refused(FaultField field) const { return refused_[static_cast<std::size_t>(field)]; }

private:
    bool read_action() {
        const Json* name = fields_.find("do");
        if (name == nullptr) {
            fields_.problem("do", "is missing; " + name_advice("", action_names()));
            return false;
        }
        const auto action = name->is_string() ? fault_action_from_string(name->get<std::string>()) : std::nullopt;
        if (!action) {
            const std::string given = name->is_string() ? name->get<std::string>() : std::string();
            fields_.problem("do", "unknown fault " + (name->is_string() ? in_quotes(given) : shown(*name)) + "; " +
                                      name_advice(given, action_names()));
            return false;
        }
        fault_.action = *action;
        return true;
    }

    void read_point(const Json& value) {
        const auto point = value.is_string() ? fault_point_from_string(value.get<std::string>()) : std::nullopt;
        if (point) {
            fault_.at = *point;
            return;
        }
        const std::string given = value.is_string() ? value.get<std::string>() : std::string();
        refuse(FaultField::At, "unknown point " + (value.is_string() ? in_quotes(given) : shown(value)) + "; " +
                                   name_advice(given, point_names()));
    }

    void read_seconds() {
        constexpr double kLongest = 1e9;
        const double seconds = real(FaultField::Seconds, 0);
        if (!(seconds >= 0 && seconds <= kLongest)) {
            refuse(FaultField::Seconds, "must be from 0 to 1000000000");
        } else {
            fault_.duration = std::chrono::nanoseconds(std::llround(seconds * 1e9));
        }
    }

    void read_errno(const Json& value) {
        const auto number = value.is_string() ? error_number_from_name(value.get<std::string>()) : std::nullopt;
        if (number) {
            fault_.error_number = *number;
        } else {
            refuse(FaultField::Errno, "must be EAGAIN, ENOMEM or EMFILE");
        }
    }

    void require_bytes_of_a_disk() {
        // 0 is a size like another here: the disk is full at once. So it must be said.
        if (fault_.action == FaultAction::FillDisk && takes(FaultField::Bytes) == nullptr)
            refuse(FaultField::Bytes, "is missing: so many bytes of the trace are still written");
    }

    /// The field's value; null when it is not given or means nothing here.
    const Json* takes(FaultField field) {
        const Json* value = fields_.find(to_string(field));
        if (value == nullptr) return nullptr;
        if (has_field(fault_.action, fault_.at, field)) return value;
        if (!refused(field)) refuse(field, meaningless_field(fault_.action, fault_.at, field));
        return nullptr;
    }

    template <class Number>
    std::optional<Number> number(FaultField field, std::optional<Number> usual,
                                 Number most = std::numeric_limits<Number>::max()) {
        const Json* value = takes(field);
        if (value == nullptr) return usual;
        if (value->is_number_unsigned() && value->get<std::uint64_t>() <= most)
            return static_cast<Number>(value->get<std::uint64_t>());
        refuse(field, "must be a whole number from 0 to " + std::to_string(most) + ", not " + shown(*value));
        return usual;
    }

    double real(FaultField field, double usual) {
        const Json* value = takes(field);
        if (value == nullptr) return usual;
        if (value->is_number()) return value->get<double>();
        refuse(field, "must be a number, not " + shown(*value));
        return usual;
    }

    void refuse(FaultField field, std::string message) {
        refused_[static_cast<std::size_t>(field)] = true;
        fields_.problem(to_string(field), std::move(message));
    }

    Fields fields_;
    Fault fault_;
    std::array<bool, 11> refused_{};
};

void read_plan(const Json& json, const Place& at, Problems& problems, FaultPlan& plan) {
    if (!json.is_array()) {
        problems.add(at, "must be a list of faults");
        return;
    }
    for (std::size_t i = 0; i < json.size(); ++i) {
        const Place here(at, i);
        if (!json[i].is_object()) {
            problems.add(here, "must be an object: {\"do\": \"kill\", \"at\": \"task\", \"worker\": 1, \"nth\": 3}");
            continue;
        }
        FaultReader reader(json[i], here, problems);
        const std::optional<Fault> fault = reader.read();
        if (!fault) continue;
        for (FaultProblem& problem : check(*fault)) {
            if (!reader.refused(problem.field)) problems.add(Place(here, to_string(problem.field)), std::move(problem.message));
        }
        plan.faults.push_back(*fault);
    }
}

Json fault_to_json(const Fault& fault) {
    const Fault usual;
    Json json = {{"do", to_string(fault.action)}};
    const auto means = [&fault](FaultField field) { return has_field(fault.action, fault.at, field); };
    if (means(FaultField::At)) json["at"] = to_string(fault.at);
    if (fault.worker) json["worker"] = *fault.worker;
    if (fault.slot) json["slot"] = *fault.slot;
    if (fault.nth != usual.nth) json["nth"] = fault.nth;
    if (fault.times != usual.times) json["times"] = fault.times;
    if (fault.probability != usual.probability) json["probability"] = fault.probability;
    if (fault.duration != usual.duration) json["seconds"] = static_cast<double>(fault.duration.count()) / 1e9;
    if (fault.exit_code != usual.exit_code) json["exit_code"] = fault.exit_code;
    if (fault.error_number != usual.error_number) json["errno"] = error_number_name(fault.error_number);
    if (fault.bytes != usual.bytes || means(FaultField::Bytes)) json["bytes"] = fault.bytes;
    if (fault.message != usual.message) json["message"] = fault.message;
    return json;
}

}  // namespace

FaultPlan read_faults(const Json& json, const Place& at, Problems& problems) {
    FaultPlan plan;
    if (!json.is_object()) {
        problems.add(at, "must be an object: {\"seed\": 7, \"plan\": [...]}");
        return plan;
    }
    Fields fields(json, at, problems);
    if (const Json* seed = fields.find("seed")) {
        if (seed->is_number_unsigned()) {
            plan.seed = seed->get<std::uint64_t>();
        } else {
            fields.problem("seed", "must be a whole number from 0 to 18446744073709551615, not " + shown(*seed));
        }
    }
    if (const Json* faults = fields.find("plan")) read_plan(*faults, fields.place("plan"), problems, plan);
    fields.refuse_unknown();
    return plan;
}

}  // namespace host

Json to_json(const FaultPlan& plan) {
    Json json = Json::object();
    if (plan.seed != 0) json["seed"] = plan.seed;
    json["plan"] = Json::array();
    for (const Fault& fault : plan.faults)
        json["plan"].push_back(host::fault_to_json(fault));
    return json;
}

FaultPlan faults_from_json(const Json& json) {
    host::Problems problems;
    FaultPlan plan = host::read_faults(json, {}, problems);
    if (!problems.empty()) throw ScenarioError(host::without_slash(problems.take()));
    return plan;
}

std::vector<ScenarioProblem> check(const FaultPlan& plan) {
    host::Problems problems;
    const host::Place root;
    const host::Place list(root, "plan");
    for (std::size_t i = 0; i < plan.faults.size(); ++i) {
        const host::Place here(list, i);
        for (FaultProblem& problem : check(plan.faults[i]))
            problems.add(host::Place(here, to_string(problem.field)), std::move(problem.message));
    }
    return host::without_slash(problems.take());
}

}  // namespace poolscope
