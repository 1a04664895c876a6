// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ledger_view.h"

#include <algorithm>

#include <QLabel>
#include <QShortcut>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "format/ledger_words.h"
#include "format/quantity.h"
#include "session/session.h"
#include "timeline/time_ticks.h"
#include "views/data_table.h"

namespace poolscope::ui {

namespace {
constexpr int kLeastPauseMs = 500;
constexpr int kCostFactor = 20;  // so that it takes a twentieth of the time at most
}  // namespace

LedgerView::LedgerView(const Session& session, const Selection& selection, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_model(session.state()),
      m_table(new DataTable(QStringLiteral("ledger"), tr("Where the time went"), this)), m_scope(new QLabel(this)),
      m_place(new QLabel(this)) {
    setObjectName(QStringLiteral("ledgerView"));
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    for (QLabel* const label : {m_scope, m_place}) {
        label->setContentsMargins(kGap, 2, kGap, 2);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    m_scope->setAccessibleName(tr("What the ledger is of"));
    m_place->setAccessibleName(tr("Place of the ledger's line"));
    m_table->show(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEmptyText(tr("Once a pool has workers, each core-second of theirs is accounted for here."));
    connect(m_table, &QAbstractItemView::clicked, this, &LedgerView::goToNextPlace);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space}) {
        auto* const shortcut = new QShortcut(key, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, &LedgerView::goToNextPlace);
    }
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &LedgerView::compute);
    connect(&selection, &Selection::rangeChanged, this, &LedgerView::computeSoon);
    connect(&session, &Session::momentChanged, this, &LedgerView::computeSoon);
    compute();
}

void LedgerView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    compute();
}

void LedgerView::refresh() {
    if (!isVisible() || m_later.isActive()) return;
    if (m_session.moment().isPast() && !m_selection.range() && m_sinceComputed.isValid()) return;
    const qint64 passed = m_sinceComputed.isValid() ? m_sinceComputed.elapsed() : m_pauseMs;
    m_later.start(static_cast<int>(std::max<qint64>(0, m_pauseMs - passed)));
}

void LedgerView::computeSoon() {
    // The places of another part are others.
    m_place->clear();
    m_cause = LedgerCause::Absent;
    m_next = 0;
    if (isVisible()) m_later.start(m_pauseMs > kLeastPauseMs ? 100 : 0);
}

void LedgerView::compute() {
    m_later.stop();
    QElapsedTimer cost;
    cost.start();
    const PoolState& state = m_session.state();
    const Time origin = state.summary().origin;
    LedgerScope scope;
    scope.end = m_session.shownTime();
    const auto& range = m_selection.range();
    if (range) {
        // Of a part it is told how it ended, also while an earlier moment is looked at.
        scope.begin = std::max(range->begin, origin);
        scope.end = std::min(range->end, m_session.now());
        if (range->lanes)
            for (std::uint32_t slot = range->lanes->first; slot <= range->lanes->last; ++slot) scope.only_slots.push_back(slot);
    }
    m_model.setLedger(ledger_of(state, scope));
    const Ledger& ledger = m_model.ledger();
    const Time resolution = std::max<Time>(1, (ledger.end - ledger.begin) / 1000);
    const QString what = range                          ? tr("Selected: %1 – %2").arg(momentText(ledger.begin - origin, resolution),
                                                                                     momentText(ledger.end - origin, resolution))
                         : m_session.moment().isPast() ? tr("Up to %1").arg(momentText(ledger.end - origin, resolution))
                                                       : tr("Whole run");
    m_scope->setText(ledger.total_ns == 0 ? QString()
                                          : tr("%1: %2 × %3 = %4 core time").arg(what, ledger.slot_count == 1 ? tr("1 slot") : tr("%1 slots").arg(countText(ledger.slot_count)),
                                                                                 durationText(ledger.end - ledger.begin), durationText(ledger.total_ns)));
    m_sinceComputed.start();
    m_pauseMs = std::max(kLeastPauseMs, static_cast<int>(cost.elapsed()) * kCostFactor);
}

void LedgerView::goToNextPlace() {
    const qint64 row = m_table->currentSubject();
    if (row < 0 || row >= static_cast<qint64>(kLedgerCauses)) return;
    const auto cause = static_cast<LedgerCause>(row);
    const LedgerLine& line = m_model.ledger()[cause];
    if (line.places.empty()) {
        m_place->setText(tr("%1: nowhere").arg(causeName(cause)));
        return;
    }
    m_next = cause == m_cause ? m_next % line.places.size() : 0;
    m_cause = cause;
    const LedgerPlace place = line.places[m_next++];
    const Time length = place.end - place.begin;
    m_place->setText(tr("%1: place %2 of %3, %4 in slot %5 at %6")
                         .arg(causeName(cause), countText(m_next), countText(line.place_count), durationText(length))
                         .arg(place.slot)
                         .arg(momentText(place.begin - m_session.state().summary().origin, std::max<Time>(1, length / 10))));
    emit placeWanted(place);
}

QString LedgerView::text() const {
    return m_scope->text() + u'\n' + m_place->text();
}

}  // namespace poolscope::ui
