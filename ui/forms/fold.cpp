// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/fold.h"

#include <algorithm>

#include <QEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "forms/note_label.h"

namespace poolscope::ui {

namespace {
constexpr int kTarget = 26;
constexpr int kLeastLetters = 16;  // of a line of the summary
}

Fold::Fold(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent), m_title(new QToolButton(this)), m_summary(new NoteLabel(Ink::Muted, this)), m_top(new QBoxLayout(QBoxLayout::LeftToRight)), m_content(content) {
    m_title->setText(title);
    m_title->setAccessibleName(title);
    m_title->setCheckable(true);
    m_title->setAutoRaise(true);
    m_title->setProperty("segment", true);
    m_title->setArrowType(Qt::RightArrow);
    m_title->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_title->setFocusPolicy(Qt::StrongFocus);
    m_title->setMinimumHeight(kTarget);
    m_top->addWidget(m_title, 0, Qt::AlignLeft);
    m_top->addWidget(m_summary, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    column->addLayout(m_top);
    column->addWidget(content);
    content->hide();
    setFocusProxy(m_title);
    connect(m_title, &QToolButton::toggled, this, [this](bool isOpen) {
        m_title->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
        m_content->setVisible(isOpen);
        m_summary->setNote(isOpen ? QString() : m_words);
        emit toggled(isOpen);
    });
}

bool Fold::isOpen() const {
    return m_title->isChecked();
}

void Fold::setOpen(bool isOpen) {
    m_title->setChecked(isOpen);
}

void Fold::setSummary(const QString& summary) {
    m_words = summary;
    m_title->setAccessibleDescription(summary);
    arrange();
    if (!isOpen()) m_summary->setNote(summary);
}

void Fold::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void Fold::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) arrange();
}

void Fold::arrange() {
    // Beside a long title, or in large text, the summary would be a column of single letters: it goes below then.
    const int room = width() - m_title->sizeHint().width() - kGap;
    const int least = std::min(m_summary->fontMetrics().horizontalAdvance(m_words), m_summary->fontMetrics().averageCharWidth() * kLeastLetters);
    const bool isBeside = room > least;
    m_top->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_top->setSpacing(isBeside ? kGap : 0);
}

QString Fold::summary() const {
    return m_words;
}

}  // namespace poolscope::ui
