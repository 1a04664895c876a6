// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/run_study.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QThreadPool>

#include <nlohmann/json.hpp>

#include <poolscope/cost_estimate.h>
#include <poolscope/json.h>
#include <poolscope/run_store.h>

namespace poolscope::ui {

namespace {

/// A schedule of more tasks is not drawn: nobody could see them.
constexpr std::uint64_t kMostDrawn = 200'000;

std::vector<study::PredictedRun> pastPredictions() {
    std::vector<study::PredictedRun> past;
    QFile file(RunStudy::stateFile(QStringLiteral("predictions.json")));
    if (!file.open(QIODevice::ReadOnly)) return past;
    const QJsonArray pairs = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue& pair : pairs)
        past.push_back({pair[QStringLiteral("predicted")].toDouble(), pair[QStringLiteral("measured")].toDouble()});
    return past;
}

/// By the command line's rule: figures of another machine, or of last month, are none.
std::optional<study::PoolCosts> machineCosts() {
    QFile file(RunStudy::stateFile(QStringLiteral("machine.json")));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const Json document = Json::parse(file.readAll().toStdString(), nullptr, false);
    const auto machine = document.is_discarded() ? std::nullopt : study::machine_costs_from_json(document);
    if (!machine || !study::is_current(*machine, QDateTime::currentSecsSinceEpoch())) return {};
    return machine->costs;
}

void takeLanes(StudiedRun& run, const PoolState& state) {
    run.recordedSlots = static_cast<std::uint32_t>(state.slot_count());
    const Time origin = state.summary().origin;
    for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
        for (std::size_t i = 0; i < state.span_count(slot); ++i) {
            const Span span = state.span(slot, i);
            if (span.activity == WorkerActivity::Idle || span.activity == WorkerActivity::Ended) continue;
            const Time end = std::min(span.end, state.summary().ended.value_or(state.summary().last));
            if (run.recordedSpans.size() >= kMostDrawn) {
                run.recordedSpans.clear();
                return;
            }
            run.recordedSpans.push_back({1e-9 * static_cast<double>(span.begin - origin), 1e-9 * static_cast<double>(end - origin),
                                         static_cast<std::uint32_t>(slot), span.activity});
        }
    }
}

/// Starting, handing over and replacing cost nothing, and the longest items come first, one by one.
std::vector<double> idealEndsOf(const StudiedRun& run, study::PoolShape shape) {
    study::PoolCosts costs = run.costs;
    costs.hand_over = costs.between_tasks = costs.host_per_task = 0;
    shape.maxtasksperchild = shape.maxitemsperchild = {};
    shape.chunksize = 1;
    shape.order = study::ItemOrder::LongestFirst;
    std::vector<double> ends(shape.processes, 0);
    const study::Prediction ideal =
        study::simulate(run.work, costs, shape, {.cores = run.cores, .keeps_spans = true, .first_workers = study::FirstWorkers::AtOnce});
    for (const study::GhostSpan& span : ideal.spans)
        if (span.activity == WorkerActivity::Running && span.slot < ends.size()) ends[span.slot] = std::max(ends[span.slot], span.end);
    return ends;
}

}  // namespace

std::shared_ptr<StudiedRun> studiedRun(const QString& tracePath) {
    try {
        trace::Reader reader(QFile::encodeName(tracePath).toStdString(), trace::ReadValues::No);
        PoolState state;
        reduce_rest(reader, state);
        auto run = std::make_shared<StudiedRun>();
        run->tracePath = tracePath;
        run->cores = recorded_cpus(QFile::encodeName(tracePath).toStdString()).value_or(usable_cpus().count);
        run->work = study::workload_of(state, run->cores);
        const auto known = machineCosts();
        run->costs = study::costs_of(state, known.value_or(study::usual_costs()), run->cores);
        run->costsAreUsual = !known;
        takeLanes(*run, state);
        run->error = study::learn_error(pastPredictions());
        if (run->work.item_count() == 0) return {};
        run->asItWas = study::simulate(run->work, run->costs, run->work.recorded, {.cores = run->cores});
        run->loss = study::explain_loss(run->work, run->costs, run->work.recorded, run->cores, run->work.recorded_seconds);
        return run;
    } catch (const std::exception&) {
        // The pages that show the trace itself say what is wrong with it.
    }
    return {};
}

WhatIfAnswer whatIf(const std::shared_ptr<const StudiedRun>& run, const study::PoolShape& shape) {
    WhatIfAnswer answer;
    answer.run = run;
    answer.hasSpans = run->work.item_count() <= kMostDrawn;
    answer.predicted = study::simulate(run->work, run->costs, shape, {.cores = run->cores, .keeps_spans = answer.hasSpans});
    if (answer.hasSpans) answer.idealEnds = idealEndsOf(*run, shape);
    answer.recordedLoss = run->loss;
    answer.predictedLoss = study::explain_loss(run->work, run->costs, shape, run->cores);
    return answer;
}

RunStudy::RunStudy(QObject* parent) : QObject(parent) {
    qRegisterMetaType<WhatIfAnswer>();
}

QString RunStudy::stateFile(const QString& name) {
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    // A path that is not absolute is to be ignored, says the specification.
    const QString base = QDir::isAbsolutePath(state) ? state : QDir::homePath() + QStringLiteral("/.local/state");
    return base + QStringLiteral("/poolscope/") + name;
}

void RunStudy::openTrace(const QString& path) {
    const quint64 reading = ++m_reading;
    ++m_question;  // answers about the run before are stale
    m_run.reset();
    m_isReading = !path.isEmpty();
    emit runChanged();
    if (path.isEmpty()) return;
    QThreadPool::globalInstance()->start([self = QPointer<RunStudy>(this), reading, path] {
        std::shared_ptr<const StudiedRun> run = studiedRun(path);
        // The object may go meanwhile: whether it is there is looked at on its own thread.
        QMetaObject::invokeMethod(
            qApp, [self, reading, run = std::move(run)] { if (self) self->take(reading, run); }, Qt::QueuedConnection);
    });
}

void RunStudy::take(quint64 reading, std::shared_ptr<const StudiedRun> run) {
    if (reading != m_reading) return;
    m_isReading = false;
    m_run = std::move(run);
    emit runChanged();
}

quint64 RunStudy::ask(const study::PoolShape& shape) {
    if (!m_run) return 0;
    const quint64 question = ++m_question;
    *m_latest = question;
    QThreadPool::globalInstance()->start([self = QPointer<RunStudy>(this), run = m_run, latest = m_latest, shape, question] {
        if (*latest != question) return;  // the slider has moved on while this one waited for its turn
        auto answer = std::make_shared<WhatIfAnswer>(whatIf(run, shape));
        answer->question = question;
        QMetaObject::invokeMethod(
            qApp, [self, answer] { if (self) self->take(std::move(*answer)); }, Qt::QueuedConnection);
    });
    return question;
}

void RunStudy::take(WhatIfAnswer answer) {
    if (answer.question == m_question) emit answered(answer);
}

}  // namespace poolscope::ui
