// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/indexed_table_model.h"
#include "models/output_sizes.h"
#include "models/task_subject.h"
#include "models/word_numbers.h"

namespace poolscope::ui {

class ValueSource;

/// The settled items, one a row, in the order in which their results arrived. Values are read from the trace when they
/// are looked at.
class ResultModel : public IndexedTableModel {
    Q_OBJECT

public:
    enum ColumnId { Batch, Item, State, Value, Error, Queue, Transport, Duration, Started, Worker, Attempt, Output };

    /// Borrows both.
    ResultModel(const PoolState& state, const ValueSource& values, QObject* parent = nullptr);

    [[nodiscard]] const FilterVocabulary& vocabulary() const override;
    [[nodiscard]] std::vector<FilterField> facetFields() const override;
    void facetKeys(std::size_t source, qint64* keys) const override;
    [[nodiscard]] FacetValue facetValue(FilterField field, qint64 key) const override;
    [[nodiscard]] std::size_t sourceCount() const override;

public slots:
    void apply(const poolscope::ChangeSet& changes);
    void showMoment() override;

protected:
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
    [[nodiscard]] bool fits(std::size_t source) const override;
    [[nodiscard]] bool isSortable(int column) const override;
    [[nodiscard]] std::int64_t sortKey(std::size_t source, int column) const override;

private:
    [[nodiscard]] QString text(const ResultRow& result, int column) const;
    [[nodiscard]] QString workerText(const TaskRow& task) const;

    const ValueSource& m_values;
    OutputSizes m_outputs;
    mutable ResultSubject m_subject;
    mutable WordNumbers m_errors;  ///< types of errors
};

}  // namespace poolscope::ui
