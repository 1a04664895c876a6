// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/run_words.h"

#include <cmath>

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include "format/quantity.h"

namespace poolscope::ui {

namespace {

QString tr(const char* text) { return QCoreApplication::translate("Runs", text); }

QString runWork(const RunDigest& digest) {
    // As the store counts the rest: "map is_prime and 2 more".
    static const QRegularExpression more(QStringLiteral("^(.+) and (\\d+) more$"));
    const QString work = QString::fromStdString(digest.work);
    const QRegularExpressionMatch match = more.match(work);
    return match.hasMatch() ? tr("%1 and %2 more").arg(match.captured(1), match.captured(2)) : work;
}

}  // namespace

QString runName(const StoredRun& run) {
    if (!run.notes.name.empty()) return QString::fromStdString(run.notes.name);
    if (run.origin && !run.origin->part.empty()) return QString::fromStdString(run.origin->part);
    if (run.digest && !run.digest->title.empty()) return QString::fromStdString(run.digest->title).simplified();
    if (run.digest && !run.digest->program.empty() && run.digest->program != "poolscope-host")
        return QString::fromStdString(run.digest->program).simplified();
    return QFileInfo(QFile::decodeName(QByteArray::fromStdString(run.folder))).fileName().simplified();
}

QString momentText(std::int64_t wallClockNs) {
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(wallClockNs / 1'000'000);
    const QLocale locale;
    const bool isThisYear = when.date().year() == QDate::currentDate().year();
    return locale.toString(when, isThisYear ? QStringLiteral("d MMM HH:mm:ss") : QStringLiteral("d MMM yyyy HH:mm"));
}

QString runWhen(const StoredRun& run) {
    return momentText(run.began_ns());
}

QString runConfiguration(const StoredRun& run) {
    if (!run.digest) return {};
    const RunDigest& digest = *run.digest;
    if (digest.processes == 0) return tr("no pool");
    QStringList parts{digest.processes == 1 ? tr("1 process") : tr("%1 processes").arg(countText(digest.processes)),
                      QString::fromStdString(digest.start_method)};
    if (!digest.initializer.empty()) parts << tr("initializer %1").arg(QString::fromStdString(digest.initializer));
    if (digest.maxtasksperchild) parts << tr("maxtasksperchild %1").arg(countText(*digest.maxtasksperchild));
    const QString pool = parts.join(QStringLiteral(", "));
    return digest.work.empty() ? pool : tr("%1: %2").arg(pool, runWork(digest));
}

QString runState(const StoredRun& run) {
    if (run.is_live) return tr("running");
    if (!run.digest) return tr("not read yet");
    switch (run.digest->ending) {
    case RunEnding::Unfinished: return run.digest->processes == 0 ? tr("no pool") : tr("not read yet");
    case RunEnding::Closed: return tr("ended");
    case RunEnding::Terminated: return tr("terminated");
    case RunEnding::Broken: return tr("broken");
    case RunEnding::CutShort: return tr("cut short");
    case RunEnding::Unrecorded: return tr("not recorded to its end");
    }
    return {};
}

Ink runStateInk(const StoredRun& run) {
    if (run.is_live) return Ink::Good;
    if (!run.digest) return Ink::Muted;
    switch (run.digest->ending) {
    case RunEnding::Broken:
    case RunEnding::CutShort: return Ink::Bad;
    case RunEnding::Terminated:
    case RunEnding::Unrecorded: return Ink::Caution;
    default: return Ink::Muted;
    }
}

QString runOrigin(const StoredRun& run) {
    if (!run.origin) return {};
    const RunOrigin& origin = *run.origin;
    QString title = QString::fromStdString(origin.title);
    if (title.isEmpty() && run.digest) title = QString::fromStdString(run.digest->title);
    const QString repetition = QLocale().toString(origin.repetition);
    if (origin.study == "sweep") return title.isEmpty() ? tr("sweep, run %1").arg(repetition) : tr("sweep “%1”, run %2").arg(title, repetition);
    if (origin.study == "advise") return title.isEmpty() ? tr("advice, run %1").arg(repetition) : tr("advice on “%1”, run %2").arg(title, repetition);
    if (origin.study == "whatif") return title.isEmpty() ? tr("verified prediction") : tr("verified prediction of “%1”").arg(title);
    if (origin.study == "demo") return title.isEmpty() ? tr("demo") : tr("demo “%1”").arg(title);
    return QString::fromStdString(origin.study);
}

QString runMark(const StoredRun& run) {
    if (run.notes.baseline) return tr("baseline");
    return run.notes.pinned ? tr("pinned") : QString();
}

namespace {

/// "+12 %", "−3 %": a sign always stands before it.
QString changeText(double ratio) {
    const double percent = (ratio - 1) * 100;
    const int digits = std::abs(percent) < 9.95 ? 1 : 0;
    const QString number = QLocale().toString(std::abs(percent), 'f', digits);
    return (percent < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + number;
}

}  // namespace

QString baselineText(const study::BaselineMark* mark) {
    if (!mark) return {};
    if (mark->is_baseline) return tr("baseline");
    if (mark->did_other) return tr("did not do the same");
    const study::RatioOfMedians& ratio = mark->comparison.ratio;
    // Of a single run the figure is its own; of several it is that of their medians, and each of them may stand elsewhere.
    const auto ofRuns = [mark](const QString& words) {
        return mark->runs > 1 ? tr("these %1 runs: %2").arg(QLocale().toString(static_cast<qulonglong>(mark->runs)), words) : words;
    };
    switch (mark->comparison.finding) {
    case study::Finding::Difference:
        return ofRuns((ratio.ratio < 1 ? tr("better: %1 to %2 %") : tr("worse: %1 to %2 %")).arg(changeText(ratio.interval.low), changeText(ratio.interval.high)));
    case study::Finding::NoDifference: return ofRuns(tr("same, within %1 %").arg(QLocale().toString(mark->comparison.margin * 100, 'g', 3)));
    case study::Finding::MoreRuns:
    case study::Finding::NotSettled: break;
    }
    return ofRuns(tr("%1 %, not certain").arg(changeText(ratio.ratio)));
}

QString baselineSentence(const study::BaselineMark* mark) {
    if (!mark) return {};
    if (mark->is_baseline) return tr("Later runs of the same work are compared with this one, and with those that have its settings.");
    if (mark->did_other) return tr("Other items were done than in the baseline: the times say nothing.");
    const QLocale locale;
    QString sentence = tr("Runs with these settings: %1; with the baseline's: %2.")
                           .arg(locale.toString(static_cast<qulonglong>(mark->runs)), locale.toString(static_cast<qulonglong>(mark->base_runs)));
    if (mark->runs > 1) sentence += u' ' + tr("The figure is of the medians of these runs, not of this one alone.");
    const study::Finding finding = mark->comparison.finding;
    if (finding == study::Finding::Difference || finding == study::Finding::NoDifference) return sentence;
    if (mark->runs < 2 || mark->base_runs < 2) return sentence + u' ' + tr("So few tell nothing about chance: run each again, with the same settings.");
    if (mark->comparison.more_runs)
        sentence += u' ' + tr("About %1 more of each would tell.").arg(locale.toString(static_cast<qulonglong>(*mark->comparison.more_runs)));
    return sentence;
}

Ink baselineInk(const study::BaselineMark* mark) {
    if (!mark || mark->is_baseline || mark->did_other || mark->comparison.finding != study::Finding::Difference) return Ink::Muted;
    return mark->comparison.ratio.ratio < 1 ? Ink::Good : Ink::Bad;
}

QString environmentText(const Environment& environment) {
    QStringList lines;
    const auto add = [&lines](const QString& name, const QString& value) {
        if (!value.isEmpty()) lines << tr("%1: %2").arg(name, value);
    };
    const QLocale locale;
    add(tr("Processor"), QString::fromStdString(environment.cpu_model));
    QString cpus;
    if (environment.logical_cpus && environment.usable_cpus)
        cpus = tr("%1, of which %2 usable").arg(locale.toString(*environment.logical_cpus), locale.toString(*environment.usable_cpus));
    else if (environment.usable_cpus) cpus = locale.toString(*environment.usable_cpus);
    add(tr("Logical CPUs"), cpus);
    add(tr("Affinity"), QString::fromStdString(environment.affinity));
    if (environment.cgroup_cpus) add(tr("CPUs by control group"), locale.toString(*environment.cgroup_cpus, 'g', 4));
    if (environment.load_1_minute) add(tr("Load at the start"), locale.toString(*environment.load_1_minute, 'f', 2));
    add(tr("Governor"), QString::fromStdString(environment.governor));
    if (environment.memory_bytes) add(tr("Memory"), bytesText(*environment.memory_bytes));
    if (environment.cgroup_memory_bytes) add(tr("Memory by control group"), bytesText(*environment.cgroup_memory_bytes));
    add(tr("Kernel"), QString::fromStdString(environment.kernel));
    add(tr("System"), QString::fromStdString(environment.distribution));
    add(tr("Poolscope"), QString::fromStdString(environment.poolscope));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace poolscope::ui
