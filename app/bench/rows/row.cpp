// SPDX-License-Identifier: GPL-3.0-or-later
#include "row.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace poolscope::bench {

RowOptions::RowOptions(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0) throw std::invalid_argument("'" + word + "' is not KEY=VALUE");
        values_[word.substr(0, equals)] = word.substr(equals + 1);
    }
}

std::string RowOptions::text(const std::string& key, const std::string& otherwise) const {
    const auto found = values_.find(key);
    return found == values_.end() ? otherwise : found->second;
}

double RowOptions::number(const std::string& key, double otherwise) const {
    const auto found = values_.find(key);
    if (found == values_.end()) return otherwise;
    std::size_t used = 0;
    double value = 0;
    try {
        value = std::stod(found->second, &used);
    } catch (const std::logic_error&) {
        used = std::string::npos;
    }
    if (used != found->second.size() || !std::isfinite(value)) throw std::invalid_argument(key + "=" + found->second + " is no number");
    return value;
}

double RateRow::sample() {
    if (count_ == 0) {
        static_cast<void>(run(std::min<std::size_t>(32, at_most())));  // waits until the workers are there
        count_ = at_most() == 1 ? 1 : found_count([this](std::size_t count) { return run(count); }, at_least(), at_most(), seconds_);
    }
    const double took = run(count_);
    return static_cast<double>(count_) * per_thing_ / took;
}

std::size_t found_count(const std::function<double(std::size_t)>& seconds_of, std::size_t at_least, std::size_t at_most, double seconds) {
    std::size_t tried = std::min<std::size_t>(32, at_most);
    double took = seconds_of(tried);
    while (took < seconds / 2 && tried < at_most) {
        const double factor = std::clamp(seconds / 2 / std::max(took, 1e-6), 2.0, 16.0);
        tried = std::min(at_most, static_cast<std::size_t>(static_cast<double>(tried) * factor));
        took = seconds_of(tried);
    }
    const double wanted = static_cast<double>(tried) * seconds / std::max(took, 1e-6);
    return static_cast<std::size_t>(std::clamp(wanted, static_cast<double>(at_least), static_cast<double>(at_most)));
}

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void require(bool holds, const std::string& what) {
    if (!holds) throw std::runtime_error(what);
}

}  // namespace poolscope::bench
