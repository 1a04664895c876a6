// SPDX-License-Identifier: MIT
#include <poolscope/bounded_json.h>

#include <nlohmann/json.hpp>

namespace poolscope {
namespace {

bool is_nested_deeper(std::string_view text) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (in_string && letter == '\\') ++i;  // what it escapes ends no string
        else if (letter == '"') in_string = !in_string;
        else if (!in_string && (letter == '[' || letter == '{') && ++depth > kDeepestNesting) return true;
        else if (!in_string && (letter == ']' || letter == '}') && depth > 0) --depth;
    }
    return false;
}

}  // namespace

Json parse_bounded_json(std::string_view text) {
    if (is_nested_deeper(text)) return Json(Json::value_t::discarded);
    return Json::parse(text, nullptr, false);
}

}  // namespace poolscope
