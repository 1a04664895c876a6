// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/whatif_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <poolscope/environment.h>
#include <poolscope/measured_words.h>

#include "format/quantity.h"

namespace poolscope::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(poolscope::ui::WhatIfPage)
};

QString lossText(const study::Loss& loss) {
    using study::LossCause;
    const std::array<std::pair<LossCause, QString>, study::kLossCauses> names{{{LossCause::Start, Words::tr("start")},
                                                                               {LossCause::Recycling, Words::tr("recycling")},
                                                                               {LossCause::Transport, Words::tr("transport")},
                                                                               {LossCause::Chunk, Words::tr("chunks")},
                                                                               {LossCause::Order, Words::tr("order")},
                                                                               {LossCause::Rest, Words::tr("uneven rest")},
                                                                               {LossCause::Unexplained, Words::tr("not explained")}}};
    const study::LossPercents lost = study::in_whole_percents(loss);
    QStringList words;
    for (const study::LossPercent& part : lost.parts) {
        const auto named = std::find_if(names.begin(), names.end(), [&part](const auto& each) { return each.first == part.cause; });
        words << Words::tr("%1 % %2").arg(QLocale().toString(part.percent), named != names.end() ? named->second : Words::tr("other"));
    }
    return words.isEmpty() ? Words::tr("lost nothing worth telling") : Words::tr("lost %1 %: %2").arg(QLocale().toString(lost.sum), words.join(QStringLiteral(", ")));
}

}  // namespace

QStringList notesOn(const StudiedRun& run) {
    QStringList notes;
    if (run.work.items_are_averaged) notes << Words::tr("Tasks of several items were recorded as one piece: each item counts as their mean.");
    if (run.work.computing_is_assumed) notes << Words::tr("Too short to see how much of it was computing: what does not sleep is taken to compute.");
    if (run.work.items_unknown > 0) notes << Words::tr("Items that never ended count as the mean of the others.");
    for (const std::string& name : run.work.not_simulated) notes << Words::tr("Not simulated: %1.").arg(QString::fromStdString(name));
    if (run.costsAreUsual) notes << Words::tr("Costs of other start methods were not measured here: usual ones are taken.");
    notes << Words::tr("Processors that computing shares: %1.").arg(QLocale().toString(std::lround(run.cores)));
    return notes;
}

WhatIfWords wordsOf(const WhatIfAnswer& answer) {
    const double predicted = answer.predicted.makespan, recorded = answer.run->work.recorded_seconds;
    const study::Interval around = answer.run->error.around(predicted);
    study::PoolShape asItWas = answer.run->work.recorded;
    asItWas.chunksize.reset();
    const double change = recorded > 0 ? predicted / recorded - 1 : 0;
    const QString percent = QLocale().toString(qRound(std::abs(change) * 100));
    const QString difference = answer.predicted.shape == asItWas ? Words::tr("as it was") : change < 0 ? Words::tr("%1 % less").arg(percent) : Words::tr("%1 % more").arg(percent);
    WhatIfWords words;
    words.headline = Words::tr("%1 instead of %2 (%3)").arg(secondsText(predicted), secondsText(recorded), difference);
    words.between = Words::tr("Between %1 and %2, as far as earlier predictions were off (%n verified)", nullptr, static_cast<int>(answer.run->error.runs))
                        .arg(secondsText(around.low), secondsText(around.high));
    words.recordedLoss = Words::tr("The run %1").arg(lossText(answer.recordedLoss));
    words.predictedLoss = Words::tr("This, from %1 to %2, would have %3").arg(secondsText(around.low), secondsText(around.high), lossText(answer.predictedLoss));
    words.notes = notesOn(*answer.run);
    return words;
}

QString verifiedText(double seconds, double predicted) {
    const double off = predicted > 0 ? (seconds / predicted - 1) * 100 : 0;
    return Words::tr("Verified: it took %1, and %2 were predicted (%3 %).")
        .arg(secondsText(seconds), secondsText(predicted), (off < 0 ? QString() : QStringLiteral("+")) + QLocale().toString(off, 'f', 1));
}

MeasuredCode verifiedCode(const std::string& scenario, const StudiedRun& run, const study::PoolShape& shape, double predicted, double seconds) {
    const std::string machine = study::where_words(this_environment(), QDateTime::currentMSecsSinceEpoch() * 1'000'000);
    const std::vector<std::string> lines{study::shape_words(shape), study::median_words(std::vector<double>{seconds}),
                                         "predicted: " + study::seconds_words(predicted) + ", from a run of " +
                                             study::seconds_words(run.work.recorded_seconds) + " with " + study::shape_words(run.work.recorded),
                                         machine};
    MeasuredCode code{study::shaped(parse_scenario(scenario), run.work, shape), {}};
    for (const std::string& line : lines) code.words << QString::fromStdString(line);
    return code;
}

}  // namespace poolscope::ui
