// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter/filter.h"

#include <algorithm>

namespace poolscope::ui {

bool FilterNode::matches(const FilterSubject& subject) const {
    bool isMet = false;
    switch (kind) {
    case Kind::All:
        isMet = std::all_of(parts.begin(), parts.end(), [&](const FilterNode& part) { return part.matches(subject); });
        break;
    case Kind::Any:
        isMet = std::any_of(parts.begin(), parts.end(), [&](const FilterNode& part) { return part.matches(subject); });
        break;
    case Kind::Numbers:
        if (const std::optional<FilterRange> number = subject.number(field))
            isMet = std::any_of(ranges.begin(), ranges.end(), [&](const FilterRange& range) {
                return number->low <= range.high && number->high >= range.low;
            });
        break;
    case Kind::Words:
        isMet = std::any_of(words.begin(), words.end(),
                            [&](const QString& word) { return subject.hasText(field, word, isWhole); });
        break;
    case Kind::TextNumber:
        if (const std::optional<double> number = subject.textNumber(field)) isMet = *number >= low && *number <= high;
        break;
    }
    return isMet != isNegated;
}

Filter Filter::both(const Filter& one, const Filter& other) {
    if (!one.isActive()) return other;
    if (!other.isActive()) return one;
    FilterNode all;
    all.parts = {one.root(), other.root()};
    std::stable_partition(all.parts.begin(), all.parts.end(), [](const FilterNode& part) { return !part.readsText(); });
    return {QStringLiteral("(%1) (%2)").arg(one.text(), other.text()), std::move(all)};
}

bool FilterNode::readsText() const {
    if (kind == Kind::Words || kind == Kind::TextNumber) return true;
    return std::any_of(parts.begin(), parts.end(), [](const FilterNode& part) { return part.readsText(); });
}

}  // namespace poolscope::ui
