// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace poolscope::ui {

/// The names of a table's columns. That of the column which the rows are sorted by makes way for the arrow: a style sheet paints it
/// over the right end of the name, where the names of numbers end.
class SortedHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit SortedHeader(QWidget* parent = nullptr);

    /// The name as it is painted.
    [[nodiscard]] QString paintedName(int column) const;

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int column) const override;
};

}  // namespace poolscope::ui
