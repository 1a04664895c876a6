// SPDX-License-Identifier: GPL-3.0-or-later
#include "lessons/lesson_gallery.h"

#include <algorithm>

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "lessons/lesson_model.h"
#include "lessons/run_picture.h"
#include "views/ink_label.h"
#include "views/larger_text.h"

namespace poolscope::ui {

namespace {

constexpr int kCardWidth = 268;
constexpr int kPictureHeight = 96;
constexpr int kInside = 12;

/// A list whose cards open with Enter too.
class CardList : public QListView {
public:
    using QListView::QListView;

protected:
    void keyPressEvent(QKeyEvent* event) override {
        const bool opens = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space;
        if (opens && currentIndex().isValid()) emit clicked(currentIndex());
        else QListView::keyPressEvent(event);
    }
};

/// As many lines as there is room for; the last says that there is more.
void drawWithin(QPainter& painter, const QRect& room, const QString& text) {
    const QFontMetrics metrics = painter.fontMetrics();
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    int y = room.top();
    for (QTextLine line = layout.createLine(); line.isValid() && y + metrics.lineSpacing() <= room.bottom() + 2; line = layout.createLine()) {
        line.setLineWidth(room.width());
        const bool isLast = y + 2 * metrics.lineSpacing() > room.bottom() + 2;
        QString words = isLast ? text.mid(line.textStart()) : text.mid(line.textStart(), line.textLength());
        if (isLast) words = metrics.elidedText(words, Qt::ElideRight, room.width());
        painter.drawText(QPoint(room.left(), y + metrics.ascent()), words.trimmed());
        y += metrics.lineSpacing();
    }
    layout.endLayout();
}

}  // namespace

QSize LessonCardDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const {
    // Large text needs wide cards.
    const int width = std::max(kCardWidth, kCardWidth * option.fontMetrics.height() / 16);
    return {width, kPictureHeight + 5 * option.fontMetrics.lineSpacing() + 3 * kInside};
}

void LessonCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto& model = *static_cast<const LessonModel*>(index.model());
    const ShelvedLesson& shelved = model.at(index.row());
    const Appearance appearance = appearanceOf(option.palette);
    const QRect card = option.rect.adjusted(4, 4, -4, -4);
    const bool isHot = (option.state & QStyle::State_MouseOver) != 0;
    const bool isCurrent = (option.state & QStyle::State_HasFocus) != 0;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isMarked = isHot || isCurrent;
    painter->setPen(QPen(isMarked ? ink(Ink::Accent, appearance) : ink(Ink::Hairline, appearance), isCurrent ? 2 : 1));
    painter->setBrush(ink(Ink::Raised, appearance));
    painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter->setRenderHint(QPainter::Antialiasing, false);

    const QRect inside = card.adjusted(kInside, kInside, -kInside, -kInside);
    const QRect picture(inside.left(), inside.top(), inside.width(), kPictureHeight);
    painter->fillRect(picture, option.palette.color(QPalette::Base));
    painter->setPen(ink(Ink::Muted, appearance));
    if (!shelved.problem.isEmpty()) {
        painter->drawText(picture.adjusted(6, 4, -6, -4), Qt::AlignCenter | Qt::TextWordWrap, QStringLiteral("\u26a0 ") + shelved.problem.section(u'\n', 0, 0));
    } else if (shelved.sketch.empty()) {
        painter->drawText(picture, Qt::AlignCenter, LessonGallery::tr("your own demo"));
    } else {
        paintSketch(*painter, picture.adjusted(6, 6, -6, -6), shelved.sketch, appearance);
    }

    QFont bold = option.font;
    bold.setBold(true);
    const int line = option.fontMetrics.lineSpacing();
    QRect row(inside.left(), picture.bottom() + 8, inside.width(), line);
    painter->setFont(bold);
    painter->setPen(option.palette.color(QPalette::WindowText));
    painter->drawText(row, Qt::AlignVCenter, QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideRight, row.width()));
    painter->setFont(option.font);
    painter->setPen(ink(Ink::Muted, appearance));
    const QRect summary(row.left(), row.bottom() + 3, row.width(), 2 * line);
    drawWithin(*painter, summary, index.data(LessonModel::Summary).toString());
    const QRect foot(row.left(), inside.bottom() - line + 1, row.width(), line);
    painter->drawText(foot, Qt::AlignVCenter | Qt::AlignLeft, index.data(LessonModel::Level).toString());
    const QString status = index.data(LessonModel::Status).toString();
    if (index.data(LessonModel::IsDone).toBool()) painter->setPen(ink(Ink::Good, appearance));
    if (!shelved.problem.isEmpty()) painter->setPen(ink(Ink::Bad, appearance));
    painter->drawText(foot, Qt::AlignVCenter | Qt::AlignRight, (index.data(LessonModel::IsDone).toBool() ? QStringLiteral("\u2713 ") : QString()) + status);
    painter->restore();
}

LessonGallery::LessonGallery(LessonModel& model, QWidget* parent) : QWidget(parent), m_list(new CardList(this)) {
    setObjectName(QStringLiteral("demosPage"));
    auto* const title = new InkLabel(this);
    new LargerText(*title, 1.35, QFont::Bold);
    title->setText(tr("Demos: predict, run, explain"));
    auto* const intro = new InkLabel(Ink::Muted, this);
    intro->setWordWrap(true);
    intro->setText(tr("Each takes a few minutes and runs on a real pool. Say first what you expect; the trace says what happened."));
    m_list->setModel(&model);
    m_list->setItemDelegate(new LessonCardDelegate(m_list));
    m_list->setViewMode(QListView::IconMode);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setAccessibleName(tr("demos"));
    m_list->setObjectName(QStringLiteral("demoCards"));
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, 0);
    column->setSpacing(kSmallGap);
    column->addWidget(title);
    column->addWidget(intro);
    column->addSpacing(kGap);
    column->addWidget(m_list, 1);
    setFocusProxy(m_list);
    connect(m_list, &QListView::clicked, this, &LessonGallery::open);
}

void LessonGallery::open(const QModelIndex& index) {
    const QString problem = index.data(LessonModel::Problem).toString();
    const QString path = index.data(LessonModel::Path).toString();
    if (problem.isEmpty()) emit lessonWanted(path);
    else emit problemWanted(path, problem);
}

void LessonGallery::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) m_list->doItemsLayout();
}

}  // namespace poolscope::ui
