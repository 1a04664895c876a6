// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/cell_delegate.h"

namespace poolscope::ui {

/// A cell of AdviceModel's runs: a dot for each, and a line at the median, on one scale for all rows.
class DotsDelegate : public CellDelegate {
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace poolscope::ui
