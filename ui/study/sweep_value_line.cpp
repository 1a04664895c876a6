// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_value_line.h"

#include <QRegularExpression>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace poolscope::ui {

namespace {

/// Of a range that is typed; parse_sweep() refuses more configurations.
constexpr std::size_t kMostValues = 1001;
/// So many in a row are written as a range.
constexpr std::size_t kLeastRange = 4;

/// At commas, but for those within braces, brackets and quotes.
QStringList partsOf(const QString& line) {
    QStringList parts{QString()};
    int depth = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (isQuoted && c == u'\\' && i + 1 < line.size()) {
            parts.last() += c;
            parts.last() += line[++i];
            continue;
        }
        if (c == u'"') isQuoted = !isQuoted;
        if (!isQuoted && (c == u'{' || c == u'[')) ++depth;
        if (!isQuoted && (c == u'}' || c == u']')) --depth;
        if (c == u',' && depth <= 0 && !isQuoted) parts << QString();
        else parts.last() += c;
    }
    return parts;
}

void addRange(std::vector<Json>& values, const QRegularExpressionMatch& range) {
    const qlonglong from = range.captured(1).toLongLong(), to = range.captured(2).toLongLong(), by = range.captured(4).toLongLong();
    const bool isTimes = range.captured(3) == QLatin1String("x");
    if (isTimes && (from < 1 || by < 2)) return;
    const qlonglong step = isTimes || range.captured(3).isEmpty() ? 1 : by;
    if (step < 1) return;
    for (qlonglong value = from; value <= to && values.size() < kMostValues; value = isTimes ? value * by : value + step) values.emplace_back(value);
}

QString oneValue(study::SweepParameter parameter, const Json& value) {
    const bool isNone = parameter == study::SweepParameter::MaxTasksPerChild || parameter == study::SweepParameter::Initializer;
    if (value.is_null()) return isNone ? QStringLiteral("none") : QStringLiteral("default");
    if (value.is_string()) return QString::fromStdString(value.get<std::string>());
    return QString::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

std::vector<Json> readValueLine(const QString& line) {
    std::vector<Json> values;
    static const QRegularExpression range(QStringLiteral(R"(^(\d{1,12})\s*\.\.\s*(\d{1,12})(?:\s*(x|step)\s*(\d{1,9}))?$)"));
    for (const QString& part : partsOf(line)) {
        const QString text = part.trimmed();
        if (text.isEmpty()) continue;
        if (const auto match = range.match(text); match.hasMatch()) {
            addRange(values, match);
            continue;
        }
        bool isWhole = false, isNumber = false;
        const qlonglong whole = text.toLongLong(&isWhole);
        const double number = text.toDouble(&isNumber);
        if (isWhole) values.emplace_back(whole);
        else if (isNumber) values.emplace_back(number);
        else if (text == QLatin1String("default") || text == QLatin1String("none")) values.emplace_back(nullptr);
        else if (Json json = text.startsWith(u'{') ? Json::parse(text.toStdString(), nullptr, false) : Json(Json::value_t::discarded); !json.is_discarded())
            values.push_back(std::move(json));
        else values.emplace_back(text.toStdString());
    }
    return values;
}

QString valueLine(study::SweepParameter parameter, const std::vector<Json>& values) {
    QStringList parts;
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::size_t run = 1;
        while (i + run < values.size() && values[i + run].is_number_integer() && values[i + run - 1].is_number_integer() &&
               values[i + run].get<qlonglong>() == values[i + run - 1].get<qlonglong>() + 1)
            ++run;
        if (run >= kLeastRange && values[i].get<qlonglong>() >= 0) {
            parts << QStringLiteral("%1..%2").arg(oneValue(parameter, values[i]), oneValue(parameter, values[i + run - 1]));
            i += run - 1;
            continue;
        }
        parts << oneValue(parameter, values[i]);
    }
    return parts.join(QStringLiteral(", "));
}

}  // namespace poolscope::ui
