// SPDX-License-Identifier: MIT
#include <poolscope/quantity.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>
#include <utility>

namespace poolscope {
namespace {

struct Quantity {
    double number = 0;
    std::string unit;  ///< in lower case
};

/// A number, perhaps spaces, perhaps letters, and nothing else. Not in the user's locale: "1,5" is no number.
std::optional<Quantity> split(std::string_view text) {
    Quantity quantity;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), quantity.number);
    if (error != std::errc() || !std::isfinite(quantity.number)) return {};
    std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
    for (const char c : unit) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalpha(byte) == 0) return {};
        quantity.unit += static_cast<char>(std::tolower(byte));
    }
    return quantity;
}

template <std::size_t N>
std::optional<double> factor_of(const std::string& unit, const std::pair<const char*, double> (&units)[N]) {
    const auto found = std::find_if(std::begin(units), std::end(units), [&unit](const auto& each) { return unit == each.first; });
    return found == std::end(units) ? std::optional<double>() : std::optional<double>(found->second);
}

}  // namespace

std::optional<std::uint64_t> bytes_from_text(std::string_view text) {
    constexpr double k = 1024;
    static constexpr std::pair<const char*, double> kUnits[] = {
        {"", 1},      {"b", 1},         {"k", k},           {"kib", k},             {"m", k * k},       {"mib", k * k},
        {"g", k * k * k}, {"gib", k * k * k}, {"t", k * k * k * k}, {"tib", k * k * k * k}, {"kb", 1e3}, {"mb", 1e6},
        {"gb", 1e9},  {"tb", 1e12}};
    const auto quantity = split(text);
    if (!quantity) return {};
    const auto factor = factor_of(quantity->unit, kUnits);
    // 2^63: whatever is larger is no size of a memory, and a double counts up to there without a cast that overflows.
    constexpr double kMost = 9223372036854775808.0;
    if (!factor || quantity->number < 0 || quantity->number * *factor >= kMost) return {};
    if (*factor == 1) {
        // As a whole number where it is one, since a double has 53 bits only.
        std::uint64_t exact = 0;
        const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), exact);
        if (error == std::errc() && static_cast<double>(exact) == quantity->number) return exact;
    }
    const double bytes = quantity->number * *factor;
    if (bytes != std::floor(bytes)) return {};
    return static_cast<std::uint64_t>(bytes);
}

std::optional<double> seconds_from_text(std::string_view text) {
    static constexpr std::pair<const char*, double> kUnits[] = {{"", 1},      {"s", 1},    {"ms", 1e-3}, {"us", 1e-6},
                                                                {"ns", 1e-9}, {"min", 60}, {"h", 3600}};
    const auto quantity = split(text);
    if (!quantity) return {};
    const auto factor = factor_of(quantity->unit, kUnits);
    if (!factor) return {};
    return quantity->number * *factor;
}

}  // namespace poolscope
