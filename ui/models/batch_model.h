// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/indexed_table_model.h"

namespace poolscope::ui {

/// The batches, in order of submission or as they are sorted. No filter asks for them: they are few.
class BatchModel : public IndexedTableModel {
    Q_OBJECT

public:
    enum ColumnId { Batch, Call, Input, State, Items, Failed, Tasks, Wall, Error };

    explicit BatchModel(const PoolState& state, QObject* parent = nullptr);

    [[nodiscard]] std::size_t sourceCount() const override;
    [[nodiscard]] const FilterVocabulary& vocabulary() const override;
    [[nodiscard]] bool isSortable(int column) const override;
    [[nodiscard]] bool rowsChange() const override { return true; }

public slots:
    void apply(const poolscope::ChangeSet& changes);
    void showMoment() override;
    void setNow(poolscope::trace::Time now);

protected:
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
    [[nodiscard]] bool fits(std::size_t source) const override;
    [[nodiscard]] std::int64_t sortKey(std::size_t source, int column) const override;

private:
    [[nodiscard]] QString text(const BatchInfo& batch, int column) const;
    [[nodiscard]] Time wallOf(const BatchInfo& batch) const;

    Time m_now = 0;
    Time m_told = 0;
};

}  // namespace poolscope::ui
