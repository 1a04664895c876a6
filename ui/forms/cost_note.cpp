// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/cost_note.h"

#include <QEvent>
#include <QVBoxLayout>

#include "forms/cost_words.h"
#include "forms/note_label.h"

namespace poolscope::ui {

namespace {

/// Somebody else may start processes meanwhile.
constexpr qint64 kAskAgainMs = 5000;

}  // namespace

CostNote::CostNote(QWidget* parent)
    : QWidget(parent), m_text(new NoteLabel(Ink::Muted, this)), m_warnings(new NoteLabel(Ink::Caution, this)) {
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    column->addWidget(m_text);
    column->addWidget(m_warnings);
    m_text->setAccessibleName(tr("what it costs"));
    m_text->setToolTip(tr("From figures of this machine, which are measured by small runs once a week"));
}

void CostNote::setCosts(const study::PoolCosts& costs) {
    m_costs = costs;
    emit figuresChanged();
}

void CostNote::setRoom(const study::SystemRoom& room) {
    m_room = room;
    m_isRoomGiven = true;
    emit figuresChanged();
}

const study::CostEstimate& CostNote::showCost(const Scenario& scenario) {
    if (!m_isRoomGiven && (!m_asked.isValid() || m_asked.elapsed() > kAskAgainMs)) {
        m_room = study::this_system();
        m_asked.start();
    }
    m_estimate = study::estimate(scenario, m_costs, m_room);
    m_text->setNote(tr("What it costs: %1.").arg(costText(m_estimate)));
    QStringList lines;
    for (const study::CostWarning& warning : m_estimate.warnings) {
        const QString place = QString::fromStdString(warning.place);
        if (!place.startsWith(QLatin1String("/batches/"))) continue;
        lines << tr("Batch %1: %2").arg(place.section(u'/', 2, 2).toInt() + 1).arg(costWarningText(warning));
    }
    m_warnings->setNote(lines.join(u'\n'));
    return m_estimate;
}

void CostNote::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) emit figuresChanged();
}

QString CostNote::text() const {
    return m_text->text();
}
QString CostNote::warnings() const {
    return m_warnings->text();
}

}  // namespace poolscope::ui
