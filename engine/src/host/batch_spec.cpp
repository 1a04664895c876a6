// SPDX-License-Identifier: MIT
#include <poolscope/batch_spec.h>

#include <array>
#include <cstddef>

namespace poolscope {

namespace {

struct MethodTraits {
    Method method;
    const char* name;
    bool takes_arguments;
    bool starred;
    bool blocking;
};

// In the order of the enum, so that a method is its own index.
constexpr std::array<MethodTraits, 8> kMethods{{
    {Method::Apply, "apply", true, false, true},
    {Method::ApplyAsync, "apply_async", true, false, false},
    {Method::Map, "map", false, false, true},
    {Method::MapAsync, "map_async", false, false, false},
    {Method::IMap, "imap", false, false, false},
    {Method::IMapUnordered, "imap_unordered", false, false, false},
    {Method::StarMap, "starmap", false, true, true},
    {Method::StarMapAsync, "starmap_async", false, true, false},
}};

const MethodTraits& traits(Method method) noexcept {
    const auto index = static_cast<std::size_t>(method);
    return kMethods[index < kMethods.size() ? index : static_cast<std::size_t>(Method::Map)];
}

}  // namespace

const char* to_string(Method method) noexcept {
    return traits(method).name;
}

std::optional<Method> method_from_string(const std::string& name) noexcept {
    for (const MethodTraits& entry : kMethods) {
        if (name == entry.name) return entry.method;
    }
    return {};
}

bool takes_arguments(Method method) noexcept {
    return traits(method).takes_arguments;
}

bool is_starred(Method method) noexcept {
    return traits(method).starred;
}

bool is_blocking(Method method) noexcept {
    return traits(method).blocking;
}

}  // namespace poolscope
