// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/standstill_panel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "format/glyph.h"
#include "format/quantity.h"
#include "session/session.h"
#include "views/standstill_words.h"

namespace poolscope::ui {

namespace {
constexpr qint64 kBetweenMs = 500;
}

StandstillPanel::StandstillPanel(const Session& session, Selection& selection, QWidget* parent)
    : QDialog(parent), m_session(session), m_selection(selection), m_intro(new QLabel(this)), m_list(new QListWidget(this)),
      m_advice(new QLabel(this)) {
    setObjectName(QStringLiteral("standstill"));
    setWindowTitle(tr("Why is nothing happening?"));
    setModal(false);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, kGap);
    column->setSpacing(kGap);
    for (QLabel* const label : {m_intro, m_advice}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_advice->setForegroundRole(QPalette::PlaceholderText);
    m_list->setAccessibleName(tr("Reasons, the most important first"));
    m_list->setWordWrap(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSpacing(2);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    column->addWidget(m_intro);
    column->addWidget(m_list, 1);
    column->addWidget(m_advice);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { showSubject(m_list->row(item)); });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        m_advice->setText(row >= 0 && row < static_cast<int>(m_reasons.size()) ? standstillAdvice(m_reasons[static_cast<std::size_t>(row)], m_session.moment()) : QString());
    });
    connect(&session, &Session::momentChanged, this, &StandstillPanel::explain);
    resize(520, 300);
}

void StandstillPanel::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    explain();
    m_list->setFocus();
}

void StandstillPanel::refresh() {
    if (!isVisible() || (m_sinceExplained.isValid() && m_sinceExplained.elapsed() < kBetweenMs)) return;
    explain();
}

void StandstillPanel::explain() {
    m_sinceExplained.start();
    const Time now = m_session.moment().now(m_session.now());
    const Standstill standstill = explainStandstill(m_session.moment(), now);
    const bool isPast = m_session.moment().isPast();
    const QString quiet = durationText(std::max<Time>(0, now - standstill.lastMove));
    const std::uint64_t pending = standstill.pendingItems;
    const QString count = countText(pending);
    if (pending == 0) m_intro->setText(isPast ? tr("No item was pending at this moment.") : tr("No item is pending."));
    else if (pending == 1)
        m_intro->setText((isPast ? tr("1 item was pending at this moment; the last result was %1 old.") : tr("1 item is pending; the last result is %1 old.")).arg(quiet));
    else
        m_intro->setText((isPast ? tr("%1 items were pending at this moment; the last result was %2 old.") : tr("%1 items are pending; the last result is %2 old.")).arg(count, quiet));
    const int row = std::max(0, m_list->currentRow());
    m_reasons = standstill.reasons;
    // Texts are changed in place, so that whoever reads or listens is not sent back to the top.
    while (m_list->count() > static_cast<int>(m_reasons.size())) delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < static_cast<int>(m_reasons.size())) m_list->addItem(QString());
    for (std::size_t at = 0; at < m_reasons.size(); ++at) {
        QListWidgetItem& item = *m_list->item(static_cast<int>(at));
        const QString text = standstillText(m_reasons[at], m_session.moment(), now);
        if (item.text() != text) item.setText(text);
        item.setIcon(glyphIcon(isTrouble(m_reasons[at].cause) ? Glyph::Warning : Glyph::Note));
    }
    m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    if (m_list->currentRow() >= 0) m_advice->setText(standstillAdvice(m_reasons[static_cast<std::size_t>(m_list->currentRow())], m_session.moment()));
}

void StandstillPanel::showSubject(int row) {
    if (row < 0 || row >= static_cast<int>(m_reasons.size())) return;
    const StandstillReason& reason = m_reasons[static_cast<std::size_t>(row)];
    if (reason.task != kNoIndex) m_selection.select({Subject::Kind::Task, reason.task});
    else if (reason.worker != kNoIndex) m_selection.select({Subject::Kind::Worker, reason.worker});
    else if (reason.batch != kNoIndex) m_selection.select({Subject::Kind::Batch, reason.batch});
}

QString StandstillPanel::text() const {
    QStringList lines{m_intro->text()};
    for (int row = 0; row < m_list->count(); ++row) lines << m_list->item(row)->text();
    return lines.join(u'\n');
}

}  // namespace poolscope::ui
