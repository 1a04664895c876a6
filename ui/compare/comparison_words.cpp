// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparison_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace poolscope::ui {

namespace {

struct Comparison {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

QString factor(double value) {
    return QLocale().toString(value, 'f', value < 10 ? 2 : 1);
}

QString percent(double share) {
    return Comparison::tr("%1 %").arg(QLocale().toString(share * 100, 'f', 0));
}

/// "B", "the group B, K, M": singular, as the sentences are.
QString groupWords(const QString& letters) {
    return letters.size() < 2 ? letters : Comparison::tr("the group %1").arg(QStringList(letters.begin(), letters.end()).join(QStringLiteral(", ")));
}

QString gapText(const study::GroupComparison& result) {
    if (!result.main_part) return {};
    const QString part = gapPartName(*result.main_part);
    if (result.main_share > 1.05) return Comparison::tr(" %1 makes more than the whole gap; other parts make up for some of it.").arg(part);
    return Comparison::tr(" %1 of the gap is %2.").arg(percent(result.main_share), part);
}

QString verdict(const QString& base, const QString& other, const study::GroupComparison& result, study::Measure measure) {
    if (!result.is_known) return Comparison::tr("Nothing can be said of %1 and %2: one of them has no run that did the same and came so far.").arg(other, base);
    const study::Comparison& found = result.comparison;
    const double ratio = found.ratio.ratio;
    const study::Interval& interval = found.ratio.interval;
    if (result.base_runs < 2 || result.runs < 2)
        return Comparison::tr("%1 took %3 times as long as %2 this time. So few runs tell nothing about chance: run each again, with the same settings.")
            .arg(other, base, factor(ratio));
    switch (found.finding) {
    case study::Finding::Difference: {
        const QString sentence = ratio > 1
                                     ? Comparison::tr("%1 is %3 to %4 times slower than %2.").arg(other, base, factor(interval.low), factor(interval.high))
                                     : Comparison::tr("%1 is %3 to %4 times faster than %2.")
                                           .arg(other, base, factor(1 / interval.high), factor(1 / interval.low));
        return measure == study::Measure::Wall ? sentence + gapText(result) : sentence;
    }
    case study::Finding::NoDifference: return Comparison::tr("%1 takes as long as %2, to within %3.").arg(other, base, percent(found.margin));
    case study::Finding::NotSettled:  // only where the number of runs is limited, which that of kept ones is not
    case study::Finding::MoreRuns: break;
    }
    const QString open = Comparison::tr("%1 took %3 times as long as %2 (%4 to %5), which is not certain yet")
                             .arg(other, base, factor(ratio), factor(interval.low), factor(interval.high));
    if (!found.more_runs) return open + QLatin1Char('.');
    if (*found.more_runs == 1) return open + Comparison::tr(": one more run of each may tell.");
    return open + Comparison::tr(": about %1 more runs of each would tell.").arg(QLocale().toString(static_cast<qulonglong>(*found.more_runs)));
}

}  // namespace

QString measureName(study::Measure measure) {
    switch (measure) {
    case study::Measure::Wall: return Comparison::tr("whole run");
    case study::Measure::Work: return Comparison::tr("work");
    case study::Measure::FirstResult: return Comparison::tr("first result");
    case study::Measure::MedianTask: return Comparison::tr("median task");
    }
    return {};
}

QString measureMeaning(study::Measure measure) {
    switch (measure) {
    case study::Measure::Wall: return Comparison::tr("From the start of the pool until it has ended");
    case study::Measure::Work: return Comparison::tr("From the first submission until every item was settled");
    case study::Measure::FirstResult: return Comparison::tr("From the first submission until the first result was there");
    case study::Measure::MedianTask: return Comparison::tr("Half of the tasks took less time in their worker");
    }
    return {};
}

QString gapPartName(study::GapPart part) {
    switch (part) {
    case study::GapPart::Work: return Comparison::tr("work");
    case study::GapPart::StartUp: return Comparison::tr("start-up");
    case study::GapPart::Transport: return Comparison::tr("transport");
    case study::GapPart::Recycling: return Comparison::tr("recycling");
    case study::GapPart::Failures: return Comparison::tr("failures");
    case study::GapPart::Waiting: return Comparison::tr("waiting");
    case study::GapPart::Absent: return Comparison::tr("no worker");
    }
    return {};
}

QString gapPartMeaning(study::GapPart part) {
    switch (part) {
    case study::GapPart::Work: return Comparison::tr("Running tasks that ended well");
    case study::GapPart::StartUp: return Comparison::tr("Starting workers and their initializers");
    case study::GapPart::Transport: return Comparison::tr("Carrying tasks and results");
    case study::GapPart::Recycling: return Comparison::tr("Replacing workers that left in order");
    case study::GapPart::Failures: return Comparison::tr("Running tasks in vain, replacing workers that died, standing still by a signal");
    case study::GapPart::Waiting: return Comparison::tr("Idle workers: no work, or the last tasks ran elsewhere");
    case study::GapPart::Absent: return Comparison::tr("No process in the slot");
    }
    return {};
}

QString verdictText(const QString& baseLetters, const QString& otherLetters, const study::GroupComparison& result, study::Measure measure) {
    QString sentence = verdict(groupWords(baseLetters), groupWords(otherLetters), result, measure);
    if (!sentence.isEmpty()) sentence[0] = sentence[0].toUpper();
    return sentence;
}

}  // namespace poolscope::ui
