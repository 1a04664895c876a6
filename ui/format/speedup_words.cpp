// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/speedup_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace poolscope::ui {

namespace {

struct Speedup {
    Q_DECLARE_TR_FUNCTIONS(poolscope::ui::Speedup)
};

}  // namespace

QString speedupText(study::SpeedupLaw law, const study::SpeedupCurve& curve, const study::Interval& contention) {
    const QLocale locale;
    const auto share = [&locale](double value, int digits) { return locale.toString(value * 100, 'f', digits); };
    if (!study::tells_a_share(contention))
        return Speedup::tr("These runs do not tell how much of the work is done one after the other: from %1 to %2 %. More runs, or more numbers of "
                           "processes, would.")
            .arg(share(contention.low, 0), share(contention.high, 0));
    QString words = law == study::SpeedupLaw::Amdahl
                        ? Speedup::tr("Amdahl's law: %1 % of the work is done one after the other (95 %: %2 to %3 %).")
                              .arg(share(curve.contention, 1), share(contention.low, 1), share(contention.high, 1))
                        : Speedup::tr("Gunther's law: %1 % one after the other, and %2 % that workers cost each other.")
                              .arg(share(curve.contention, 1), share(curve.coherence, 1));
    if (const auto peak = curve.peak()) words += Speedup::tr(" The most is reached with %1 processes.").arg(locale.toString(*peak, 'f', 0));
    else if (const auto limit = curve.limit()) words += Speedup::tr(" No number of processes makes it more than %1 times as fast.").arg(locale.toString(*limit, 'f', 1));
    return words;
}

}  // namespace poolscope::ui
