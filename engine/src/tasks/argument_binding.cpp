// SPDX-License-Identifier: MIT
#include <algorithm>

#include <nlohmann/json.hpp>

#include <poolscope/function.h>

namespace poolscope {
namespace {

std::string plural(std::size_t count, const std::string& noun) { return noun + (count == 1 ? "" : "s"); }

/// "'a'", "'a' and 'b'", "'a', 'b', and 'c'", as CPython lists names.
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i != 0) text += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
        text += "'" + names[i] + "'";
    }
    return text;
}

[[noreturn]] void throw_missing(const Function& function, const std::vector<std::string>& names) {
    throw TypeError(function.name + "() missing " + std::to_string(names.size()) + " required positional " +
                    plural(names.size(), "argument") + ": " + listed(names));
}

[[noreturn]] void throw_too_many(const Function& function, std::size_t given) {
    const std::size_t most = function.parameter_names.size();
    const std::size_t least = function.required_parameters;
    const std::string takes =
        least == most ? std::to_string(most) : "from " + std::to_string(least) + " to " + std::to_string(most);
    throw TypeError(function.name + "() takes " + takes + " positional " + plural(most, "argument") + " but " +
                    std::to_string(given) + (given == 1 ? " was" : " were") + " given");
}

}  // namespace

namespace detail {

void throw_argument_count(const Function& function, std::size_t given) {
    if (given > function.parameter_names.size()) throw_too_many(function, given);
    std::vector<std::string> missing;
    for (std::size_t i = given; i < function.required_parameters; ++i) missing.push_back(function.parameter_names[i]);
    throw_missing(function, missing);
}

}  // namespace detail

std::vector<std::byte> bind_arguments(const Function& function, const Json& args, const Json& kwargs) {
    if (!args.is_array()) throw TypeError(function.name + "() argument after * must be a list, not " + args.type_name());
    if (!kwargs.is_object() && !kwargs.is_null())
        throw TypeError(function.name + "() argument after ** must be a mapping, not " + kwargs.type_name());
    const auto& names = function.parameter_names;
    if (args.size() > names.size()) throw_too_many(function, args.size());

    std::vector<const Json*> bound(names.size(), nullptr);
    for (std::size_t i = 0; i < args.size(); ++i) bound[i] = &args[i];
    for (const auto& [key, value] : kwargs.items()) {
        const auto place = std::find(names.begin(), names.end(), key);
        if (place == names.end()) throw TypeError(function.name + "() got an unexpected keyword argument '" + key + "'");
        const Json*& slot = bound[static_cast<std::size_t>(place - names.begin())];
        if (slot != nullptr) throw TypeError(function.name + "() got multiple values for argument '" + key + "'");
        slot = &value;
    }
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < function.required_parameters; ++i)
        if (bound[i] == nullptr) missing.push_back(names[i]);
    if (!missing.empty()) throw_missing(function, missing);

    while (!bound.empty() && bound.back() == nullptr) bound.pop_back();
    std::vector<std::byte> bytes;
    ValueWriter writer(bytes);
    writer.begin_list(bound.size());
    for (const Json* argument : bound) {
        if (argument == nullptr) writer.null();  // an optional one before one that was given by name
        else json_to_value(*argument, writer);
    }
    return bytes;
}

std::vector<std::byte> bind_item(const Json& item) {
    std::vector<std::byte> bytes;
    ValueWriter writer(bytes);
    writer.begin_list(1);
    json_to_value(item, writer);
    return bytes;
}

}  // namespace poolscope
