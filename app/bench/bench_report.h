// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include <poolscope/json.h>

#include "bench/machine.h"
#include "bench/measurement.h"

namespace poolscope::bench {

/// A number with three digits that matter: "1.23 M", "456 k", "7.89", "0.012".
[[nodiscard]] std::string short_number(double value);

/// The table, as a person reads it.
void write_table(const Machine& machine, const std::vector<RowResult>& results, std::ostream& out);
/// The same and every sample, for programs.
[[nodiscard]] Json bench_document(const Machine& machine, const std::vector<RowResult>& results);

}  // namespace poolscope::bench
