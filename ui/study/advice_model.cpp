// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/advice_model.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <QFont>
#include <QLocale>

#include <nlohmann/json.hpp>

#include "format/appearance.h"
#include "format/quantity.h"
#include "models/roles.h"

namespace poolscope::ui {

namespace {

QString factor(double value) {
    return QLocale().toString(value, 'g', 3);
}

QString orderText(const QString& order) {
    const auto tr = [](const char* text) { return AdviceModel::tr(text); };
    if (order == QLatin1String("longest_first")) return tr("longest first");
    if (order == QLatin1String("shortest_first")) return tr("shortest first");
    return order == QLatin1String("shuffled") ? tr("shuffled") : QString();
}

/// Empty: null, missing, or no number.
std::optional<double> numberIn(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}
QString wordIn(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}
const Json& partOf(const Json& json, const char* key) {
    static const Json nothing = Json::object();
    const auto found = json.find(key);
    return found != json.end() && found->is_structured() ? *found : nothing;
}

QString labelOf(const Json& configuration) {
    const auto tr = [](const char* text) { return AdviceModel::tr(text); };
    const auto count = [](double value) { return QLocale().toString(static_cast<qlonglong>(value)); };
    const double processes = numberIn(configuration, "processes").value_or(0);
    QStringList parts{processes == 1 ? tr("1 worker") : tr("%1 workers").arg(count(processes)), wordIn(configuration, "start_method")};
    if (const auto chunksize = numberIn(configuration, "chunksize")) parts << tr("chunksize %1").arg(count(*chunksize));
    if (const auto most = numberIn(configuration, "maxtasksperchild")) parts << tr("maxtasksperchild %1").arg(count(*most));
    if (const QString order = orderText(wordIn(configuration, "order")); !order.isEmpty()) parts << order;
    return parts.join(QStringLiteral(", "));
}

AdviceRow rowOf(const Json& configuration) {
    AdviceRow row;
    row.label = labelOf(configuration);
    row.isPresent = configuration.value("is_present", false);
    row.predicted = numberIn(configuration, "predicted_seconds").value_or(0);
    for (const Json& seconds : partOf(configuration, "seconds")) row.seconds.push_back(seconds.get<double>());
    row.median = numberIn(configuration, "median").value_or(0);
    const Json& against = partOf(configuration, "against_present");
    row.finding = wordIn(against, "finding");
    row.ratio = numberIn(against, "ratio").value_or(1);
    row.low = numberIn(against, "low").value_or(1);
    row.high = numberIn(against, "high").value_or(1);
    for (const Json& words : partOf(configuration, "measured_words")) row.words << QString::fromStdString(words.get<std::string>());
    if (const Json& scenario = partOf(configuration, "scenario"); !scenario.empty()) row.scenario = parse_scenario(scenario.dump());
    return row;
}

}  // namespace

bool AdviceModel::take(const Json& event) {
    std::vector<AdviceRow> rows;
    try {
        for (const Json& configuration : partOf(event, "configurations")) rows.push_back(rowOf(configuration));
    } catch (const std::exception&) {
        return false;  // of another version of the program
    }
    if (rows.empty()) return false;
    if (const auto winner = numberIn(event, "winner"); winner && *winner >= 0 && *winner < static_cast<double>(rows.size()))
        rows[static_cast<std::size_t>(*winner)].isWinner = true;
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return true;
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (!rows[i].scenario) rows[i].scenario = std::move(m_rows[i].scenario);
    m_rows = std::move(rows);
    emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
    return true;
}

void AdviceModel::clear() {
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int AdviceModel::winner() const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [](const AdviceRow& row) { return row.isWinner; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

double AdviceModel::longest() const {
    double longest = 0;
    for (const AdviceRow& row : m_rows)
        for (const double seconds : row.seconds) longest = std::max(longest, seconds);
    return longest;
}

int AdviceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AdviceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QString AdviceModel::againstNow(const AdviceRow& row) const {
    if (row.isPresent) return tr("as it is now");
    if (row.finding == QLatin1String("difference"))
        return row.ratio < 1 ? tr("faster: %1 to %2 times").arg(factor(1 / row.high), factor(1 / row.low))
                             : tr("slower: %1 to %2 times").arg(factor(row.low), factor(row.high));
    if (row.finding == QLatin1String("no_difference")) return tr("no difference");
    if (row.finding.isEmpty()) return {};
    return tr("not certain (%1 times as long)").arg(factor(row.ratio));
}

QString AdviceModel::text(const AdviceRow& row, int column) const {
    switch (column) {
    case Configuration: return row.isPresent ? tr("now: %1").arg(row.label) : row.isWinner ? tr("best: %1").arg(row.label) : row.label;
    case Predicted: return row.predicted > 0 ? secondsText(row.predicted) : QString();
    case Median: return row.median > 0 ? secondsText(row.median) : QStringLiteral("–");
    case Times: return tr("runs: %1").arg(QLocale().toString(static_cast<qulonglong>(row.seconds.size())));
    case AgainstNow: return againstNow(row);
    default: return {};
    }
}

QVariant AdviceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.model() != this || index.row() >= rowCount() || index.column() >= kColumns) return {};
    const AdviceRow& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isNumber = index.column() == Predicted || index.column() == Median;
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ToolTipRole: return index.column() == Configuration ? QVariant(text(row, Configuration)) : QVariant();
    case Qt::TextAlignmentRole: return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole: {
        if (!row.isWinner) return {};
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    case InkRole:
        if (index.column() != AgainstNow || row.finding != QLatin1String("difference")) return {};
        return static_cast<int>(row.ratio < 1 ? Ink::Good : Ink::Bad);
    default: return {};
    }
}

QVariant AdviceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumns) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Predicted || section == Median ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const bool isTip = role == Qt::ToolTipRole;
    switch (section) {
    case Configuration: return isTip ? tr("The settings that were varied") : tr("Configuration");
    case Predicted: return isTip ? tr("By the simulation, until the last batch's end") : tr("Predicted");
    case Median: return isTip ? tr("Of the real runs, from the pool's start to its end") : tr("Median");
    case Times: return isTip ? tr("Each run a dot, on one scale from zero; the line is the median") : tr("Runs");
    default: return isTip ? tr("Told only when it is certain: 95 %, over all looks and configurations together") : tr("Against now");
    }
}

}  // namespace poolscope::ui
