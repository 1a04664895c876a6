// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <poolscope/pool_state.h>

/// Questions to a run: `wall_seconds < 1 s`, `max(generation) > 1`,
/// `variant("chunksize 10").wall_seconds / variant("auto").wall_seconds`. What lessons tick checkpoints with.
namespace poolscope {

/// A name that a query knows.
struct QueryName {
    enum class Kind : std::uint8_t {
        Number,  ///< one number of the run
        Truth,   ///< yes or no
        Column,  ///< a number for each task or worker; to be put into max(), min(), mean(), sum(), count(), percentile()
    };
    const char* name;
    Kind kind;
    const char* unit;     ///< "s", "MiB", "share", or empty for what is counted
    const char* meaning;  ///< one line
};
/// All of them, in the order in which they are explained.
[[nodiscard]] std::span<const QueryName> query_names() noexcept;

/// The figures of one run, or of one variant of a lesson: what queries are answered from. A value; it keeps nothing of the
/// state that it was made from.
class RunFacts {
public:
    /// No run: nothing is known.
    RunFacts() = default;
    /// What is known now; the run may still go on. `values`: the trace, for results_equal(); null: that is not known.
    /// Time and memory grow with the tasks.
    [[nodiscard]] static RunFacts of(const PoolState& state, const trace::Reader* values = nullptr);

    /// A number or a truth (1 or 0); empty when it is not known, or not yet.
    [[nodiscard]] std::optional<double> number(std::string_view name) const;
    /// Null for what is no column, and when nothing is known.
    [[nodiscard]] const std::vector<double>* column(std::string_view name) const;
    /// How long exactly so many workers ran tasks at the same time.
    [[nodiscard]] std::optional<double> seconds_running(std::size_t workers) const;
    /// How many results are this, as JSON has it: `"blue"`, `null`, `42`.
    [[nodiscard]] std::optional<double> results_equal(std::string_view json) const;

private:
    friend class FactsCollector;
    std::map<std::string, double, std::less<>> numbers_;
    std::map<std::string, std::vector<double>, std::less<>> columns_;
    std::vector<double> running_;  ///< seconds by number of workers
    std::optional<std::map<std::string, std::size_t, std::less<>>> results_;
};

/// The runs of a lesson's variants by their names.
using FactsByVariant = std::map<std::string, RunFacts, std::less<>>;

/// A query that cannot be understood; `column` counts bytes from 1.
class QueryError : public std::runtime_error {
public:
    QueryError(std::size_t column, const std::string& message) : std::runtime_error(message), column_(column) {}
    [[nodiscard]] std::size_t column() const noexcept { return column_; }

private:
    std::size_t column_;
};

/// A query: numbers (`0.2`, `200 ms`, `10 MiB`, `50 %`), names, `max(task_seconds)`, `percentile(task_seconds, 95)`,
/// `seconds_running(1)`, `results_equal("text")`, `abs(x)`, `variant("name").x`, `+ - * /`, `< <= > >= == !=` (also
/// `1 < x < 2`), `and`, `or`, `not`, parentheses. Cheap to copy.
class TraceQuery {
public:
    struct Node;

    /// Asks nothing; its answer is not known.
    TraceQuery() = default;
    /// `variants`: the names that variant() may have. Throws QueryError.
    [[nodiscard]] static TraceQuery parse(std::string_view text, std::span<const std::string> variants = {});

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] bool empty() const noexcept { return root_ == nullptr; }
    /// Whether it answers yes or no, and not with a number.
    [[nodiscard]] bool is_truth() const noexcept;
    /// A number, or 1 for yes and 0 for no. Empty: something that it needs is not known yet, or a division by zero.
    [[nodiscard]] std::optional<double> evaluate(const RunFacts& here, const FactsByVariant& variants = {}) const;
    /// Whether it is known to be true.
    [[nodiscard]] bool holds(const RunFacts& here, const FactsByVariant& variants = {}) const;

private:
    std::string text_;
    std::shared_ptr<const Node> root_;
};

}  // namespace poolscope
