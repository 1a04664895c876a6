// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/facet_counts.h"

#include <algorithm>

#include "models/indexed_table_model.h"

namespace poolscope::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kSlice = 3ms;
constexpr auto kBetweenCounts = 250ms;
constexpr auto kBetweenRecounts = 1000ms;
constexpr std::size_t kBlock = 64;
}  // namespace

FacetCounts::FacetCounts(IndexedTableModel& model, QObject* parent)
    : QObject(parent), m_model(model), m_fields(model.facetFields()), m_counts(m_fields.size()),
      m_leastPause(model.rowsChange() ? kBetweenRecounts : kBetweenCounts) {
    m_more.setSingleShot(true);
    m_more.setInterval(0ms);
    connect(&m_more, &QTimer::timeout, this, [this] { count(kSlice); });
    m_again.setSingleShot(true);
    m_again.setInterval(m_leastPause);
    connect(&m_again, &QTimer::timeout, this, [this] { count(kSlice); });
    connect(&model, &QAbstractItemModel::modelReset, this, &FacetCounts::forget);
    connect(&model, &IndexedTableModel::sourcesGrown, this, &FacetCounts::look);
    connect(&model, &IndexedTableModel::sourcesChanged, this, [this] {
        m_isStale = true;
        look();
    });
}

bool FacetCounts::isCounting() const {
    return m_counted < m_model.sourceCount() || m_isStale;
}

void FacetCounts::setWatched(bool isWatched) {
    m_isWatched = isWatched;
    if (isWatched && isCounting()) count(kSlice);
}

void FacetCounts::forget() {
    for (auto& counts : m_counts)
        counts.clear();
    m_counted = 0;
    m_isStale = false;
    m_more.stop();
    publish();
}

void FacetCounts::look() {
    if (m_isWatched && !m_more.isActive() && !m_again.isActive()) m_again.start();
}

void FacetCounts::count(std::chrono::microseconds budget) {
    if (!m_isWatched) return;
    const std::size_t all = m_model.sourceCount();
    if (m_isStale && m_counted >= all) {
        for (auto& counts : m_counts)
            counts.clear();
        m_counted = 0;
        m_isStale = false;
    }
    const auto end = std::chrono::steady_clock::now() + budget;
    std::vector<qint64> keys(m_fields.size());
    while (m_counted < all && std::chrono::steady_clock::now() < end)
        for (const std::size_t blockEnd = std::min(all, m_counted + kBlock); m_counted < blockEnd; ++m_counted) {
            m_model.facetKeys(m_counted, keys.data());
            for (std::size_t field = 0; field < keys.size(); ++field)
                if (keys[field] != kNoFacet) ++m_counts[field][keys[field]];
        }
    if (m_counted < all) m_more.start();
    else publish();
    if (m_isStale) m_again.start();
}

void FacetCounts::publish() {
    const auto begin = std::chrono::steady_clock::now();
    std::vector<Facet> facets;
    for (std::size_t field = 0; field < m_fields.size(); ++field)
        facets.push_back({m_fields[field], firstValues(field, kMostValues), m_counts[field].size()});
    if (facets != m_facets) {
        m_facets = std::move(facets);
        emit changed();
    }
    // Many values are told less often: it may cost a twentieth of the time, with what is done by whoever is told.
    const auto cost = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    m_again.setInterval(std::max(m_leastPause, cost * 20));
}

std::vector<FacetValue> FacetCounts::firstValues(std::size_t field, std::size_t most) const {
    std::vector<std::pair<qint64, std::uint64_t>> counts(m_counts[field].begin(), m_counts[field].end());
    const bool isByCount = m_fields[field] != FilterField::State && m_fields[field] != FilterField::Attempt;
    const std::size_t wanted = std::min(most, counts.size());
    std::partial_sort(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(wanted), counts.end(), [isByCount](const auto& a, const auto& b) {
        return isByCount && a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    std::vector<FacetValue> values;
    values.reserve(wanted);
    for (std::size_t i = 0; i < wanted; ++i) {
        values.push_back(m_model.facetValue(m_fields[field], counts[i].first));
        values.back().count = counts[i].second;
    }
    return values;
}

std::vector<FacetValue> FacetCounts::allValues(FilterField field) const {
    const auto found = std::find(m_fields.begin(), m_fields.end(), field);
    if (found == m_fields.end()) return {};
    const auto index = static_cast<std::size_t>(found - m_fields.begin());
    return firstValues(index, m_counts[index].size());
}

}  // namespace poolscope::ui
