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

BatchModel::BatchModel(const PoolState& state, QObject* parent) : IndexedTableModel(state, columns(), parent) {}

std::size_t BatchModel::sourceCount() const {
    return moment().batchCount();
}

const FilterVocabulary& BatchModel::vocabulary() const {
    static const FilterVocabulary none;
    return none;
}

bool BatchModel::fits(std::size_t) const {
    return true;
}

bool BatchModel::isSortable(int column) const {
    return column != Call && column != Input && column != Error;
}

std::int64_t BatchModel::sortKey(std::size_t source, int column) const {
    const BatchInfo batch = moment().batch(static_cast<std::uint32_t>(source));
    switch (column) {
    case Batch: return batch.id.value;
    case State: return batch.outcome ? static_cast<std::int64_t>(*batch.outcome) : -1;
    case Items: return static_cast<std::int64_t>(batch.items_settled());
    case Failed: return static_cast<std::int64_t>(batch.items_settled() - batch.items_done);
    case Tasks: return batch.tasks ? static_cast<std::int64_t>(*batch.tasks) : -1;
    case Wall: return wallOf(batch);
    default: return 0;
    }
}

Time BatchModel::wallOf(const BatchInfo& batch) const {
    return std::max<Time>(0, batch.ended.value_or(moment().now(m_now)) - batch.submitted);
}

void BatchModel::apply(const ChangeSet& changes) {
    if (changes.replaced) {
        m_now = m_told = 0;
        forget();
    }
    m_now = std::max(m_now, state().summary().last);
    changed(changes.changed_batches);
    grow();
}

void BatchModel::showMoment() {
    lookAgain();
}

void BatchModel::setNow(Time now) {
    constexpr Time kBetween = 100'000'000;
    m_now = now;
    if (moment().isPast() || now - m_told < kBetween) return;
    m_told = now;
    std::vector<std::uint32_t> open;
    for (std::size_t batch = 0; batch < sourceCount() && batch < static_cast<std::size_t>(rowCount()); ++batch)
        if (!state().batches()[batch].ended) open.push_back(static_cast<std::uint32_t>(batch));
    valuesMoved(open, Wall);
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
    case Wall: return durationText(wallOf(batch));
    case Error:
        return batch.error_type.empty() ? QString()
                                        : QStringLiteral("%1: %2").arg(QString::fromStdString(batch.error_type),
                                                                       QString::fromStdString(batch.error_message));
    default: return {};
    }
}

QVariant BatchModel::cell(int row, int column, int role) const {
    const std::uint32_t source = sourceAt(row);
    if (source >= moment().batchCount()) return {};
    const BatchInfo batch = moment().batch(source);
    switch (role) {
    case SubjectRole: return source;
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
