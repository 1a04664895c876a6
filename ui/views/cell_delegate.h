// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace poolscope::ui {

/// Paints the cells of all tables from the roles in models/roles.h: words in meaningful colours, values in a
/// fixed-width face, a state as its letter on its colour, and a limit as a fuse that burns down.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit CellDelegate(QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// What somebody is typing stays, also when the table changes beneath it.
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintActivity(QPainter* painter, const QStyleOptionViewItem& option, int activity) const;
    void paintFuse(QPainter* painter, const QStyleOptionViewItem& option, double used) const;
};

}  // namespace poolscope::ui
