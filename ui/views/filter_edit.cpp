// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filter_edit.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QStyle>
#include <QTimer>
#include <QToolTip>

#include "format/glyph.h"

namespace poolscope::ui {

namespace {
constexpr int kTypingPauseMs = 150;
constexpr int kReplacementRole = Qt::UserRole + 1;
}  // namespace

FilterEdit::FilterEdit(QWidget* parent)
    : QLineEdit(parent), m_completer(new QCompleter(this)), m_offers(new QStandardItemModel(this)), m_pause(new QTimer(this)) {
    setClearButtonEnabled(true);
    addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition)->setText(tr("Search"));
    // Qt gives its clear button no name.
    if (auto* const clear = findChild<QAction*>(QStringLiteral("_q_qlineeditclearaction"))) clear->setText(tr("Clear"));
    m_completer->setModel(m_offers);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(kTypingPauseMs);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this,
            [this](const QModelIndex& index) { replacePiece(index.data(kReplacementRole).toString()); });
    connect(this, &QLineEdit::textChanged, this, &FilterEdit::read);
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_pause->start();
        // Where nothing is begun, offers come on demand: they would cover the table.
        const QString before = text().first(cursorPosition());
        if (before.isEmpty() || before.back().isSpace()) m_completer->popup()->hide();
        else offer();
    });
    connect(this, &QLineEdit::returnPressed, this, &FilterEdit::tell);
    connect(m_pause, &QTimer::timeout, this, &FilterEdit::tell);
}

void FilterEdit::setVocabulary(const FilterVocabulary* vocabulary, FilterValues values) {
    m_vocabulary = vocabulary;
    m_values = std::move(values);
    read();
}

void FilterEdit::setFilterText(const QString& wanted) {
    setText(wanted);
    tell();
}

void FilterEdit::read() {
    ParsedFilter parsed = m_vocabulary ? parseFilter(text(), *m_vocabulary) : ParsedFilter{};
    const bool wasWrong = m_problem.has_value();
    m_problem = parsed.problem;
    if (!m_problem) m_filter = std::move(parsed.filter);
    if (wasWrong || m_problem) emit problemChanged();
    if (wasWrong == m_problem.has_value()) return;
    setProperty("wrong", m_problem.has_value());
    style()->unpolish(this);
    style()->polish(this);
}

void FilterEdit::tell() {
    m_pause->stop();
    if (m_problem) return;
    emit filterChanged(m_filter);
}

void FilterEdit::offer() {
    m_offers->clear();
    if (m_vocabulary) {
        const FilterCompletions found = completeFilter(text(), cursorPosition(), *m_vocabulary, m_values);
        m_pieceBegin = found.begin;
        constexpr std::size_t kMost = 50;
        for (std::size_t i = 0; i < std::min(found.list.size(), kMost); ++i) {
            const FilterCompletion& one = found.list[i];
            auto* const item = new QStandardItem(one.meaning.isEmpty() ? one.text : one.text + QStringLiteral("   ") + one.meaning);
            item->setData(one.text, kReplacementRole);
            m_offers->appendRow(item);
        }
    }
    if (m_offers->rowCount() == 0) {
        m_completer->popup()->hide();
        return;
    }
    QRect below = cursorRect();
    below.setWidth(std::max(260, m_completer->popup()->sizeHintForColumn(0) + 32));
    m_completer->complete(below);
}

QStringList FilterEdit::offered() const {
    QStringList texts;
    for (int row = 0; row < m_offers->rowCount() && m_completer->popup()->isVisible(); ++row)
        texts << m_offers->item(row)->data(kReplacementRole).toString();
    return texts;
}

void FilterEdit::replacePiece(const QString& piece) {
    const QString after = text().sliced(cursorPosition());
    const bool isField = piece.endsWith(u':');
    const QString before = text().first(m_pieceBegin) + piece + (isField || !after.isEmpty() ? QString() : QStringLiteral(" "));
    setText(before + after);
    setCursorPosition(static_cast<int>(before.size()));
    m_pause->start();
    // The completer is still busy with what it offered before.
    if (isField) QTimer::singleShot(0, this, &FilterEdit::offer);
}

void FilterEdit::keyPressEvent(QKeyEvent* event) {
    const bool asks = event->key() == Qt::Key_Down || (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier);
    if (asks) {
        offer();
        return;
    }
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        setFilterText({});
        return;
    }
    QLineEdit::keyPressEvent(event);
}

bool FilterEdit::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && m_problem) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), m_problem->message, this);
        return true;
    }
    return QLineEdit::event(event);
}

}  // namespace poolscope::ui
