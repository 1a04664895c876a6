// SPDX-License-Identifier: MIT
#include <poolscope/environment.h>

#include <nlohmann/json.hpp>

namespace poolscope {
namespace {

void put(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
}
template <class Number> void put(Json& json, const char* key, const std::optional<Number>& number) {
    if (number) json[key] = *number;
}

void take(const Json& json, const char* key, std::string& text) {
    const auto found = json.find(key);
    if (found != json.end() && found->is_string()) text = found->get<std::string>();
}
void take(const Json& json, const char* key, std::optional<double>& number) {
    const auto found = json.find(key);
    if (found != json.end() && found->is_number()) number = found->get<double>();
}
void take(const Json& json, const char* key, std::optional<std::uint64_t>& number) {
    const auto found = json.find(key);
    if (found != json.end() && found->is_number_unsigned()) number = found->get<std::uint64_t>();
}
void take(const Json& json, const char* key, std::optional<int>& number) {
    std::optional<std::uint64_t> wide;
    take(json, key, wide);
    if (wide && *wide <= 1'000'000) number = static_cast<int>(*wide);
}

/// The one list of keys, for both ways.
template <class Object, class Record, class Each> void each_member(Object& json, Record& environment, const Each& each) {
    each(json, "cpu_model", environment.cpu_model);
    each(json, "logical_cpus", environment.logical_cpus);
    each(json, "usable_cpus", environment.usable_cpus);
    each(json, "affinity", environment.affinity);
    each(json, "load_1_minute", environment.load_1_minute);
    each(json, "load_5_minutes", environment.load_5_minutes);
    each(json, "load_15_minutes", environment.load_15_minutes);
    each(json, "governor", environment.governor);
    each(json, "cgroup_cpus", environment.cgroup_cpus);
    each(json, "cgroup_memory_bytes", environment.cgroup_memory_bytes);
    each(json, "memory_bytes", environment.memory_bytes);
    each(json, "kernel", environment.kernel);
    each(json, "distribution", environment.distribution);
    each(json, "poolscope", environment.poolscope);
}

}  // namespace

Json to_json(const Environment& environment) {
    Json json = Json::object();
    each_member(json, environment, [](Json& to, const char* key, const auto& value) { put(to, key, value); });
    return json;
}

Environment environment_from_json(const Json& json) {
    Environment environment;
    if (!json.is_object()) return environment;
    each_member(json, environment, [](const Json& from, const char* key, auto& value) { take(from, key, value); });
    return environment;
}

}  // namespace poolscope
