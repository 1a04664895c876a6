// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/sweep_words.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLocale>

#include <nlohmann/json.hpp>

#include <poolscope/measured_words.h>

#include "format/quantity.h"

namespace poolscope::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("SweepWords", text);
}
QString number(double value) {
    return QLocale().toString(value, 'g', 3);
}

}  // namespace

QString parameterName(study::SweepParameter parameter) {
    return QString::fromLatin1(study::to_string(parameter));
}

QString valueText(study::SweepParameter parameter, const Json& value) {
    const bool isNone = parameter == study::SweepParameter::MaxTasksPerChild || parameter == study::SweepParameter::Initializer;
    if (value.is_null()) return isNone ? QStringLiteral("none") : QStringLiteral("default");
    if (value.is_string()) return QString::fromStdString(value.get<std::string>());
    if (value.is_number_integer()) return QLocale().toString(value.get<qlonglong>());
    if (value.is_number()) return QLocale().toString(value.get<double>(), 'g', 4);
    if (value.is_object() && value.contains("function") && value["function"].is_string()) {
        QStringList arguments;
        for (const Json& argument : value.value("args", Json::array()))
            arguments << QString::fromStdString(argument.dump(-1, ' ', false, Json::error_handler_t::replace));
        return QStringLiteral("%1(%2)").arg(QString::fromStdString(value["function"].get<std::string>()), arguments.join(QStringLiteral(", ")));
    }
    return QString::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

QString findingText(const study::SweepSpec& spec, const SweepOutcome& outcome, const SweepConfiguration& configuration) {
    if (configuration.failed > 0) return tr("failed runs: %1").arg(QLocale().toString(configuration.failed));
    if (configuration.median && outcome.fastestLike(configuration) == &outcome.configurations[configuration.number])
        return outcome.fastestOfEach().size() > 1 ? tr("fastest of this work") : tr("fastest");
    if (!configuration.finding) return {};
    switch (*configuration.finding) {
    case study::Finding::Difference: return tr("certain: %1 to %2 times slower").arg(number(configuration.ratio.low), number(configuration.ratio.high));
    case study::Finding::NoDifference: return tr("no difference beyond %1 %").arg(number(spec.margin * 100));
    case study::Finding::MoreRuns:
        return configuration.moreRuns == 1 ? tr("about 1 more run") : tr("about %1 more runs").arg(QLocale().toString(configuration.moreRuns));
    case study::Finding::NotSettled: return tr("will not be settled");
    }
    return {};
}

QString sweepVerdict(const SweepOutcome& outcome) {
    const SweepConfiguration* const fastest = outcome.fastest();
    if (!fastest) return tr("No run has succeeded yet.");
    if (outcome.configurations.size() == 1) return tr("%1 takes %2.").arg(fastest->label, secondsText(fastest->median.value_or(0)));
    if (const auto each = outcome.fastestOfEach(); each.size() > 1) {
        if (each.size() == outcome.configurations.size()) return tr("Each configuration does other work: there is nothing to compare.");
        QStringList labels;
        for (const SweepConfiguration* const one : each) labels << one->label;
        const QString all = labels.join(QStringLiteral("; "));
        if (outcome.state == study::SweepState::Settled) return tr("Certain, of those that do the same work none is faster than: %1.").arg(all);
        return tr("Of those that do the same work these look fastest, which is not certain: %1.").arg(all);
    }
    switch (outcome.state) {
    case study::SweepState::Settled: {
        QStringList alike;
        for (const SweepConfiguration& other : outcome.configurations)
            if (other.finding == study::Finding::NoDifference) alike << other.label;
        if (alike.isEmpty()) return tr("Certain: %1 is the fastest.").arg(fastest->label);
        return tr("Certain: %1 is as good as any. No different from it: %2.").arg(fastest->label, alike.join(QStringLiteral("; ")));
    }
    case study::SweepState::NotSettled: return tr("%1 looks fastest, but that will not be settled.").arg(fastest->label);
    case study::SweepState::MoreRuns: break;
    }
    return tr("%1 looks fastest; more runs of each that would settle it: about %2.").arg(fastest->label, QLocale().toString(outcome.moreRounds));
}

QString certaintyText(const SweepOutcome& outcome) {
    switch (outcome.state) {
    case study::SweepState::Settled: {
        if (outcome.fastestOfEach().size() == outcome.configurations.size()) return tr("nothing to tell apart");
        const bool isAlike = std::any_of(outcome.configurations.begin(), outcome.configurations.end(),
                                         [](const SweepConfiguration& each) { return each.finding == study::Finding::NoDifference; });
        return isAlike ? tr("certain, some alike") : tr("difference certain");
    }
    case study::SweepState::NotSettled: return tr("will not be settled");
    case study::SweepState::MoreRuns: break;
    }
    return tr("about %1 more runs of each").arg(QLocale().toString(outcome.moreRounds));
}

QString progressText(const SweepOutcome& outcome) {
    const QLocale locale;
    QString words = tr("%1 of %2 runs").arg(locale.toString(static_cast<qulonglong>(outcome.made)), locale.toString(static_cast<qulonglong>(outcome.planned)));
    if (outcome.secondsLeft && !outcome.isComplete()) words += tr(", about %1 left").arg(secondsText(*outcome.secondsLeft));
    return words;
}

QString configurationText(const study::SweepSpec& spec, const SweepOutcome& outcome, const SweepConfiguration& configuration) {
    if (!configuration.median) return configuration.failed > 0 ? tr("%1: every run failed").arg(configuration.label) : tr("%1: no run yet").arg(configuration.label);
    QString words = tr("%1: median %2 of %3 runs").arg(configuration.label, secondsText(*configuration.median), QLocale().toString(static_cast<qulonglong>(configuration.seconds.size())));
    if (configuration.interval && configuration.seconds.size() > 1)
        words += tr(" (95 %: %1 to %2)").arg(secondsText(configuration.interval->low), secondsText(configuration.interval->high));
    const QString finding = findingText(spec, outcome, configuration);
    return finding.isEmpty() ? words : words + QStringLiteral(", ") + finding;
}

QStringList measuredWords(const study::SweepSpec& spec, const SweepOutcome& outcome, const SweepConfiguration& configuration) {
    QStringList words{QString::fromStdString(study::median_words(configuration.seconds))};
    if (configuration.seconds.empty() || outcome.configurations.size() < 2) return words;
    const SweepConfiguration* const best = outcome.fastestLike(configuration);
    const auto same = std::count_if(outcome.configurations.begin(), outcome.configurations.end(),
                                    [&](const SweepConfiguration& each) { return outcome.fastestLike(each) == best; });
    if (same < 2) return words;
    const std::string fastest = "the fastest of " + std::to_string(same) + " configurations of a sweep";
    if (best == &outcome.configurations[configuration.number]) {
        words << QString::fromStdString(fastest);
    } else if (configuration.finding && configuration.median && best && best->median.value_or(0) > 0) {
        study::Comparison comparison;
        comparison.finding = *configuration.finding;
        comparison.ratio.ratio = *configuration.median / *best->median;
        comparison.ratio.interval = configuration.ratio;
        comparison.margin = spec.margin;
        words << QString::fromStdString(study::against_words(comparison, fastest));
    }
    return words;
}

}  // namespace poolscope::ui
