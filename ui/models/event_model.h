// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/state_table_model.h"

namespace poolscope::ui {

/// The list of events, in order of time.
class EventModel : public StateTableModel {
    Q_OBJECT

public:
    enum ColumnId { Moment, Weight, Cause, Text };

    explicit EventModel(const PoolState& state, QObject* parent = nullptr);

public slots:
    void apply(const poolscope::ChangeSet& changes);
    void showMoment() override;

protected:
    /// Why the worker is gone, for the event that tells of its end.
    [[nodiscard]] QString cause(const Event& event) const;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

}  // namespace poolscope::ui
