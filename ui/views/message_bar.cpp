// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/message_bar.h"

#include <algorithm>

#include <QAccessible>
#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

#include "format/appearance.h"
#include "format/glyph.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {

constexpr int kMostAtOnce = 3;
constexpr int kWidestInLetters = 110;
constexpr int kNoteMs = 8000;
constexpr int kNoteWithActionsMs = 30'000;

Ink inkOf(Notice::Weight weight) {
    switch (weight) {
    case Notice::Weight::Note: return Ink::Accent;
    case Notice::Weight::Warning: return Ink::Caution;
    case Notice::Weight::Error: return Ink::Bad;
    }
    return Ink::Muted;
}

Glyph glyphOf(Notice::Weight weight) {
    switch (weight) {
    case Notice::Weight::Note: return Glyph::Note;
    case Notice::Weight::Warning: return Glyph::Warning;
    case Notice::Weight::Error: return Glyph::Error;
    }
    return Glyph::Note;
}

}  // namespace

MessageBar::MessageBar(const Notice& notice, QWidget* parent) : QFrame(parent), m_notice(notice) {
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kLargeGap, kSmallGap, kGap, kSmallGap);
    row->setSpacing(kGap);

    m_icon = new QLabel(this);
    m_icon->setContentsMargins(0, 4, 0, 0);
    row->addWidget(m_icon, 0, Qt::AlignTop);

    auto* const words = new QVBoxLayout;
    words->setSpacing(2);
    words->setContentsMargins(0, 3, 0, 3);
    auto* const text = new QLabel(notice.text, this);
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(text);
    row->addLayout(words, 1);

    if (!notice.detail.isEmpty()) {
        auto* const detail = new InkLabel(Ink::Muted, this);
        detail->setText(notice.detail);
        detail->setObjectName(QStringLiteral("detail"));
        detail->setWordWrap(true);
        detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
        words->addWidget(detail);
        // A line is worth showing at once; a page only when asked for.
        if (notice.detail.count(QLatin1Char('\n')) > 1) {
            detail->hide();
            auto* const more = new QToolButton(this);
            more->setText(tr("Details"));
            more->setCheckable(true);
            more->setAutoRaise(true);
            connect(more, &QToolButton::toggled, detail, &QLabel::setVisible);
            row->addWidget(more, 0, Qt::AlignTop);
        }
    }
    for (const NoticeAction& action : notice.actions) {
        auto* const button = new QToolButton(this);
        button->setText(action.text);
        button->setMinimumHeight(26);
        // The notice may be gone by the end of what it starts.
        connect(button, &QToolButton::clicked, this, [this, act = action.act] {
            emit dismissed();
            act();
        });
        row->addWidget(button, 0, Qt::AlignTop);
    }
    auto* const cross = new QToolButton(this);
    cross->setIcon(glyphIcon(Glyph::Cross));
    cross->setAutoRaise(true);
    cross->setToolTip(tr("Put this message away (Esc)"));
    cross->setAccessibleName(tr("Put this message away"));
    connect(cross, &QToolButton::clicked, this, &MessageBar::putAway);
    row->addWidget(cross, 0, Qt::AlignTop);

    followPalette();
    setAccessibleName(notice.text);
    setAccessibleDescription(notice.detail);
    setFocusPolicy(Qt::ClickFocus);
}

void MessageBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_icon) followPalette();
}

void MessageBar::followPalette() {
    const QColor color = ink(inkOf(m_notice.weight), palette());
    m_icon->setPixmap(glyphIcon(glyphOf(m_notice.weight), color).pixmap(QSize(16, 16), devicePixelRatioF()));
}

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));  // a page is under it
    QColor back = ink(inkOf(m_notice.weight), palette());
    painter.fillRect(QRect(0, 0, 3, height()), back);
    back.setAlpha(appearanceOf(palette()) == Appearance::Dark ? 34 : 20);
    painter.fillRect(rect(), back);
    painter.setPen(ink(inkOf(m_notice.weight), palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        putAway();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::putAway() {
    if (m_notice.dismissed) m_notice.dismissed();
    emit dismissed();
}

MessageStack::MessageStack(QWidget& page, QWidget* parent)
    : QWidget(parent), m_page(page), m_layout(new QVBoxLayout(this)), m_putAway(new QAction(tr("Put the messages a&way"), this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(kSmallGap);
    m_putAway->setObjectName(QStringLiteral("putMessagesAway"));
    m_putAway->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_Escape));
    m_putAway->setEnabled(false);
    connect(m_putAway, &QAction::triggered, this, [this] {
        for (MessageBar* const bar : bars()) bar->putAway();
    });
    m_page.installEventFilter(this);
    hide();
}

bool MessageStack::event(QEvent* event) {
    const bool isDone = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) place();
    return isDone;
}

bool MessageStack::eventFilter(QObject* watched, QEvent* event) {
    if (watched == &m_page && (event->type() == QEvent::Resize || event->type() == QEvent::Move)) place();
    return false;
}

void MessageStack::place() {
    const int width = std::min(m_page.width() - 2 * kLargeGap, fontMetrics().averageCharWidth() * kWidestInLetters);
    const int wanted = m_layout->hasHeightForWidth() ? m_layout->heightForWidth(width) : m_layout->sizeHint().height();
    const int height = std::min(wanted, m_page.height() - 2 * kLargeGap);
    const QRect page = m_page.geometry();
    setGeometry(page.center().x() - width / 2, page.bottom() - kLargeGap - height, width, height);
}

QList<MessageBar*> MessageStack::bars() const {
    QList<MessageBar*> found;
    for (int i = 0; i < m_layout->count(); ++i)
        if (auto* const bar = qobject_cast<MessageBar*>(m_layout->itemAt(i)->widget())) found << bar;
    return found;
}

void MessageStack::add(const Notice& notice) {
    // The same again is not a second message.
    for (MessageBar* const bar : bars())
        if (bar->text() == notice.text && bar->detail() == notice.detail) drop(bar);
    while (m_layout->count() >= kMostAtOnce)
        drop(bars().constLast());
    auto* const bar = new MessageBar(notice, this);
    connect(bar, &MessageBar::dismissed, this, [this, bar] { drop(bar); });
    m_layout->insertWidget(0, bar);
    m_putAway->setEnabled(true);
    place();
    show();
    raise();
    if (notice.weight == Notice::Weight::Note) QTimer::singleShot(notice.actions.empty() ? kNoteMs : kNoteWithActionsMs, bar, &MessageBar::dismissed);
    QAccessibleEvent alert(bar, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageStack::clear() {
    for (MessageBar* const bar : bars())
        drop(bar);
}

void MessageStack::drop(MessageBar* bar) {
    m_layout->removeWidget(bar);
    bar->hide();
    bar->deleteLater();
    if (!m_layout->isEmpty()) return;
    m_putAway->setEnabled(false);
    hide();
}

}  // namespace poolscope::ui
