// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <limits>

#include <nlohmann/json.hpp>

#include "host/closest_name.h"
#include "host/scenario_rules.h"

namespace poolscope::host {

namespace {

constexpr const char* kForms = "must be a list, {\"range\": [start, stop, step]} or {\"lines\": \"FILE\"}";

void check_range(const Json& numbers, const Place& at, Problems& problems) {
    if (!numbers.is_array() || numbers.empty() || numbers.size() > 3) {
        problems.add(at, "range takes a list of 1 to 3 whole numbers: [stop], [start, stop] or [start, stop, step]");
        return;
    }
    bool whole = true;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const Json& number = numbers[i];
        if (!number.is_number_integer()) {
            problems.add(Place(at, i), "range takes whole numbers");
            whole = false;
        } else if (number.is_number_unsigned() &&
                   number.get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            problems.add(Place(at, i), "is larger than 9223372036854775807");
            whole = false;
        }
    }
    if (whole && numbers.size() == 3 && numbers[2].get<std::int64_t>() == 0) {
        problems.add(Place(at, 2), "range() arg 3 must not be zero");
    }
}

void check_lines(const Json& file, const Place& at, Problems& problems) {
    if (!file.is_string() || file.get_ref<const std::string&>().empty()) {
        problems.add(at, "lines takes the name of a file");
    } else if (file.get_ref<const std::string&>().find('\0') != std::string::npos) {
        problems.add(at, "the name of a file holds no zero byte");
    }
}

}  // namespace

void check_iterable(const Json& iterable, Method method, const Place& at, Problems& problems) {
    if (iterable.is_array()) {
        if (!is_starred(method)) return;
        for (std::size_t i = 0; i < iterable.size(); ++i) {
            if (!iterable[i].is_array()) {
                problems.add(Place(at, i), std::string(to_string(method)) + " takes a list of arguments for each item");
            }
        }
        return;
    }
    if (!iterable.is_object() || iterable.size() != 1) {
        problems.add(at, kForms);
        return;
    }
    const auto entry = iterable.begin();
    const Place inside(at, entry.key());
    if (entry.key() == "range") {
        check_range(entry.value(), inside, problems);
    } else if (entry.key() == "lines") {
        check_lines(entry.value(), inside, problems);
    } else {
        problems.add(inside,
                     "unknown key " + in_quotes(entry.key()) + "; " + name_advice(entry.key(), {"range", "lines"}));
        return;
    }
    if (is_starred(method)) {
        problems.add(at, std::string(to_string(method)) + " takes a list of arguments for each item; " + entry.key() +
                             " gives single values");
    }
}

}  // namespace poolscope::host
