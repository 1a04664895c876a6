// SPDX-License-Identifier: GPL-3.0-or-later
#include "filter/filter_number.h"

#include <cmath>
#include <span>

#include <QLocale>

namespace poolscope::ui {

namespace {

struct Unit {
    const char16_t* name;
    double factor;
};
constexpr Unit kTimes[] = {{u"ns", 1},     {u"us", 1e3}, {u"µs", 1e3},    {u"μs", 1e3}, {u"ms", 1e6},
                           {u"s", 1e9},    {u"sec", 1e9}, {u"min", 60e9}, {u"m", 60e9},  {u"h", 3600e9}};
constexpr Unit kSizes[] = {{u"b", 1},     {u"kib", 1024.0}, {u"mib", 1048576.0}, {u"gib", 1073741824.0},
                           {u"kb", 1e3}, {u"mb", 1e6},    {u"gb", 1e9},        {u"k", 1024.0}};

std::span<const Unit> unitsOf(FilterKind kind) {
    if (kind == FilterKind::Duration) return kTimes;
    if (kind == FilterKind::Written) return kSizes;
    return {};
}

std::optional<double> factorOf(QStringView word, FilterKind kind) {
    for (const Unit& unit : unitsOf(kind))
        if (word.compare(QStringView(unit.name), Qt::CaseInsensitive) == 0) return unit.factor;
    return std::nullopt;
}

}  // namespace

std::optional<FilterNumber> readFilterNumber(QStringView text, FilterKind kind) {
    text = text.trimmed();
    qsizetype digits = 0;
    qsizetype point = -1;
    if (digits < text.size() && text[digits] == u'-' && kind == FilterKind::Text) ++digits;
    const qsizetype first = digits;
    for (; digits < text.size() && (text[digits].isDigit() || text[digits] == u'.'); ++digits)
        if (text[digits] == u'.') {
            if (point >= 0) return std::nullopt;
            point = digits;
        }
    if (digits == first || (digits == first + 1 && point >= 0)) return std::nullopt;
    bool isNumber = false;
    FilterNumber number;
    number.value = QLocale::c().toDouble(text.first(digits).toString(), &isNumber);
    if (!isNumber) return std::nullopt;
    const QStringView word = text.sliced(digits).trimmed();
    double factor = kind == FilterKind::Duration ? 1e9 : 1;
    if (!word.isEmpty()) {
        const std::optional<double> known = factorOf(word, kind);
        if (!known) return std::nullopt;
        factor = *known;
    }
    if (kind == FilterKind::Count && point >= 0) return std::nullopt;
    const double lastDigit = point < 0 ? 1 : std::pow(10.0, -static_cast<double>(digits - point - 1));
    number.precision = lastDigit * factor;
    number.value *= factor;
    number.isSmallEnough = std::abs(number.value) < 9e18;
    return number;
}

bool isFilterUnit(QStringView word, FilterKind kind) {
    return factorOf(word, kind).has_value();
}

QString filterUnits(FilterKind kind) {
    return kind == FilterKind::Duration ? QStringLiteral("ns, us, ms, s, min, h") : QStringLiteral("B, KiB, MiB, GiB");
}

QString timeRangeText(qint64 begin, qint64 end) {
    // Four digits in the smaller of the units that the length has: what was picked by hand is no more exact.
    const double length = std::max(1.0, static_cast<double>(end - begin));
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(length / 1e9) + 2)), 0, 9);
    const double step = std::pow(10.0, 9 - decimals);
    const auto word = [&](double ns) {
        QString text = QLocale::c().toString(ns / 1e9, 'f', decimals);
        if (text.contains(u'.')) {
            while (text.endsWith(u'0')) text.chop(1);
            if (text.endsWith(u'.')) text.chop(1);
        }
        return text.remove(u',') + u's';
    };
    return word(std::floor(static_cast<double>(begin) / step) * step) + QStringLiteral("..") +
           word(std::ceil(static_cast<double>(end) / step) * step);
}

}  // namespace poolscope::ui
