// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <poolscope/ledger.h>

#include "models/state_table_model.h"

namespace poolscope::ui {

/// Where the time went: one row for each cause, in the order of LedgerCause, whose shares add up to one.
class LedgerModel : public StateTableModel {
    Q_OBJECT

public:
    enum ColumnId { Cause, Share, Spent, Places };

    explicit LedgerModel(const PoolState& state, QObject* parent = nullptr);

    /// A ledger without any time shows no rows.
    void setLedger(Ledger ledger);
    [[nodiscard]] const Ledger& ledger() const { return m_ledger; }
    /// Rows follow what is set; the moment is part of the ledger.
    void showMoment() override {}

protected:
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    Ledger m_ledger;
};

}  // namespace poolscope::ui
