// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <unordered_map>
#include <vector>

#include <QObject>
#include <QTimer>

#include "models/facet.h"

namespace poolscope::ui {

class IndexedTableModel;

/// Counts the rows of a table by the values of a few fields, all of them, whatever filter is set: so it shows what one could
/// ask for. Rows are counted in small pieces, each of them once; where rows change, all are counted anew, now and then, while
/// somebody looks.
class FacetCounts : public QObject {
    Q_OBJECT

public:
    /// Borrows the model.
    explicit FacetCounts(IndexedTableModel& model, QObject* parent = nullptr);

    static constexpr std::size_t kMostValues = 40;  ///< of a facet in facets()

    /// Counting goes on only while somebody looks.
    void setWatched(bool isWatched);
    [[nodiscard]] const std::vector<Facet>& facets() const { return m_facets; }
    /// All values that were counted of a field, in the order of facets(). Takes its time where there are very many.
    [[nodiscard]] std::vector<FacetValue> allValues(FilterField field) const;
    /// True while rows wait to be counted.
    [[nodiscard]] bool isCounting() const;

signals:
    void changed();

private:
    void forget();
    void look();
    void count(std::chrono::microseconds budget);
    void publish();
    [[nodiscard]] std::vector<FacetValue> firstValues(std::size_t field, std::size_t most) const;

    IndexedTableModel& m_model;
    std::vector<FilterField> m_fields;
    std::vector<std::unordered_map<qint64, std::uint64_t>> m_counts;  ///< for each field
    std::vector<Facet> m_facets;                                      ///< as they were published last
    std::size_t m_counted = 0;
    QTimer m_more;
    QTimer m_again;
    std::chrono::milliseconds m_leastPause;
    bool m_isWatched = false;
    bool m_isStale = false;  ///< rows that were counted have changed
};

}  // namespace poolscope::ui
