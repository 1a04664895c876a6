// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace poolscope::app {

enum class BenchOutput { Table, Json };
enum class BenchLength { Full, Quick };

/// What `poolscope bench` was asked for.
struct BenchOptions {
    BenchOutput output = BenchOutput::Table;
    BenchLength length = BenchLength::Full;
    std::vector<std::string> rows;    ///< ids; empty: all
    std::vector<int> workers;         ///< of rows that scale; empty: each row's own number
    std::vector<std::string> peers{"pool", "xargs"};  ///< of "pool", "executor", "xargs"
    int samples = 0;                  ///< 0: as the length says
    std::vector<std::string> sides;   ///< NAME=PROGRAM of row programs beside these
};

/// Measures the table on this machine and prints it. Returns the exit status.
[[nodiscard]] int bench_command(const BenchOptions& options);

}  // namespace poolscope::app
