// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/quantity.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

namespace poolscope::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("Quantity", text);
}

/// One decimal below ten, none above: "4.2", "42".
QString twoDigits(double value) {
    return QLocale().toString(value, 'f', value < 9.95 ? 1 : 0);
}

}  // namespace

QString secondsText(double seconds) {
    return durationText(std::llround(seconds * 1e9));
}

QString durationText(std::chrono::nanoseconds duration) {
    const double ns = static_cast<double>(duration.count());
    if (ns < 0) return QStringLiteral("−") + durationText(-duration);
    if (ns < 999.5) return say("%1 ns").arg(QLocale().toString(duration.count()));
    if (ns < 999.5e3) return say("%1 µs").arg(twoDigits(ns / 1e3));
    if (ns < 999.5e6) return say("%1 ms").arg(twoDigits(ns / 1e6));
    if (ns < 59.95e9) return say("%1 s").arg(QLocale().toString(ns / 1e9, 'f', ns < 9.995e9 ? 2 : 1));
    const auto seconds = static_cast<std::int64_t>(std::llround(ns / 1e9));
    if (seconds < 3600) return say("%1 min %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return say("%1 h %2 min").arg(QLocale().toString(seconds / 3600)).arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'));
}

QString bytesText(std::uint64_t bytes) {
    if (bytes < 1024) return say("%1 B").arg(QLocale().toString(static_cast<quint64>(bytes)));
    static constexpr const char* kUnits[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (value /= 1024; value >= 999.5 && unit + 1 < std::size(kUnits); value /= 1024)
        ++unit;
    return QStringLiteral("%1 %2").arg(QLocale().toString(value, 'f', value < 99.95 ? 1 : 0),
                                       QLatin1String(kUnits[unit]));
}

QString countText(std::uint64_t count) {
    return QLocale().toString(static_cast<quint64>(count));
}

QString shortCountText(double count) {
    if (count < 999.5) return twoDigits(count);
    if (count < 999.5e3) return say("%1 k").arg(twoDigits(count / 1e3));
    return say("%1 M").arg(twoDigits(count / 1e6));
}

QString fineShareText(double share) {
    const double percent = std::max(0.0, std::isfinite(share) ? share : 0.0) * 100;
    return say("%1 %").arg(twoDigits(percent));
}

QString percentText(double ratio) {
    const double cut = std::clamp(std::isfinite(ratio) ? ratio : 0.0, 0.0, 1.0);
    return say("%1 %").arg(QLocale().toString(cut * 100, 'f', 0));
}

}  // namespace poolscope::ui
