// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace poolscope::bench {

/// Which of two numbers is the better one.
enum class Better { Higher, Lower };
/// Whether the programs that measure a row are started anew for each sample.
enum class Programs { Kept, NewForEachSample };

/// What the sides are called.
inline constexpr const char* kOwnSide = "Poolscope";
inline constexpr const char* kWindowSide = "window";  ///< a program that opens Poolscope's window, where there is one
inline constexpr const char* kPoolSide = "multiprocessing.Pool";
inline constexpr const char* kExecutorSide = "concurrent.futures";
inline constexpr const char* kXargsSide = "xargs -P";

/// Which number a goal is about.
enum class GoalOf { Nothing, OwnValue, RatioToPool, RatioToXargs };
/// Whether a goal means something while other programs use the processors.
enum class BesideLoad { Holds, SaysNothing };

/// What a row is to reach: at least `floor` in every regime (one processor, all of them, with other load), `aim` where the machine
/// allows. At most, where it is a number of ours that had better be low.
struct Goal {
    GoalOf of = GoalOf::Nothing;
    double floor = 0;
    double aim = 0;
    BesideLoad beside_load = BesideLoad::Holds;
};

/// One row of the table: what is measured, and how the row programs are asked for it.
struct RowSpec {
    std::string id;       ///< "map_single", what --rows takes
    std::string title;    ///< "map, chunksize 1"
    std::string unit;     ///< "items/s"
    Better better = Better::Higher;
    std::string request;  ///< the row programs' own name and options, "busy microseconds=10"
    int workers = 4;      ///< the row's own number
    bool scales = false;  ///< measured at other numbers of workers too, when that is asked for
    int most_samples = 1000;  ///< fewer are enough where nothing varies
    Programs programs = Programs::Kept;
    bool is_in_a_glance = true;  ///< --quick measures it without being asked for it by name
    Goal goal = {};
};

/// Every row, in the order of the table.
[[nodiscard]] const std::vector<RowSpec>& all_rows();

/// What of all_rows() these ids name, in the order of the table; all when there are none. What is no id may be the beginning of
/// several ("start", "bytes"). Throws std::invalid_argument that names an unknown one and what is known.
[[nodiscard]] std::vector<RowSpec> chosen_rows(const std::vector<std::string>& ids);

}  // namespace poolscope::bench
