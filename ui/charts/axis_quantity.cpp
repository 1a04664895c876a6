// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/axis_quantity.h"

#include <cmath>
#include <cstdint>

#include <QCoreApplication>
#include <QLocale>

#include "format/quantity.h"
#include "timeline/time_ticks.h"

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("AxisQuantity", text);
}

std::int64_t whole(double value) {
    return static_cast<std::int64_t>(std::llround(value));
}

/// Steps that read well: decimal ones, but for bytes powers of two.
double roundUp(double value, Quantity quantity) {
    if (!(value > 0)) return 1;
    if (quantity == Quantity::Bytes) {
        double scale = 1;
        while (scale * 1024 <= value) scale *= 1024;
        for (const double factor : {1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0})
            if (scale * factor >= value) return scale * factor;
        return scale * 1024;
    }
    const double scale = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (scale * factor >= value * (1 - 1e-9)) return scale * factor;
    return scale * 10;
}

}  // namespace

QString quantityText(double value, Quantity quantity) {
    if (!std::isfinite(value)) return QStringLiteral("–");
    switch (quantity) {
    case Quantity::Moment:
        return value == 0 ? say("%1 s").arg(QLocale().toString(0)) : momentText(whole(value), std::max<Time>(1, whole(std::abs(value) / 2e3)));
    case Quantity::Duration: return durationText(whole(value));
    case Quantity::Count:
        // An average of counts is seldom whole.
        if (std::abs(value - std::round(value)) > 1e-6) return QLocale().toString(value, 'f', 2);
        return QLocale().toString(static_cast<qlonglong>(whole(value)));
    case Quantity::Rate: return say("%1/s").arg(shortCountText(value));
    case Quantity::Share:
    case Quantity::Processors: return say("%1 %").arg(QLocale().toString(value * 100, 'f', value < 0.0995 ? 1 : 0));
    case Quantity::Bytes: return bytesText(static_cast<std::uint64_t>(std::max(0.0, value)));
    }
    return {};
}

QString tickText(double value, Quantity quantity) {
    switch (quantity) {
    case Quantity::Duration: {
        // "500 µs", not "0.5 ms"; no decimals that are all zero.
        static constexpr struct {
            double ns;
            const char* text;
        } kUnits[] = {{1e9, QT_TRANSLATE_NOOP("AxisQuantity", "%1 s")},
                      {1e6, QT_TRANSLATE_NOOP("AxisQuantity", "%1 ms")},
                      {1e3, QT_TRANSLATE_NOOP("AxisQuantity", "%1 µs")},
                      {1, QT_TRANSLATE_NOOP("AxisQuantity", "%1 ns")}};
        if (value == 0) return QStringLiteral("0");
        if (value >= 120e9) return durationText(whole(value));
        for (const auto& unit : kUnits)
            if (value >= unit.ns * (1 - 1e-9)) return say(unit.text).arg(QLocale().toString(value / unit.ns, 'g', 4));
        return say("%1 ns").arg(QLocale().toString(value, 'g', 3));
    }
    case Quantity::Count:
    case Quantity::Rate: {
        const double size = std::abs(value);
        if (size >= 1e6) return say("%1 M").arg(QLocale().toString(value / 1e6, 'g', 4));
        if (size >= 1e4) return say("%1 k").arg(QLocale().toString(value / 1e3, 'g', 4));
        return QLocale().toString(value, 'g', 5);
    }
    case Quantity::Share:
    case Quantity::Processors: return say("%1 %").arg(QLocale().toString(value * 100, 'g', 4));
    case Quantity::Bytes: {
        static constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        std::size_t unit = 0;
        for (; value >= 1024 && unit + 1 < std::size(kUnits); value /= 1024) ++unit;
        return QStringLiteral("%1 %2").arg(QLocale().toString(value, 'g', 4), QLatin1String(kUnits[unit]));
    }
    case Quantity::Moment: break;
    }
    return quantityText(value, quantity);
}

double tickStep(double top, int most, Quantity quantity) {
    const double step = roundUp(top / std::max(1, most), quantity);
    // There is no half of a thing that is counted.
    return quantity == Quantity::Count ? std::max(1.0, step) : step;
}

double roundTop(double most, Quantity quantity) {
    if (!(most > 0) || !std::isfinite(most)) return quantity == Quantity::Bytes ? 1024 * 1024 : 1;
    const double step = roundUp(most * 1.02 / 8, quantity);
    const double top = std::ceil(most * 1.02 / step) * step;
    return quantity == Quantity::Share && most <= 1 ? std::min(top, 1.0) : top;  // there is nothing above the whole
}

}  // namespace poolscope::ui
