// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/batch_model.h"

#include <algorithm>

#include "format/outcome.h"
#include "format/quantity.h"
#include "models/roles.h"

namespace poolscope::ui {

namespace {

std::vector<Column> columns() {
    using Kind = Column::Kind;
    const auto tr = [](const char* text) { return BatchModel::tr(text); };
    return {
        {tr("Batch"), tr("Number of the batch: one call of a method of the pool"), Kind::Number, 60},
        {tr("Call"), tr("The method and the function"), Kind::Value, 200},
        {tr("Input"), tr("What the function is called with"), Kind::Value, 150},
        {tr("State"), tr("How the batch stands or ended"), Kind::Words, 116},
        {tr("Items"), tr("Items that came to an end, of all"), Kind::Words, 140},
        {tr("Not done"), tr("Items that failed, were lost, timed out or were cancelled"), Kind::Number, 80},
        {tr("Tasks"), tr("Tasks (chunks), and items in each"), Kind::Words, 110},
        {tr("Time"), tr("From the submission to the end"), Kind::Number, 80},
        {tr("Error"), tr("The first error to arrive"), Kind::Words, 260},
    };
}

}  // namespace

BatchModel::BatchModel(const PoolState& state, QObject* parent) : StateTableModel(state, columns(), parent) {}

void BatchModel::apply(const ChangeSet& changes) {
    if (changes.replaced) {
        m_now = m_told = 0;
        reset(0);
    }
    m_now = std::max(m_now, state().summary().last);
    tellChanged(changes.changed_batches);
    growTo(moment().batchCount());
}

void BatchModel::showMoment() {
    changeTo(moment().batchCount());
}

void BatchModel::setNow(Time now) {
    constexpr Time kBetween = 100'000'000;
    m_now = now;
    if (moment().isPast() || now - m_told < kBetween) return;
    m_told = now;
    std::vector<std::uint32_t> open;
    for (int row = 0; row < rowCount(); ++row)
        if (!state().batches()[static_cast<std::size_t>(row)].ended) open.push_back(static_cast<std::uint32_t>(row));
    tellChanged(open, Wall, Wall);
}

QString BatchModel::text(const BatchInfo& batch, int column) const {
    switch (column) {
    case Batch: return countText(batch.id.value);
    case Call:
        return QStringLiteral("%1(%2)").arg(QString::fromStdString(batch.method),
                                            QString::fromStdString(batch.function));
    case Input: return QString::fromStdString(batch.description);
    case State: return outcomeName(batch.outcome);
    case Items:
        return batch.items ? tr("%1 / %2").arg(countText(batch.items_settled()), countText(*batch.items))
                           : tr("%1 / open").arg(countText(batch.items_settled()));
    case Failed: {
        const std::uint64_t bad = batch.items_settled() - batch.items_done;
        return bad ? countText(bad) : QString();
    }
    case Tasks:
        return batch.tasks ? tr("%1 of %2").arg(countText(*batch.tasks), countText(batch.chunksize))
                           : tr("of %1").arg(countText(batch.chunksize));
    case Wall: return durationText(std::max<Time>(0, batch.ended.value_or(moment().now(m_now)) - batch.submitted));
    case Error:
        return batch.error_type.empty() ? QString()
                                        : QStringLiteral("%1: %2").arg(QString::fromStdString(batch.error_type),
                                                                       QString::fromStdString(batch.error_message));
    default: return {};
    }
}

QVariant BatchModel::cell(int row, int column, int role) const {
    if (static_cast<std::size_t>(row) >= moment().batchCount()) return {};
    const BatchInfo batch = moment().batch(static_cast<std::uint32_t>(row));
    switch (role) {
    case SubjectRole: return static_cast<uint>(row);
    case Qt::DisplayRole: return text(batch, column);
    case Qt::ToolTipRole: return column == Error || column == Input ? QVariant(text(batch, column)) : QVariant();
    case FuseRole:
        if (column != Items || !batch.items || *batch.items == 0) return {};
        return static_cast<double>(batch.items_settled()) / static_cast<double>(*batch.items);
    case InkRole:
        if (column == State) return static_cast<int>(outcomeInk(batch.outcome));
        return column == Error || column == Failed ? QVariant(static_cast<int>(Ink::Bad)) : QVariant();
    default: return {};
    }
}

}  // namespace poolscope::ui
