// SPDX-License-Identifier: MIT
#include "host/scenario_parts.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "host/scenario_fields.h"
#include "host/scenario_rules.h"

namespace poolscope::host {

namespace {

/// A count or a size that must be positive; a value of another kind gets the message that a value of 0 would get.
std::optional<std::int64_t> positive_number(Fields& fields, const char* key) {
    return fields.whole_number(key, [key](const Json&) { return positive_message(key, 0); });
}

std::optional<double> seconds(Fields& fields, const char* key) {
    return fields.number(key, [key](const Json&) { return seconds_message(key, 0); });
}

void read_limit_fields(Fields& fields, PoolSpec& pool) {
    pool.maxtasksperchild = positive_number(fields, "maxtasksperchild");
    pool.maxitemsperchild = positive_number(fields, "maxitemsperchild");
    pool.max_memory_per_child = positive_number(fields, "max_memory_per_child");
    pool.max_age_per_child = seconds(fields, "max_age_per_child");
    pool.task_timeout = seconds(fields, "task_timeout");
    pool.initializer_timeout = seconds(fields, "initializer_timeout");
}

void read_restart_budget(const Json& json, const Place& at, Problems& problems, PoolSpec& pool) {
    if (!json.is_object()) {
        problems.add(at, "must be an object: {\"deaths\": 5, \"seconds\": 10}");
        return;
    }
    Fields fields(json, at, problems);
    const auto deaths = fields.whole_number("deaths", [](const Json&) { return restart_deaths_message(-1); });
    const auto per = seconds(fields, "seconds");
    for (const char* key : {"deaths", "seconds"}) {
        if (fields.find(key) == nullptr) fields.problem(key, "is missing");
    }
    if (deaths && per) {
        pool.restart_deaths = deaths;
        pool.restart_seconds = per;
    }
    fields.refuse_unknown();
}

void read_on_worker_lost(const Json& json, const Place& at, Problems& problems, PoolSpec& pool) {
    if (json == Json("fail")) {
        pool.worker_lost_retries = 0;
        return;
    }
    if (!json.is_object()) {
        problems.add(at, "must be \"fail\" or {\"retry\": N}");
        return;
    }
    Fields fields(json, at, problems);
    pool.worker_lost_retries = fields.whole_number("retry", [](const Json&) { return retries_message(-1); });
    if (fields.find("retry") == nullptr) fields.problem("retry", "is missing");
    fields.refuse_unknown();
}

std::optional<std::int64_t> read_seed(Fields& fields) {
    const Json* value = fields.find("seed");
    if (value == nullptr) return {};
    // Not cut off like other numbers that are too large: another seed is another run.
    const bool fits = value->is_number_integer() && value->get<std::int64_t>() >= 0;
    if (fits) return value->get<std::int64_t>();
    fields.problem("seed", seed_message(-1));
    return {};
}

template <class Value> void put(Json& json, const char* key, const std::optional<Value>& value) {
    if (value) json[key] = *value;
}

std::optional<std::uint64_t> count_of(const std::optional<std::int64_t>& value) {
    if (!value) return {};
    return static_cast<std::uint64_t>(*value);
}

std::optional<std::chrono::nanoseconds> duration_of(const std::optional<double>& value) {
    if (!value) return {};
    return std::chrono::nanoseconds(std::llround(*value * 1e9));
}

std::optional<double> seconds_of(const std::optional<std::chrono::nanoseconds>& value) {
    if (!value) return {};
    return static_cast<double>(value->count()) / 1e9;
}

}  // namespace

PoolSpec read_pool(const Json& json, const Place& at, Problems& problems, const std::vector<std::string>* known) {
    PoolSpec pool;
    Fields fields(json, at, problems);
    pool.processes = fields.whole_number("processes", [](const Json& value) {
        return "Number of processes must be an int or null, not " + shown(value);
    });
    pool.initializer = fields.string("initializer", "initializer must be a callable");
    if (const Json* initargs = fields.find("initargs")) pool.initargs = *initargs;
    if (const Json* method = fields.find("start_method")) {
        pool.start_method = method->is_string() ? method->get<std::string>() : shown(*method);
    }
    read_limit_fields(fields, pool);
    pool.recycling_jitter = fields.number("recycling_jitter", [](const Json&) { return jitter_message(-1); });
    if (const Json* budget = fields.find("restart_budget")) {
        read_restart_budget(*budget, fields.place("restart_budget"), problems, pool);
    }
    if (const Json* lost = fields.find("on_worker_lost")) {
        read_on_worker_lost(*lost, fields.place("on_worker_lost"), problems, pool);
    }
    pool.seed = read_seed(fields);
    if (const Json* capture = fields.find("capture_output")) {
        if (capture->is_boolean()) {
            pool.capture_output = capture->get<bool>();
        } else {
            fields.problem("capture_output", "must be true or false");
        }
    }
    fields.refuse_unknown();
    check_pool(pool, at, problems, known);
    return pool;
}

Json pool_to_json(const PoolSpec& pool) {
    Json json = Json::object();
    const auto put_or_null = [&json](const char* key, const auto& value) {
        if (value) {
            json[key] = *value;
        } else {
            json[key] = nullptr;
        }
    };
    put_or_null("processes", pool.processes);
    put_or_null("initializer", pool.initializer);
    json["initargs"] = pool.initargs;
    put_or_null("maxtasksperchild", pool.maxtasksperchild);
    put_or_null("start_method", pool.start_method);
    put(json, "maxitemsperchild", pool.maxitemsperchild);
    put(json, "max_memory_per_child", pool.max_memory_per_child);
    put(json, "max_age_per_child", pool.max_age_per_child);
    put(json, "task_timeout", pool.task_timeout);
    put(json, "initializer_timeout", pool.initializer_timeout);
    put(json, "recycling_jitter", pool.recycling_jitter);
    if (pool.restart_deaths || pool.restart_seconds) {
        Json& budget = json["restart_budget"] = Json::object();
        put(budget, "deaths", pool.restart_deaths);
        put(budget, "seconds", pool.restart_seconds);
    }
    if (pool.worker_lost_retries) {
        if (*pool.worker_lost_retries == 0) {
            json["on_worker_lost"] = "fail";
        } else {
            json["on_worker_lost"] = {{"retry", *pool.worker_lost_retries}};
        }
    }
    put(json, "seed", pool.seed);
    put(json, "capture_output", pool.capture_output);
    return json;
}

WorkerLimits read_limits(const Json& json, const Place& at, Problems& problems) {
    WorkerLimits limits;
    if (!json.is_object()) {
        problems.add(at, "must be an object of limits");
        return limits;
    }
    PoolSpec pool;
    Fields fields(json, at, problems);
    read_limit_fields(fields, pool);
    fields.refuse_unknown();
    check_pool(pool, at, problems, nullptr);
    if (!problems.empty()) return limits;
    limits.maxtasksperchild = count_of(pool.maxtasksperchild);
    limits.maxitemsperchild = count_of(pool.maxitemsperchild);
    limits.max_memory_per_child = count_of(pool.max_memory_per_child);
    limits.max_age_per_child = duration_of(pool.max_age_per_child);
    limits.task_timeout = duration_of(pool.task_timeout);
    limits.initializer_timeout = duration_of(pool.initializer_timeout);
    return limits;
}

Json limits_to_json(const WorkerLimits& limits) {
    Json json = Json::object();
    put(json, "maxtasksperchild", limits.maxtasksperchild);
    put(json, "maxitemsperchild", limits.maxitemsperchild);
    put(json, "max_memory_per_child", limits.max_memory_per_child);
    put(json, "max_age_per_child", seconds_of(limits.max_age_per_child));
    put(json, "task_timeout", seconds_of(limits.task_timeout));
    put(json, "initializer_timeout", seconds_of(limits.initializer_timeout));
    return json;
}

}  // namespace poolscope::host
