// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace poolscope::bench {

/// What a row is to be measured with: `workers=4 method=fork`. Every option has a default.
class RowOptions {
public:
    RowOptions() = default;
    /// Words of the form KEY=VALUE. Throws std::invalid_argument for others.
    explicit RowOptions(const std::vector<std::string>& words);

    [[nodiscard]] std::string text(const std::string& key, const std::string& otherwise) const;
    [[nodiscard]] double number(const std::string& key, double otherwise) const;
    [[nodiscard]] std::int64_t workers() const { return static_cast<std::int64_t>(number("workers", 4)); }
    [[nodiscard]] std::string method() const { return text("method", "fork"); }
    /// How long one sample is to take, about.
    [[nodiscard]] double seconds() const { return number("seconds", 0.3); }

private:
    std::map<std::string, std::string> values_;
};

/// Thrown by what prepares a row that this machine cannot measure now; says why.
class CannotMeasure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One row of the table, prepared: its pool is there and warm. Ending it ends the pool.
class Row {
public:
    Row() = default;
    Row(const Row&) = delete;
    Row& operator=(const Row&) = delete;
    virtual ~Row() = default;
    /// One measurement, in the row's own unit. Throws when a result is wrong.
    virtual double sample() = 0;
};

/// Null, or CannotMeasure, where this machine cannot measure the row.
using MakeRow = std::function<std::unique_ptr<Row>(const RowOptions&)>;
/// Rows by name.
using Rows = std::map<std::string, MakeRow>;

/// A row that is a number of things per second. run() does so many of them and gives the seconds they took; how many make a
/// sample is found by trying, which also warms the pool.
class RateRow : public Row {
public:
    explicit RateRow(const RowOptions& options, double per_thing = 1) : seconds_(options.seconds()), per_thing_(per_thing) {}
    double sample() override;

protected:
    virtual double run(std::size_t count) = 0;
    [[nodiscard]] virtual std::size_t at_most() const { return 4'000'000; }
    [[nodiscard]] virtual std::size_t at_least() const { return 1; }

private:
    double seconds_;
    double per_thing_;
    std::size_t count_ = 0;
};

/// How many things take about so many seconds, found by trying more and more of them.
[[nodiscard]] std::size_t found_count(const std::function<double(std::size_t)>& seconds_of, std::size_t at_least, std::size_t at_most, double seconds);
/// Seconds of the monotonic clock.
[[nodiscard]] double now();
/// Throws std::runtime_error that says what was expected and what came.
void require(bool holds, const std::string& what);

// The rooms of rows, each in a file of its own.
void add_throughput_rows(Rows& rows);
void add_latency_rows(Rows& rows);
void add_payload_rows(Rows& rows);
void add_start_rows(Rows& rows);
void add_standing_rows(Rows& rows);
void add_trace_rows(Rows& rows);
void add_host_rows(Rows& rows);
void add_program_rows(Rows& rows);

}  // namespace poolscope::bench
