// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/lesson.h>

#include "host/scenario_fields.h"
#include "host/scenario_problems.h"

/// The parts of a lesson, each read in a file of its own.
namespace poolscope::study {

/// What a query must answer with.
enum class Asks : std::uint8_t { Truth, Number, Anything };

/// What the parts of a lesson need while they are read.
struct LessonReading {
    host::Problems& problems;
    std::vector<std::string> variants;  ///< their names

    [[nodiscard]] bool knows_variant(const std::string& name) const {
        return std::find(variants.begin(), variants.end(), name) != variants.end();
    }
    /// Empty, with the problem added, when there is none that can be used.
    [[nodiscard]] TraceQuery required_query(host::Fields& fields, const char* key, Asks asks) const;
    [[nodiscard]] std::optional<LessonQuestion> question(const Json& json, const host::Place& at) const;
};

/// A number: `1.5`; anything else is a problem.
[[nodiscard]] std::optional<double> bound(host::Fields& fields, const char* key);

/// Each with the lesson's scenario and its own words put in. `list` null: the scenario alone, as it stands. `folder` is where the
/// files that a variant names start, as those of the scenario do; empty: they stay as they are.
[[nodiscard]] std::vector<LessonVariant> read_variants(const Json* list, const host::Place& at, const Scenario& scenario,
                                                       host::Problems& problems, const std::vector<std::string>* known,
                                                       const std::string& folder);

}  // namespace poolscope::study
