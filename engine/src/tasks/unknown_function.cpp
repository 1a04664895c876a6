// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>

#include <poolscope/function.h>

namespace poolscope {
namespace {

/// Insertions, deletions and replacements that turn one text into the other (Levenshtein).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string unknown_function_message(std::string_view name, const Registry& registry) {
    constexpr std::size_t most = 3;
    std::string message = "unknown function '" + std::string(name) + "'";
    const auto known = registry.all();
    if (known.empty()) return message + "; no function is registered (see POOLSCOPE_FUNCTION)";

    std::vector<std::pair<std::size_t, std::string>> close;
    if (name.size() <= 200) {  // the distance of a hostile name would take long
        for (const Function* function : known) {
            const std::size_t distance = edit_distance(name, function->name);
            if (distance <= 1 + std::max(name.size(), function->name.size()) / 3) close.emplace_back(distance, function->name);
        }
    }
    std::sort(close.begin(), close.end());
    if (close.size() > most) close.resize(most);
    std::string names;
    if (!close.empty()) {
        for (const auto& candidate : close) names += (names.empty() ? "'" : ", '") + candidate.second + "'";
        return message + "; did you mean " + names + "?";
    }
    for (const Function* function : known) names += (names.empty() ? "" : ", ") + function->name;
    return message + "; known: " + names;
}

}  // namespace poolscope
