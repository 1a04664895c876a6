// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/json.h>

#include "host/closest_name.h"
#include "host/scenario_problems.h"

namespace poolscope::host {

/// How a refused value stands in a message.
[[nodiscard]] inline std::string shown(const Json& value) {
    constexpr std::size_t kLongest = 40;
    if (value.is_array()) return "a list";
    if (value.is_object()) return "an object";
    std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    if (text.size() > kLongest) text = text.substr(0, kLongest) + "...";
    return text;
}

/// Takes the keys of one object apart: each is asked for once; what is left over in the end is unknown. Null is the
/// same as absent: it means the default.
class Fields {
public:
    Fields(const Json& object, const Place& at, Problems& problems) : object_(object), at_(at), problems_(problems) {}

    [[nodiscard]] const Json* find(const char* key) {
        if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
        const auto found = object_.find(key);
        return found == object_.end() || found->is_null() ? nullptr : &*found;
    }

    [[nodiscard]] Place place(const char* key) const { return Place(at_, key); }

    void problem(const char* key, std::string message) { problems_.add(place(key), std::move(message)); }

    [[nodiscard]] std::optional<std::string> string(const char* key, const char* message = "must be a string") {
        const Json* value = find(key);
        if (value == nullptr) return {};
        if (value->is_string()) return value->get<std::string>();
        problem(key, message);
        return {};
    }

    /// `message` says, in the words of `refuse`, what is wrong with a value that is no whole number at all.
    template <class Message> [[nodiscard]] std::optional<std::int64_t> whole_number(const char* key, Message refuse) {
        const Json* value = find(key);
        if (value == nullptr) return {};
        if (value->is_number_unsigned() &&
            value->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return std::numeric_limits<std::int64_t>::max();
        }
        if (value->is_number_integer()) return value->get<std::int64_t>();
        problem(key, refuse(*value));
        return {};
    }

    /// Any number, as JSON has it.
    template <class Message> [[nodiscard]] std::optional<double> number(const char* key, Message refuse) {
        const Json* value = find(key);
        if (value == nullptr) return {};
        if (value->is_number()) return value->get<double>();
        problem(key, refuse(*value));
        return {};
    }

    void refuse_unknown() {
        for (auto entry = object_.begin(); entry != object_.end(); ++entry) {
            if (std::find(known_.begin(), known_.end(), entry.key()) == known_.end()) {
                problems_.add(Place(at_, entry.key()), "unknown key " + in_quotes(entry.key()) + "; " +
                                                           name_advice(entry.key(), known_));
            }
        }
    }

private:
    const Json& object_;
    const Place& at_;
    Problems& problems_;
    std::vector<std::string> known_;
};

}  // namespace poolscope::host
