// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/indexed_table_model.h"

namespace poolscope::ui {

/// The list of events, in order of time.
class EventModel : public IndexedTableModel {
    Q_OBJECT

public:
    enum ColumnId { Moment, Weight, Cause, Text };

    explicit EventModel(const PoolState& state, QObject* parent = nullptr);

    [[nodiscard]] std::size_t sourceCount() const override;
    [[nodiscard]] const FilterVocabulary& vocabulary() const override;
    [[nodiscard]] std::vector<FilterField> facetFields() const override;
    void facetKeys(std::size_t source, qint64* keys) const override;
    [[nodiscard]] FacetValue facetValue(FilterField field, qint64 key) const override;

public slots:
    void apply(const poolscope::ChangeSet& changes);
    void showMoment() override;

protected:
    /// Why the worker is gone, for the event that tells of its end.
    [[nodiscard]] QString cause(const Event& event) const;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
    [[nodiscard]] bool fits(std::size_t source) const override;
    [[nodiscard]] bool isSortable(int column) const override { return column != Text; }
    [[nodiscard]] std::int64_t sortKey(std::size_t source, int column) const override;
};

}  // namespace poolscope::ui
