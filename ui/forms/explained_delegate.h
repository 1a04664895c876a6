// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace poolscope::ui {

/// Where an item of a list keeps the sentence that explains it.
inline constexpr int kExplanationRole = Qt::UserRole + 1;

/// Draws an item as its name with its explanation under it, in the smaller and quieter voice of a note.
class ExplainedDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace poolscope::ui
