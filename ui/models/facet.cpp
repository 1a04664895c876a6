// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/facet.h"

#include "format/quantity.h"

namespace poolscope::ui {

FacetValue taskFacetValue(const PoolState& state, FilterField field, qint64 key) {
    FacetValue value{QString::number(key), countText(static_cast<std::uint64_t>(key)), Ink::Muted, 0};
    const auto index = static_cast<std::size_t>(key);
    if (field == FilterField::Worker && index < state.workers().size()) {
        const WorkerLife& life = state.workers()[index];
        value.word = QString::number(life.id.value);
        value.title = QString::fromStdString(life.name);
    }
    if (field == FilterField::Batch)
        if (const auto found = state.find_batch(BatchId{static_cast<std::uint32_t>(key)}))
            value.title = QStringLiteral("%1 · %2").arg(countText(index), QString::fromStdString(state.batches()[*found].function));
    return value;
}

QString stateWord(const FilterVocabulary& vocabulary, qint64 state) {
    for (const FilterChoice& choice : vocabulary.states)
        if (choice.value == state) return choice.word;
    return {};
}

}  // namespace poolscope::ui
