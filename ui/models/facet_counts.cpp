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
    : QObject(parent), m_model(model), m_fields(model.facetFields()), m_counts(m_fields.size()) {
    m_more.setSingleShot(true);
    m_more.setInterval(0ms);
    connect(&m_more, &QTimer::timeout, this, [this] { count(kSlice); });
    m_again.setSingleShot(true);
    m_again.setInterval(model.rowsChange() ? kBetweenRecounts : kBetweenCounts);
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
    std::vector<Facet> facets;
    for (std::size_t field = 0; field < m_fields.size(); ++field) {
        std::vector<std::pair<qint64, std::uint64_t>> counts(m_counts[field].begin(), m_counts[field].end());
        const bool isByCount = m_fields[field] != FilterField::State && m_fields[field] != FilterField::Attempt;
        std::sort(counts.begin(), counts.end(), [isByCount](const auto& a, const auto& b) {
            return isByCount && a.second != b.second ? a.second > b.second : a.first < b.first;
        });
        Facet facet{m_fields[field], {}};
        for (const auto& [key, number] : counts) {
            FacetValue value = m_model.facetValue(m_fields[field], key);
            value.count = number;
            facet.values.push_back(value);
        }
        facets.push_back(std::move(facet));
    }
    if (facets == m_facets) return;
    m_facets = std::move(facets);
    emit changed();
}

}  // namespace poolscope::ui
