// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QString>

#include <poolscope/pool_state.h>

#include "filter/filter_field.h"
#include "format/appearance.h"

namespace poolscope::ui {

/// A row that has no value of a facet is not counted in it.
inline constexpr qint64 kNoFacet = -1;

/// One value of a facet: as a filter writes it, and as people read it.
struct FacetValue {
    QString word;
    QString title;
    Ink ink = Ink::Muted;
    std::uint64_t count = 0;
    friend bool operator==(const FacetValue&, const FacetValue&) = default;
};

/// A field with the values that rows have, the most frequent first (states and attempts: in their own order).
struct Facet {
    FilterField field = FilterField::State;
    std::vector<FacetValue> values;  ///< the first of them: as many as one would want to read
    std::size_t valueCount = 0;      ///< of all
    friend bool operator==(const Facet&, const Facet&) = default;
};

/// Of the fields Worker (the key is the index of the worker), Batch (its number) and Attempt.
[[nodiscard]] FacetValue taskFacetValue(const PoolState& state, FilterField field, qint64 key);
/// How the vocabulary writes a state.
[[nodiscard]] QString stateWord(const FilterVocabulary& vocabulary, qint64 state);

}  // namespace poolscope::ui
