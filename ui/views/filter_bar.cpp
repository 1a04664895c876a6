// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filter_bar.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QTimer>

#include "format/appearance.h"
#include "format/glyph.h"
#include "format/quantity.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {
constexpr int kTypingPauseMs = 150;
}

FilterBar::FilterBar(IndexedTableModel& model, const std::vector<Choice>& choices, const QString& hint, QWidget* parent)
    : QWidget(parent), m_model(model), m_text(new QLineEdit(this)), m_states(new QComboBox(this)),
      m_count(new InkLabel(Ink::Muted, this)), m_pause(new QTimer(this)) {
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kLargeGap - kSmallGap, kGap, kLargeGap, kGap);
    row->setSpacing(kGap);
    m_text->setPlaceholderText(hint);
    m_text->setClearButtonEnabled(true);
    m_text->setAccessibleName(tr("Find"));
    m_text->setMaximumWidth(320);
    m_text->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    for (const Choice& choice : choices)
        m_states->addItem(choice.title, choice.states);
    m_states->setFocusPolicy(Qt::StrongFocus);
    m_states->installEventFilter(this);
    m_states->setAccessibleName(tr("Which states to show"));
    row->addWidget(m_text, 1);
    row->addWidget(m_states);
    row->addStretch(1);
    row->addWidget(m_count);
    m_pause->setSingleShot(true);
    m_pause->setInterval(kTypingPauseMs);
    connect(m_text, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_text, &QLineEdit::returnPressed, this, &FilterBar::filter);
    connect(m_pause, &QTimer::timeout, this, &FilterBar::filter);
    connect(m_states, &QComboBox::currentIndexChanged, this, &FilterBar::filter);
    connect(&m_model, &IndexedTableModel::searched, this, &FilterBar::count);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &FilterBar::count);
    count();
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
    // A wheel that passes over a field which nobody is in changes nothing.
    if (watched == m_states && event->type() == QEvent::Wheel && !m_states->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FilterBar::focusSearch() {
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FilterBar::setText(const QString& text) {
    m_text->setText(text);
    filter();
}

void FilterBar::addPart(QWidget* widget) {
    layout()->addWidget(widget);
}

void FilterBar::filter() {
    m_pause->stop();
    RowFilter wanted = m_model.filter();
    wanted.text = m_text->text().trimmed();
    wanted.states = m_states->currentData().toUInt();
    m_model.setFilter(wanted);
    count();
}

void FilterBar::count() {
    const auto shown = static_cast<std::uint64_t>(m_model.rowCount());
    const std::uint64_t all = m_model.sourceCount();
    QString words = m_model.filter().isActive() ? tr("%1 of %2").arg(countText(shown), countText(all)) : countText(all);
    if (m_model.filter().isActive() && m_model.isSearching()) words += tr(", searching");
    m_count->setText(all ? words : QString());
}

}  // namespace poolscope::ui
