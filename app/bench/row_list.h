// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace poolscope::bench {

/// Which of two numbers is the better one.
enum class Better { Higher, Lower };
/// Whether the programs that measure a row are started anew for each sample.
enum class Programs { Kept, NewForEachSample };

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
};

/// Every row, in the order of the table.
[[nodiscard]] const std::vector<RowSpec>& all_rows();

/// What of all_rows() these ids name, in the order of the table; all when there are none. What is no id may be the beginning of
/// several ("start", "bytes"). Throws std::invalid_argument that names an unknown one and what is known.
[[nodiscard]] std::vector<RowSpec> chosen_rows(const std::vector<std::string>& ids);

}  // namespace poolscope::bench
