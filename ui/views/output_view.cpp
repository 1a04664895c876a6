// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/output_view.h"

#include <algorithm>

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>

#include "format/appearance.h"
#include "format/glyph.h"
#include "format/quantity.h"
#include "session/session.h"

namespace poolscope::ui {

namespace {

constexpr qint64 kBetweenMs = 250;
constexpr std::uint64_t kShownBytes = 256 * 1024;  // of a subject at first; what comes is added
constexpr int kShownLines = 5000;
constexpr int kOut = static_cast<int>(trace::OutputStream::Out);

/// Output may be anything: what would steer a terminal, or cannot be seen, is shown as a mark of its own.
QString shown(const QString& line) {
    QString text;
    text.reserve(line.size());
    for (const QChar c : line) {
        if (c == u'\t') text += c;
        else if (c.unicode() < 0x20) text += QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7f) text += QChar(0x2421);
        else if (c.category() == QChar::Other_Format) text += QChar(0xfffd);
        else text += c;
    }
    return text;
}

}  // namespace

OutputView::OutputView(const Session& session, const Selection& selection, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_title(new QLabel(tr("Output"), this)),
      m_note(new QLabel(this)), m_text(new QPlainTextEdit(this)), m_copy(new QToolButton(this)) {
    setObjectName(QStringLiteral("output"));
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setStyleSheet(QStringLiteral("QPlainTextEdit { border: 1px solid palette(base); border-radius: 0; padding: 0 8px; }"
                                         "QPlainTextEdit:focus { border-color: palette(link); }"));
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setUndoRedoEnabled(false);
    m_text->setMaximumBlockCount(kShownLines);
    m_text->setTabChangesFocus(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Output of what is selected"));
    m_text->setMinimumHeight(48);
    m_copy->setIcon(glyphIcon(Glyph::Copy));
    m_copy->setAutoRaise(true);
    m_copy->setToolTip(tr("Copy all of the output that is shown"));
    m_copy->setAccessibleName(tr("Copy the output"));
    m_copy->setMinimumSize(24, 24);
    auto* const top = new QHBoxLayout;
    top->setContentsMargins(kGap + kSmallGap, kSmallGap, kSmallGap, 0);
    top->addWidget(m_title);
    top->addWidget(m_note, 1);
    top->addWidget(m_copy);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    column->addLayout(top);
    column->addWidget(m_text, 1);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &OutputView::refresh);
    connect(m_copy, &QToolButton::clicked, this, &OutputView::copy);
    connect(&selection, &Selection::changed, this, &OutputView::showSubject);
    connect(&session, &Session::originChanged, this, &OutputView::showSubject);
    connect(&session, &Session::momentChanged, this, &OutputView::showMoment);
    hide();
}

void OutputView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        const double size = font().pointSizeF();
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        if (size > 0) fixed.setPointSizeF(size);
        m_text->setFont(fixed);
    }
    // The letters carry the colours in which they were written.
    if (event->type() == QEvent::PaletteChange && hasOutput()) {
        const int place = m_text->verticalScrollBar()->value();
        showSubject();
        m_text->verticalScrollBar()->setValue(place);
    }
}

std::vector<std::uint32_t> OutputView::rowsNow() const {
    std::vector<std::uint32_t> rows = rowsOfSubject();
    const std::optional<Time> time = m_session.moment().time();
    if (!time) return rows;
    // Rows have no times of their own, their records do, in the same order.
    const auto later = std::partition_point(rows.begin(), rows.end(), [this, &time](std::uint32_t row) {
        return m_session.values().writtenAt(m_session.state().output(row)).value_or(0) <= *time;
    });
    rows.erase(later, rows.end());
    return rows;
}

void OutputView::showMoment() {
    // Most moments have the same output; what is shown already is not written anew.
    const std::vector<std::uint32_t> rows = rowsNow();
    if (rows == m_rows) return;
    showSubject();
}

std::vector<std::uint32_t> OutputView::rowsOfSubject() const {
    const PoolState& state = m_session.state();
    const Subject subject = m_selection.subject();
    switch (subject.kind) {
    case Subject::Kind::Worker:
        if (subject.index < state.workers().size()) return state.outputs_of_worker(subject.index);
        break;
    case Subject::Kind::Task:
        if (subject.index < state.task_count()) return state.outputs_of_task(subject.index);
        break;
    case Subject::Kind::Result: {
        if (subject.index >= state.result_count()) break;
        const ResultRow result = state.result(subject.index);
        std::vector<std::uint32_t> rows = state.outputs_of_task(result.task);
        // Where it is known which item of a chunk wrote something, the others' is left away.
        std::erase_if(rows, [&](std::uint32_t row) { return state.output(row).item.value_or(result.item) != result.item; });
        return rows;
    }
    default: break;
    }
    return {};
}

void OutputView::showSubject() {
    const bool had = hasOutput();
    m_text->clear();
    m_rows.clear();
    m_skipped = m_dropped = 0;
    m_isLineOpen = false;
    m_seen = 0;
    takeIn();
    m_sinceRefresh.start();
    if (had != hasOutput()) emit hasOutputChanged(hasOutput());
}

void OutputView::refresh() {
    if (m_session.state().output_count() == m_seen) return;
    if (m_sinceRefresh.isValid() && m_sinceRefresh.elapsed() < kBetweenMs) {
        if (!m_again.isActive()) m_again.start(static_cast<int>(kBetweenMs - m_sinceRefresh.elapsed()));
        return;
    }
    m_sinceRefresh.start();
    const bool had = hasOutput();
    takeIn();
    if (had != hasOutput()) emit hasOutputChanged(hasOutput());
}

void OutputView::takeIn() {
    const PoolState& state = m_session.state();
    m_seen = state.output_count();
    const std::vector<std::uint32_t> rows = rowsNow();
    const std::size_t known = std::min(m_rows.size(), rows.size());
    if (rows.size() == known) return;
    std::size_t first = known;
    if (known == 0) {
        // The latest part, as much as can be read without a wait.
        std::uint64_t bytes = 0;
        first = rows.size();
        while (first > 0 && bytes + state.output(rows[first - 1]).size <= kShownBytes) bytes += state.output(rows[--first]).size;
        if (first == rows.size()) --first;
        for (std::size_t i = 0; i < first; ++i) m_skipped += state.output(rows[i]).size;
    }
    QScrollBar* const bar = m_text->verticalScrollBar();
    const bool isAtEnd = known == 0 || bar->value() >= bar->maximum();
    for (std::size_t i = first; i < rows.size(); ++i) append(rows[i]);
    m_rows = rows;
    if (isAtEnd) {
        bar->setValue(bar->maximum());
        m_text->horizontalScrollBar()->setValue(0);
    }
    std::uint64_t out = 0;
    std::uint64_t err = 0;
    m_dropped = 0;
    for (const std::uint32_t row : rows) {
        const OutputRow piece = state.output(row);
        (piece.stream == trace::OutputStream::Out ? out : err) += piece.size;
        m_dropped += piece.omitted;
    }
    QStringList words;
    if (out) words << tr("out %1").arg(bytesText(out));
    if (err) words << tr("err %1").arg(bytesText(err));
    const QString left = leftOut();
    if (!left.isEmpty()) words << left;
    m_note->setText(words.join(QStringLiteral(" · ")));
}

QString OutputView::leftOut() const {
    QStringList words;
    if (m_skipped) words << tr("%1 before this are not shown").arg(bytesText(m_skipped));
    if (m_dropped) words << tr("%1 over the bound were not kept").arg(bytesText(m_dropped));
    if (m_text->blockCount() >= kShownLines) words << tr("the last %1 lines").arg(countText(kShownLines));
    return words.join(QStringLiteral(", "));
}

void OutputView::append(std::uint32_t row) {
    const OutputRow piece = m_session.state().output(row);
    const QString text = m_session.values().output(piece);
    const int stream = static_cast<int>(piece.stream);
    const bool isErr = stream != kOut;
    QTextCharFormat plain;
    plain.setForeground(palette().color(QPalette::Text));
    QTextCharFormat mark;
    mark.setForeground(ink(isErr ? Ink::Caution : Ink::Muted, palette()));
    if (isErr) mark.setFontWeight(QFont::Bold);
    QTextCharFormat words = plain;
    if (isErr) words.setForeground(ink(Ink::Caution, palette()));

    QTextCursor cursor(m_text->document());
    cursor.movePosition(QTextCursor::End);
    QStringList lines = text.split(u'\n');
    const bool endsLine = lines.size() > 1 && lines.constLast().isEmpty();
    if (endsLine) lines.removeLast();
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const bool goesOn = i == 0 && m_isLineOpen && m_openStream == stream;
        if (!goesOn) {
            if (!m_text->document()->isEmpty()) cursor.insertBlock();
            cursor.insertText(isErr ? QStringLiteral("err| ") : QStringLiteral("out| "), mark);
        }
        cursor.insertText(shown(lines[i]), words);
    }
    m_isLineOpen = !endsLine;
    m_openStream = stream;
    if (piece.omitted == 0) return;
    cursor.insertBlock();
    cursor.insertText(tr("…  %1 more were over the bound and not kept").arg(bytesText(piece.omitted)), mark);
    m_isLineOpen = false;
}

QString OutputView::text() const {
    return m_text->toPlainText();
}

void OutputView::copy() {
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
}

}  // namespace poolscope::ui
