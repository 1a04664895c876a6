// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state_table_model.h"

namespace poolscope::ui {

/// The batches, in order of submission.
class BatchModel : public StateTableModel {
    Q_OBJECT

public:
    enum ColumnId { Batch, Call, Input, State, Items, Failed, Tasks, Wall, Error };

    explicit BatchModel(const PoolState& state, QObject* parent = nullptr);

public slots:
    void apply(const poolscope::ChangeSet& changes);
    void showMoment() override;
    void setNow(poolscope::trace::Time now);

protected:
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] QString text(const BatchInfo& batch, int column) const;

    Time m_now = 0;
    Time m_told = 0;
};

}  // namespace poolscope::ui
