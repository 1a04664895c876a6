// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/fold.h"

#include <QToolButton>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "forms/note_label.h"

namespace poolscope::ui {

namespace {
constexpr int kTarget = 26;
}

Fold::Fold(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent), m_title(new QToolButton(this)), m_summary(new NoteLabel(Ink::Muted, this)), m_content(content) {
    m_title->setText(title);
    m_title->setAccessibleName(title);
    m_title->setCheckable(true);
    m_title->setAutoRaise(true);
    m_title->setProperty("segment", true);
    m_title->setArrowType(Qt::RightArrow);
    m_title->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_title->setFocusPolicy(Qt::StrongFocus);
    m_title->setMinimumHeight(kTarget);
    auto* top = new QHBoxLayout;
    top->setSpacing(kGap);
    top->addWidget(m_title);
    top->addWidget(m_summary, 20);
    top->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    column->addLayout(top);
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
    if (!isOpen()) m_summary->setNote(summary);
}

QString Fold::summary() const {
    return m_words;
}

}  // namespace poolscope::ui
