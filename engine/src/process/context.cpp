// SPDX-License-Identifier: MIT
#include <poolscope/context.h>

#include <mutex>

#include <poolscope/errors.h>

namespace poolscope {
namespace {

/// The process's default start method. A process-wide setting by its nature, as in CPython: set_start_method() has no
/// object that it could belong to.
struct DefaultMethod {
    std::mutex mutex;
    std::optional<StartMethod> chosen;
};
DefaultMethod& default_method() {
    static DefaultMethod instance;
    return instance;
}

StartMethod method_named(const std::string& name) {
    if (const auto method = start_method_from_string(name)) return *method;
    throw ValueError("cannot find context for '" + name + "'; use fork, spawn or forkserver");
}

}  // namespace

const char* to_string(StartMethod method) noexcept {
    switch (method) {
    case StartMethod::Fork: return "fork";
    case StartMethod::Spawn: return "spawn";
    case StartMethod::ForkServer: return "forkserver";
    }
    return "unknown";
}

std::optional<StartMethod> start_method_from_string(const std::string& name) noexcept {
    for (const StartMethod method : {StartMethod::Fork, StartMethod::Spawn, StartMethod::ForkServer})
        if (name == to_string(method)) return method;
    return {};
}

Context get_context(const std::string& method) {
    return Context(method_named(method.empty() ? get_start_method() : method));
}

void set_start_method(const std::string& method, Force force) {
    const StartMethod chosen = method_named(method);
    DefaultMethod& current = default_method();
    const std::lock_guard lock(current.mutex);
    if (current.chosen && force == Force::No) throw RuntimeError("context has already been set");
    current.chosen = chosen;
}

std::string get_start_method() {
    DefaultMethod& current = default_method();
    const std::lock_guard lock(current.mutex);
    return to_string(current.chosen.value_or(StartMethod::ForkServer));
}

std::vector<std::string> get_all_start_methods() { return {"forkserver", "fork", "spawn"}; }

}  // namespace poolscope
