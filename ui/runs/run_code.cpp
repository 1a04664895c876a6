// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/run_code.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <poolscope/measured_words.h>
#include <poolscope/trace.h>

#include "runs/run_list_model.h"

namespace poolscope::ui {

std::optional<Scenario> scenarioOfRunAt(const QString& traceOrFolder) {
    const QString folder = QFileInfo(traceOrFolder).isDir() ? traceOrFolder : QString();
    if (const QString file = folder + QStringLiteral("/scenario.json"); !folder.isEmpty() && QFileInfo::exists(file))
        return load_scenario(QFile::encodeName(file).toStdString());
    const QString trace = folder.isEmpty() ? traceOrFolder : folder + QStringLiteral("/trace");
    trace::Reader reader(QFile::encodeName(trace).toStdString(), trace::ReadValues::No);
    const auto first = reader.next();
    if (!first) return {};
    PoolState state;
    state.apply(*first);
    if (state.summary().scenario.empty()) return {};
    return parse_scenario(state.summary().scenario);
}

std::optional<MeasuredCode> codeOfRun(const StoredRun& run, const std::vector<StoredRun>& all, const std::optional<study::BaselineMark>& mark) {
    auto scenario = scenarioOfRunAt(folderOf(run));
    if (!scenario) return {};
    const auto seconds = [](const StoredRun& each) { return 1e-9 * static_cast<double>(each.digest->wall_ns); };
    std::vector<double> times;
    if (run.digest && run.digest->ending == RunEnding::Closed) {
        for (const StoredRun& each : all) {
            const bool isRepetition = each.digest && each.digest->ending == RunEnding::Closed && !run.digest->settings_key.empty() &&
                                      each.digest->settings_key == run.digest->settings_key && each.digest->done == run.digest->done;
            if (isRepetition && each.folder != run.folder) times.push_back(seconds(each));
        }
        times.push_back(seconds(run));
    }
    QStringList words{QString::fromStdString(study::median_words(times))};
    if (mark && !mark->is_baseline && !mark->did_other) words << QString::fromStdString(study::against_words(mark->comparison, "the baseline"));
    if (run.environment && !times.empty()) words << QString::fromStdString(study::where_words(*run.environment, run.began_ns()));
    return MeasuredCode{std::move(*scenario), words};
}

}  // namespace poolscope::ui
