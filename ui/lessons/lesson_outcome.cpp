// SPDX-License-Identifier: GPL-3.0-or-later
// The last page of the guide: the prediction over what happened, what was expected, why, and what to ask next.
#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include <QLocale>
#include <QVBoxLayout>

#include "charts/plot.h"
#include "charts/speedup_plot.h"
#include "format/appearance.h"
#include "format/quantity.h"
#include "lessons/answer_field.h"
#include "lessons/bar_field.h"
#include "lessons/lesson_course.h"
#include "lessons/lesson_guide.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {

constexpr int kPlotHeight = 210;
/// Of the width of a plot, at either side of what it shows: the first and the last dot are whole.
constexpr double kPlotRoom = 0.03;

QString scoreText(double score) {
    const QString percent = percentText(score);
    if (score >= 0.9) return LessonGuide::tr("Spot on: %1").arg(percent);
    if (score >= 0.5) return LessonGuide::tr("Close: %1").arg(percent);
    return LessonGuide::tr("A surprise: %1. That is what demos are for.").arg(percent);
}

QString numberText(double value, const std::string& unit) {
    // Three digits that count, never a power of ten.
    const int before = value != 0 ? static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1 : 1;
    QLocale locale;
    QString number = locale.toString(value, 'f', std::clamp(3 - before, 0, 12));
    if (number.contains(locale.decimalPoint())) {
        while (number.endsWith(locale.zeroDigit())) number.chop(1);
        if (number.endsWith(locale.decimalPoint())) number.chop(locale.decimalPoint().size());
    }
    return unit.empty() ? number : QStringLiteral("%1 %2").arg(number, QString::fromStdString(unit));
}

QString rangeText(const LessonRange& range, const LessonFinding& finding) {
    QString text = QString::fromStdString(range.text);
    if (range.query.is_truth() || !finding.value) return text;
    const QString value = numberText(*finding.value, range.unit);
    if (range.low && range.high) return LessonGuide::tr("%1: %2 (%3 to %4)").arg(text, value, numberText(*range.low, range.unit), numberText(*range.high, range.unit));
    if (range.low) return LessonGuide::tr("%1: %2 (%3 or more)").arg(text, value, numberText(*range.low, range.unit));
    return LessonGuide::tr("%1: %2 (%3 or less)").arg(text, value, numberText(range.high.value_or(0), range.unit));
}

/// The measured speed-up with the fitted law and its interval; none without a run of every variant.
Plot* speedupPlot(const LessonSpeedup& speedup, const study::SpeedupFit& fit, const FactsByVariant& facts) {
    std::map<double, double> measured;  // by processes
    for (const std::string& name : speedup.variants) {
        const auto run = facts.find(name);
        if (run == facts.end()) return nullptr;
        const auto processes = run->second.number("processes"), seconds = run->second.number("wall_seconds");
        if (processes && seconds && *seconds > 0) measured[*processes] = fit.curve.one_worker / *seconds;
    }
    std::vector<double> processes, values;
    for (const auto& [count, times] : measured) {
        processes.push_back(count);
        values.push_back(times);
    }
    if (processes.size() < 2) return nullptr;
    const double most = processes.back(), room = (most - 1) * kPlotRoom;
    auto* const plot = new Plot(LessonGuide::tr("%1: speed-up over processes").arg(QString::fromStdString(speedup.text)), Quantity::Count, Quantity::Count);
    plot->setObjectName(QStringLiteral("lessonSpeedup"));
    plot->setMinimumHeight(kPlotHeight);
    plot->setWheel(Plot::Wheel::ScrollsPage);
    plot->setStep(1);
    drawSpeedup(*plot, speedupDrawing(std::move(processes), std::move(values), fit));
    const auto showAll = [plot, most, room] {
        plot->setXRange({1 - room, most + room});
        plot->refresh();
    };
    QObject::connect(plot, &Plot::cursorMoved, plot, [plot](double x) {
        plot->setCursorPlace(x);
        plot->refresh();
    });
    QObject::connect(plot, &Plot::fitWanted, plot, showAll);
    showAll();
    return plot;
}

}  // namespace

void LessonGuide::fillExplain() {
    QVBoxLayout& page = clearPage(3);
    const Lesson& lesson = m_course.lesson();
    const std::optional<LessonAnswer> truth = m_course.truth();
    if (lesson.question && truth && m_course.prediction()) {
        addMarkdown(page, QString::fromStdString(lesson.question->text));
        if (const std::optional<double> score = m_course.score()) {
            InkLabel* const label = addTitle(page, scoreText(*score));
            label->setObjectName(QStringLiteral("lessonScore"));
            label->setInk(*score >= 0.5 ? Ink::Good : Ink::Caution);
        }
        AnswerField* const field = AnswerField::make(*lesson.question, nullptr);
        field->showTruth(*m_course.prediction(), *truth, {m_course.sketch(0), m_course.firstFacts(), m_course.facts()});
        page.addWidget(field);
    }
    if (lesson.comparison && m_bars != nullptr && lesson.variants.size() > 1) {
        addTitle(page, QString::fromStdString(lesson.comparison->text));
        auto* const bars = new BarField;
        bars->setUnit(QString::fromStdString(lesson.comparison->unit));
        std::vector<BarField::Bar> values;
        for (std::size_t i = 0; i < lesson.variants.size(); ++i)
            values.push_back({QString::fromStdString(lesson.variants[i].name), m_course.compared(i), {}});
        bars->setBars(std::move(values));
        page.addWidget(bars);
    }
    for (const LessonSpeedup& speedup : lesson.speedups) {
        const std::optional<study::SpeedupFit> fit = speedup_of(speedup, m_course.facts());
        if (!fit) continue;
        auto* const label = new InkLabel;
        label->setWordWrap(true);
        label->setText(!study::tells_a_share(fit->contention)
                           ? tr("%1: these runs do not tell how much of the work is done by one worker at a time (%2 to %3).")
                                 .arg(QString::fromStdString(speedup.text), percentText(fit->contention.low), percentText(fit->contention.high))
                           : tr("%1: a fitted law says that %2 of the work is done by one worker at a time (95 %: %3 to %4).")
                           .arg(QString::fromStdString(speedup.text), percentText(fit->curve.contention),
                                percentText(fit->contention.low), percentText(fit->contention.high)));
        if (Plot* const plot = speedupPlot(speedup, *fit, m_course.facts())) page.addWidget(plot);
        page.addWidget(label);
    }
    addMarkdown(page, QString::fromStdString(lesson.explanation));
    if (!lesson.expected.empty()) addTitle(page, tr("What holds on every machine"));
    for (const LessonRange& range : lesson.expected) {
        const LessonFinding finding = poolscope::find(range, lesson, m_course.facts());
        const bool holds = finding.verdict == LessonFinding::Verdict::Holds;
        auto* const label = new InkLabel(holds ? Ink::Good : finding.verdict == LessonFinding::Verdict::Fails ? Ink::Bad : Ink::Muted, nullptr);
        label->setWordWrap(true);
        const bool isKnown = finding.verdict != LessonFinding::Verdict::Unknown;
        label->setText((holds ? QStringLiteral("\u2713 ") : isKnown ? QStringLiteral("\u2717 ") : QStringLiteral("?  ")) + rangeText(range, finding));
        label->setToolTip(QString::fromStdString(range.query.text()));
        page.addWidget(label);
    }
    if (!lesson.further.empty()) addTitle(page, tr("Go on: change the scenario at the left, and press F5"));
    for (const std::string& question : lesson.further) addMarkdown(page, QStringLiteral("- ") + QString::fromStdString(question));
    page.addStretch(1);
}

}  // namespace poolscope::ui
