// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/find_line.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QTextEdit>

#include "format/appearance.h"
#include "format/glyph.h"

namespace poolscope::ui {

namespace {

constexpr int kMostMarks = 2000;

QList<QTextEdit::ExtraSelection> marksOf(const QTextDocument* document, const QString& words, const QPalette& palette) {
    QList<QTextEdit::ExtraSelection> marks;
    if (words.isEmpty()) return marks;
    QTextCharFormat format;
    QColor color = ink(Ink::Caution, palette);
    color.setAlphaF(0.35F);
    format.setBackground(color);
    for (QTextCursor place = document->find(words); !place.isNull() && marks.size() < kMostMarks; place = document->find(words, place)) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = place;
        mark.format = format;
        marks << mark;
    }
    return marks;
}

}  // namespace

FindLine::FindLine(QTextEdit& first, QPlainTextEdit& second, QWidget* parent)
    : QWidget(parent), m_first(first), m_second(second), m_line(new QLineEdit(this)), m_count(new QLabel(this)) {
    setObjectName(QStringLiteral("findLine"));
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kGap, kSmallGap, kGap, kSmallGap);
    row->addWidget(m_line, 1);
    row->addWidget(m_count);
    m_line->setPlaceholderText(tr("Find in the details"));
    m_line->setAccessibleName(tr("Find in the details"));
    m_line->setClearButtonEnabled(true);
    m_line->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    connect(m_line, &QLineEdit::textChanged, this, [this] {
        mark();
        go(Direction::Forward);
    });
    // Setting extra selections changes no contents, so this does not call itself.
    connect(m_first.document(), &QTextDocument::contentsChanged, this, &FindLine::refresh);
    connect(m_second.document(), &QTextDocument::contentsChanged, this, &FindLine::refresh);
    hide();
}

void FindLine::open() {
    show();
    mark();
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void FindLine::refresh() {
    if (!isHidden()) mark();
}

void FindLine::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    if (!isHidden()) return;  // only the page went to the back
    m_first.setExtraSelections({});
    m_second.setExtraSelections({});
}

void FindLine::mark() {
    const QString words = m_line->text();
    const auto first = marksOf(m_first.document(), words, palette());
    const auto second = m_second.isVisible() ? marksOf(m_second.document(), words, palette()) : QList<QTextEdit::ExtraSelection>{};
    m_first.setExtraSelections(first);
    m_second.setExtraSelections(second);
    m_places = static_cast<int>(first.size() + second.size());
    m_count->setText(words.isEmpty() ? QString() : m_places == 0 ? tr("not found") : tr("%1 found").arg(QLocale().toString(m_places)));
}

void FindLine::go(Direction direction) {
    if (m_places == 0) return;
    const QTextDocument::FindFlags flags =
        direction == Direction::Backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    const QString words = m_line->text();
    // On from here, then the other text from its end, then round.
    for (int round = 0; round < 3; ++round) {
        if (m_isInSecond ? m_second.find(words, flags) : m_first.find(words, flags)) return;
        m_isInSecond = !m_isInSecond;
        const auto edge = direction == Direction::Backward ? QTextCursor::End : QTextCursor::Start;
        if (m_isInSecond) m_second.moveCursor(edge);
        else m_first.moveCursor(edge);
    }
}

bool FindLine::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            go(key->modifiers() & Qt::ShiftModifier ? Direction::Backward : Direction::Forward);
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            hide();
            m_first.setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace poolscope::ui
