// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <poolscope/scenario.h>

namespace poolscope::host {

/// A place inside a document, as a JSON pointer (RFC 6901) without copies on the way down: it borrows its parent, so
/// it lives on the stack of whoever walks the document.
class Place {
public:
    Place() = default;
    Place(const Place& parent, std::string_view key) : parent_(&parent), key_(key) {}
    Place(const Place& parent, std::size_t index) : parent_(&parent), key_(std::to_string(index)) {}
    /// "/batches/1/chunksize"; "/" for the whole document.
    [[nodiscard]] std::string pointer() const { return parent_ == nullptr ? "/" : text(); }
    /// "chunksize", "iterable/3": as check() and batch_from_json() name places.
    [[nodiscard]] std::string relative() const { return parent_ == nullptr ? "" : text().substr(1); }

private:
    [[nodiscard]] std::string text() const {
        if (parent_ == nullptr) return {};
        std::string escaped = parent_->text() + "/";
        for (const char c : key_) {
            if (c == '~') {
                escaped += "~0";
            } else if (c == '/') {
                escaped += "~1";
            } else {
                escaped += c;
            }
        }
        return escaped;
    }

    const Place* parent_ = nullptr;
    std::string key_;
};

/// Collects problems; a hostile file may have millions, of which the first hundred are kept and the rest counted.
class Problems {
public:
    void add(std::string place, std::string message) {
        if (problems_.size() < kKept) {
            problems_.push_back({std::move(place), std::move(message)});
        } else {
            ++left_out_;
        }
    }
    void add(const Place& place, std::string message) { add(place.pointer(), std::move(message)); }
    [[nodiscard]] bool empty() const noexcept { return problems_.empty(); }
    [[nodiscard]] std::vector<ScenarioProblem> take() {
        if (left_out_ > 0) problems_.push_back({"/", "and " + std::to_string(left_out_) + " more problems"});
        left_out_ = 0;
        return std::exchange(problems_, {});
    }

private:
    static constexpr std::size_t kKept = 100;
    std::vector<ScenarioProblem> problems_;
    std::size_t left_out_ = 0;
};

/// The same with places as check() and batch_from_json() name them.
[[nodiscard]] inline std::vector<ScenarioProblem> without_slash(std::vector<ScenarioProblem> problems) {
    for (ScenarioProblem& problem : problems) {
        if (!problem.place.empty() && problem.place.front() == '/') problem.place.erase(0, 1);
    }
    return problems;
}

}  // namespace poolscope::host
