// SPDX-License-Identifier: MIT
#include "host/closest_name.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace poolscope::host {

namespace {

constexpr std::size_t kLongestName = 64;

// Optimal string alignment; both lengths are bounded by kLongestName.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::optional<std::string> closest_name(std::string_view name, const std::vector<std::string>& known) {
    if (name.empty() || name.size() > kLongestName) return {};
    const std::string* best = nullptr;
    std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
    for (const std::string& candidate : known) {
        if (candidate.size() > kLongestName) continue;
        const std::size_t distance = edit_distance(name, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = &candidate;
        }
    }
    if (best == nullptr) return {};
    return *best;
}

std::string name_advice(std::string_view name, const std::vector<std::string>& known) {
    if (const auto near = closest_name(name, known)) return "did you mean '" + *near + "'?";
    if (known.empty()) return "none is known here";
    std::string advice = "known: ";
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (i > 0) advice += ", ";
        advice += known[i];
    }
    return advice;
}

std::string in_quotes(std::string_view name) {
    std::string text = "'";
    for (const char c : name.substr(0, kLongestName)) {
        text += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    }
    // Do not end in the middle of a UTF-8 sequence.
    if (name.size() > kLongestName) {
        while (text.size() > 1 && (static_cast<unsigned char>(text.back()) & 0xc0) == 0x80)
            text.pop_back();
        if (text.size() > 1 && (static_cast<unsigned char>(text.back()) & 0x80) != 0) text.pop_back();
        text += "...";
    }
    return text + "'";
}

}  // namespace poolscope::host
