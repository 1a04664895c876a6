// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/sorted_header.h"

#include <algorithm>

#include <QStyleOptionHeader>

namespace poolscope::ui {

SortedHeader::SortedHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {}

QString SortedHeader::paintedName(int column) const {
    QStyleOptionHeaderV2 option;
    initStyleOption(&option);
    initStyleOptionForIndex(&option, column);
    return option.text;
}

void SortedHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int column) const {
    QHeaderView::initStyleOptionForIndex(option, column);
    if (option->sortIndicator == QStyleOptionHeader::None || !(option->textAlignment & Qt::AlignRight)) return;
    constexpr int kArrow = 16;
    constexpr QChar kSpace(0x00A0);  // others do not count at the end of a line
    const int space = std::max(1, option->fontMetrics.horizontalAdvance(kSpace));
    option->text += QString((kArrow + space - 1) / space, kSpace);
}

}  // namespace poolscope::ui
