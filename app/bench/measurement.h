// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/row_list.h"
#include "bench/row_side.h"

namespace poolscope::bench {

/// Numbers that were measured one after the other.
class Samples {
public:
    void add(double value) { values_.push_back(value); }
    [[nodiscard]] const std::vector<double>& values() const { return values_; }
    [[nodiscard]] bool empty() const { return values_.empty(); }
    /// Of at least one.
    [[nodiscard]] double median() const { return quantile(0.5); }
    [[nodiscard]] double lowest() const { return quantile(0); }
    [[nodiscard]] double highest() const { return quantile(1); }
    /// Half of the distance between the quartiles, as a share of the median: 0.05 is "give or take five per cent".
    [[nodiscard]] double spread() const;
    /// Between the samples in order of size; 0 to 1.
    [[nodiscard]] double quantile(double share) const;

private:
    std::vector<double> values_;
};

/// One side's numbers of a row.
struct SideResult {
    std::string side;
    Samples samples;
    int hung = 0;  ///< samples that never came
    std::string error;
    /// How many times better the first side is, pair by pair of samples taken next to each other; empty for the first side.
    Samples ratios;
};

struct RowResult {
    RowSpec row;
    int workers = 0;
    std::vector<SideResult> sides;  ///< those that have the row; Poolscope's own is the first
    std::vector<std::string> left_out = {};  ///< why it was not measured, by whom: "Poolscope: it needs 3 GB of memory"
};

struct BenchPlan {
    std::vector<RowSpec> rows;
    std::vector<int> workers;  ///< of rows that scale; empty: each row's own number
    int samples = 5;
    double seconds = 0.3;      ///< of one sample, about
};

/// Told before each row: how many were done, how many there are, and which comes.
using BenchProgress = std::function<void(std::size_t done, std::size_t all, const std::string& what)>;

/// Measures each row on all sides, which take turns sample by sample: what else goes on in the machine meets them alike. The
/// first of `sides` is what the others are compared with.
[[nodiscard]] std::vector<RowResult> measure(const BenchPlan& plan, std::vector<RowSide>& sides, const BenchProgress& progress);

}  // namespace poolscope::bench
