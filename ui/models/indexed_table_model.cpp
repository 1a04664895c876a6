// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/indexed_table_model.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace poolscope::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kFirstLook = 15ms;  // within one frame
constexpr auto kSlice = 8ms;
constexpr auto kOrderPause = 300ms;
}  // namespace

IndexedTableModel::IndexedTableModel(const PoolState& state, std::vector<Column> columns, QObject* parent)
    : StateTableModel(state, std::move(columns), parent) {
    m_more.setSingleShot(true);
    m_more.setInterval(0ms);
    connect(&m_more, &QTimer::timeout, this, [this] { scan(kSlice); });
    m_orderTimer.setSingleShot(true);
    m_orderTimer.setInterval(kOrderPause);
    connect(&m_orderTimer, &QTimer::timeout, this, [this] {
        if (m_isHeld) m_isOrderDue = true;
        else order();
    });
}

std::uint32_t IndexedTableModel::sourceAt(int row) const {
    if (row < 0 || row >= rowCount()) return kNoIndex;
    return isIdentity() ? static_cast<std::uint32_t>(row) : m_index[static_cast<std::size_t>(row)];
}

int IndexedTableModel::rowOf(std::uint32_t source) const {
    if (isIdentity()) return source < static_cast<std::uint32_t>(rowCount()) ? static_cast<int>(source) : -1;
    const auto found = std::find(m_index.begin(), m_index.begin() + rowCount(), source);
    return found == m_index.begin() + rowCount() ? -1 : static_cast<int>(found - m_index.begin());
}

std::vector<std::uint32_t> IndexedTableModel::shownSources() const {
    if (!isIdentity()) return {m_index.begin(), m_index.begin() + rowCount()};
    std::vector<std::uint32_t> sources(static_cast<std::size_t>(rowCount()));
    std::iota(sources.begin(), sources.end(), 0U);
    return sources;
}

void IndexedTableModel::setFilter(const Filter& filter) {
    if (filter == m_filter) return;
    // The old rows are gone before the new filter holds, so that nobody asks with the one for the other.
    removeAll();
    m_filter = filter;
    rebuild();
}

void IndexedTableModel::hold(bool isHeld) {
    m_isHeld = isHeld;
    if (!isHeld && m_isOrderDue) order();
}

void IndexedTableModel::sort(int column, Qt::SortOrder sortOrder) {
    if (column >= columnCount() || (column >= 0 && !isSortable(column))) return;
    const int wanted = std::max(column, -1);
    if (wanted == m_sortColumn && sortOrder == m_sortOrder) return;
    if (!isIdentity() && wanted >= 0) {  // the same rows in another order
        m_sortColumn = wanted;
        m_sortOrder = sortOrder;
        order();
        return;
    }
    removeAll();
    m_sortColumn = wanted;
    m_sortOrder = sortOrder;
    rebuild();
}

void IndexedTableModel::forget() {
    m_more.stop();
    m_orderTimer.stop();
    m_index.clear();
    m_shown.clear();
    m_scanned = 0;
    m_isOrderDue = false;
    m_told = 0;
    reset(0);
}

void IndexedTableModel::rebuild() {
    m_index.clear();
    m_shown.clear();
    m_scanned = 0;
    scan(kFirstLook);
}

void IndexedTableModel::facetKeys(std::size_t /*source*/, qint64* /*keys*/) const {}

FacetValue IndexedTableModel::facetValue(FilterField /*field*/, qint64 /*key*/) const {
    return {};
}

void IndexedTableModel::grow() {
    if (const std::size_t all = sourceCount(); all != m_told) {
        m_told = all;
        emit sourcesGrown();
    }
    if (!m_more.isActive()) scan(kSlice);
}

void IndexedTableModel::lookAgain() {
    m_told = sourceCount();
    emit sourcesChanged();
    if (isIdentity()) {
        m_scanned = sourceCount();
        changeTo(m_scanned);
        emit searched();
        return;
    }
    m_more.stop();
    m_orderTimer.stop();
    removeAll();
    rebuild();
}

void IndexedTableModel::changed(const std::vector<std::uint32_t>& sources) {
    if (sources.empty()) return;
    emit sourcesChanged();
    if (isIdentity()) {
        tellChanged(sources);
        return;
    }
    const std::size_t before = m_index.size();
    for (const std::uint32_t source : sources) {
        if (source >= m_scanned || m_shown[source] || !fits(source)) continue;
        m_shown[source] = true;
        m_index.push_back(source);
    }
    // One range for all: finding the row of each of thousands of subjects would cost more than painting what is seen.
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    growTo(m_index.size());
    if (m_index.size() != before) emit searched();
    if (m_sortColumn >= 0) orderSoon();
}

void IndexedTableModel::scan(std::chrono::microseconds budget) {
    const std::size_t all = sourceCount();
    if (isIdentity()) {
        const bool isMore = m_scanned != all;
        m_scanned = all;
        growTo(all);
        if (isMore) emit searched();
        return;
    }
    const std::size_t before = m_index.size();
    const bool hadMore = m_scanned < all;
    const auto end = std::chrono::steady_clock::now() + budget;
    m_shown.resize(all);
    // Without a text a row costs nanoseconds, with one perhaps a read of the file.
    const std::size_t block = m_filter.readsText() ? 64 : 4096;
    if (!m_filter.isActive()) {
        for (; m_scanned < all; ++m_scanned)
            m_index.push_back(static_cast<std::uint32_t>(m_scanned));
        m_shown.assign(all, true);
    }
    while (m_scanned < all && std::chrono::steady_clock::now() < end) {
        const std::size_t blockEnd = std::min(all, m_scanned + block);
        for (; m_scanned < blockEnd; ++m_scanned) {
            if (!fits(m_scanned)) continue;
            m_shown[m_scanned] = true;
            m_index.push_back(static_cast<std::uint32_t>(m_scanned));
        }
    }
    growTo(m_index.size());
    if (m_scanned < all) m_more.start();
    if (m_index.size() != before && m_sortColumn >= 0) {
        // A fresh order is wanted at once; what trickles in later waits for company.
        if (before == 0 && m_scanned == all)
            order();
        else
            orderSoon();
    }
    if (m_index.size() != before || (hadMore && m_scanned == all)) emit searched();
}

void IndexedTableModel::valuesMoved(const std::vector<std::uint32_t>& sources, int column) {
    if (isIdentity()) {
        tellChanged(sources, column, column);
        return;
    }
    const bool isSeen = std::any_of(sources.begin(), sources.end(), [this](std::uint32_t source) { return source < m_shown.size() && m_shown[source]; });
    if (!isSeen || rowCount() == 0) return;
    // One range for all, as in changed().
    emit dataChanged(index(0, column), index(rowCount() - 1, column));
    if (column == m_sortColumn) orderSoon();
}

void IndexedTableModel::orderSoon() {
    if (!m_orderTimer.isActive()) m_orderTimer.start();
}

void IndexedTableModel::order() {
    m_isOrderDue = false;
    if (m_sortColumn < 0 || m_index.empty()) return;
    const auto begin = std::chrono::steady_clock::now();
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<std::uint32_t> subjects;
    subjects.reserve(static_cast<std::size_t>(before.size()));
    for (const QModelIndex& index : before)
        subjects.push_back(sourceAt(index.row()));

    struct Keyed {
        std::int64_t key;
        std::uint32_t source;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(m_index.size());
    for (const std::uint32_t source : m_index)
        keyed.push_back({sortKey(source, m_sortColumn), source});
    // Rows of the same key stay as they arrived, in both directions.
    if (m_sortOrder == Qt::AscendingOrder)
        std::sort(keyed.begin(), keyed.end(),
                  [](const Keyed& a, const Keyed& b) { return a.key != b.key ? a.key < b.key : a.source < b.source; });
    else
        std::sort(keyed.begin(), keyed.end(),
                  [](const Keyed& a, const Keyed& b) { return a.key != b.key ? a.key > b.key : a.source < b.source; });
    for (std::size_t row = 0; row < keyed.size(); ++row)
        m_index[row] = keyed[row].source;

    changePersistentIndexList(before, placesOf(before, subjects));
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    // Large tables are put in order less often: it may cost a twentieth of the time.
    const auto cost = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    m_orderTimer.setInterval(std::max<std::chrono::milliseconds>(kOrderPause, cost * 20));
}

QModelIndexList IndexedTableModel::placesOf(const QModelIndexList& before, const std::vector<std::uint32_t>& subjects) const {
    // One walk over all rows, however many are selected.
    std::unordered_map<std::uint32_t, int> rows;
    for (const std::uint32_t subject : subjects)
        rows.emplace(subject, -1);
    if (!rows.empty())
        for (int row = 0; row < rowCount(); ++row)
            if (const auto wanted = rows.find(m_index[static_cast<std::size_t>(row)]); wanted != rows.end()) wanted->second = row;
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(rows[subjects[static_cast<std::size_t>(i)]], before[i].column());
    return after;
}

}  // namespace poolscope::ui
