// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/time_ticks.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>
#include <QLocale>

namespace poolscope::ui {

namespace {

struct Unit {
    Time ns;
    int digits;  ///< of ten: 1 s is 10^9 ns
    const char* text;
};
constexpr std::array<Unit, 4> kUnits{{{1'000'000'000, 9, QT_TRANSLATE_NOOP("TimeTicks", "%1 s")},
                                      {1'000'000, 6, QT_TRANSLATE_NOOP("TimeTicks", "%1 ms")},
                                      {1'000, 3, QT_TRANSLATE_NOOP("TimeTicks", "%1 µs")},
                                      {1, 0, QT_TRANSLATE_NOOP("TimeTicks", "%1 ns")}}};

QString inUnit(Time ns, const Unit& unit, int decimals) {
    // Whole part and decimals are printed apart: a double has not enough digits for a day in nanoseconds.
    const Time size = ns < 0 ? -ns : ns;
    QString number = QLocale().toString(static_cast<qlonglong>(size / unit.ns));
    if (decimals > 0) {
        const QString fraction = QString::number(size % unit.ns).rightJustified(unit.digits, QLatin1Char('0'));
        number += QLocale().decimalPoint() + fraction.left(decimals);
    }
    if (ns < 0) number.prepend(QChar(0x2212));
    return QCoreApplication::translate("TimeTicks", unit.text).arg(number);
}

int powerOfTen(Time value) {
    int power = 0;
    for (; value >= 10; value /= 10) ++power;
    return power;
}

/// The unit in which steps of this size are whole or have few decimals.
const Unit& unitFor(Time ns) {
    for (const Unit& unit : kUnits) {
        if (ns >= unit.ns) return unit;
    }
    return kUnits.back();
}

Time roundStep(Time minimumNs) {
    Time decade = 1;
    while (decade <= minimumNs / 10) decade *= 10;
    for (const Time factor : {1, 2, 5, 10}) {
        if (decade * factor >= minimumNs) return decade * factor;
    }
    return decade * 10;
}

Time floorTo(Time value, Time step) {
    const Time rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

}  // namespace

QString momentText(Time sinceOrigin, Time resolutionNs) {
    const Time size = sinceOrigin < 0 ? -sinceOrigin : sinceOrigin;
    const Unit& unit = unitFor(std::max({size, resolutionNs, Time{1}}));
    return inUnit(sinceOrigin, unit, std::max(0, unit.digits - powerOfTen(std::max<Time>(1, resolutionNs))));
}

std::vector<TimeTick> timeTicks(Time begin, Time end, Time origin, Time minimumNs) {
    std::vector<TimeTick> ticks;
    if (end <= begin) return ticks;
    const Time step = roundStep(std::max<Time>(1, minimumNs));
    const int stepPower = powerOfTen(step);
    const Time farthest = std::max(std::abs(begin - origin), std::abs(end - origin));

    // One unit for the whole axis, that of the larger times; when that needs more than three decimals, labels become
    // distances from a base, which is a round time every thousand decades of steps.
    const Unit& axisUnit = unitFor(std::max(farthest, step));
    const int decimals = std::max(0, axisUnit.digits - stepPower);
    const bool relative = decimals > 3;
    Time base = step;
    if (relative) {
        base = 1;
        while (base < step * 20) base *= 10;
    }
    const Unit& stepUnit = unitFor(step);
    const Time small = step % 5 == 0 ? step / 5 : step % 2 == 0 ? step / 2 : step;

    for (Time at = floorTo(begin - origin, small); at <= end - origin; at += small) {
        if (at + origin < begin) continue;
        TimeTick tick{at + origin, {}, false};
        if (floorTo(at, step) == at) {
            if (!relative) {
                tick.label = inUnit(at, axisUnit, decimals);
            } else if (floorTo(at, base) == at) {
                tick.isBase = true;
                tick.label = inUnit(at, axisUnit, std::max(0, axisUnit.digits - powerOfTen(base)));
            } else {
                tick.label = QLatin1Char('+') +
                             inUnit(at - floorTo(at, base), stepUnit, std::max(0, stepUnit.digits - stepPower));
            }
        }
        ticks.push_back(tick);
    }
    return ticks;
}

}  // namespace poolscope::ui
