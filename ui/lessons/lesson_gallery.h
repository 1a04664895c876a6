// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>
#include <QStyledItemDelegate>
#include <QWidget>

namespace poolscope::ui {

class LessonModel;

/// A card: a picture of a real run, the title, the level, and how far one has come.
class LessonCardDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// All demos as cards; a click or Enter opens one.
class LessonGallery : public QWidget {
    Q_OBJECT

public:
    /// Borrows the model.
    explicit LessonGallery(LessonModel& model, QWidget* parent = nullptr);
    [[nodiscard]] QListView& list() { return *m_list; }

signals:
    void lessonWanted(const QString& path);
    /// A file that cannot be used was asked for.
    void problemWanted(const QString& path, const QString& problem);

protected:
    void changeEvent(QEvent* event) override;

private:
    void open(const QModelIndex& index);
    QListView* m_list;
};

}  // namespace poolscope::ui
