// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ledger_model.h"

#include <QLocale>

#include "format/appearance.h"
#include "format/ledger_words.h"
#include "format/quantity.h"
#include "models/roles.h"

namespace poolscope::ui {

namespace {

std::vector<Column> columns() {
    using Kind = Column::Kind;
    const auto tr = [](const char* text) { return LedgerModel::tr(text); };
    return {
        {tr("Where the time went"), tr("What each core-second of the slots was spent on"), Kind::Words, 170},
        {tr("Share"), tr("Of all slots' time; all lines add up to 100 %"), Kind::Number, 150},
        {tr("Core time"), tr("Summed over the slots"), Kind::Number, 90},
        {tr("Places"), tr("How many stretches of time it was; press Return on a line to go through them, the longest first"), Kind::Number, 80},
    };
}

}  // namespace

LedgerModel::LedgerModel(const PoolState& state, QObject* parent) : StateTableModel(state, columns(), parent) {}

void LedgerModel::setLedger(Ledger ledger) {
    m_ledger = std::move(ledger);
    changeTo(m_ledger.total_ns > 0 ? kLedgerCauses : 0);
}

QVariant LedgerModel::cell(int row, int column, int role) const {
    const auto cause = static_cast<LedgerCause>(row);
    const LedgerLine& line = m_ledger[cause];
    switch (role) {
    case SubjectRole: return static_cast<uint>(row);
    case Qt::DisplayRole:
        switch (column) {
        case Cause: return causeName(cause);
        case Share: return tr("%1 %").arg(QLocale().toString(line.share * 100, 'f', 1));
        case Spent: return line.total_ns > 0 ? durationText(line.total_ns) : QString();
        case Places: return line.place_count > 0 ? countText(line.place_count) : QString();
        default: return {};
        }
    case Qt::ToolTipRole: return causeMeaning(cause);
    case ActivityRole: return column == Cause ? QVariant(static_cast<int>(causeActivity(cause))) : QVariant();
    case FuseRole: return column == Share ? QVariant(line.share) : QVariant();
    case InkRole:
        if (line.total_ns == 0) return static_cast<int>(Ink::Muted);
        return column == Cause && (cause == LedgerCause::Wasted || cause == LedgerCause::Crash) ? QVariant(static_cast<int>(Ink::Bad))
                                                                                                 : QVariant();
    default: return {};
    }
}

}  // namespace poolscope::ui
