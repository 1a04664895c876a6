// SPDX-License-Identifier: MIT
#include <filesystem>
#include <system_error>

#include <poolscope/measured_words.h>
#include <poolscope/pool_state.h>
#include <poolscope/recorded_configuration.h>
#include <poolscope/trace.h>

namespace poolscope::study {
namespace {

namespace fs = std::filesystem;

bool ended_in_order(const StoredRun& run) {
    return run.digest && run.digest->ending == RunEnding::Closed;
}

/// In seconds: of the run and of its repetitions.
std::vector<double> times_of(const StoredRun& run, std::span<const StoredRun> all) {
    const auto seconds = [](const StoredRun& each) { return 1e-9 * static_cast<double>(each.digest->wall_ns); };
    std::vector<double> times;
    if (!ended_in_order(run)) return times;
    for (const StoredRun& each : all) {
        const bool is_repetition = ended_in_order(each) && !run.digest->settings_key.empty() &&
                                   each.digest->settings_key == run.digest->settings_key && each.digest->done == run.digest->done;
        if (is_repetition && each.folder != run.folder) times.push_back(seconds(each));
    }
    times.push_back(seconds(run));
    return times;
}

}  // namespace

std::optional<Scenario> recorded_scenario(const std::string& trace_or_folder) {
    std::error_code error;
    const bool is_folder = fs::is_directory(trace_or_folder, error);
    if (const std::string file = trace_or_folder + "/scenario.json"; is_folder && fs::exists(file, error)) return load_scenario(file);
    trace::Reader reader(is_folder ? trace_or_folder + "/trace" : trace_or_folder, trace::ReadValues::No);
    const auto first = reader.next();
    if (!first) return {};
    PoolState state;
    state.apply(*first);
    if (state.summary().scenario.empty()) return {};
    return parse_scenario(state.summary().scenario);
}

std::optional<RecordedConfiguration> recorded_configuration(const StoredRun& run, std::span<const StoredRun> all,
                                                            const std::optional<BaselineMark>& mark) {
    auto scenario = recorded_scenario(run.folder);
    if (!scenario) return {};
    const std::vector<double> times = times_of(run, all);
    std::vector<std::string> measured{median_words(times)};
    if (mark && !mark->is_baseline && !mark->did_other) measured.push_back(against_words(mark->comparison, "the baseline"));
    if (run.environment && !times.empty()) measured.push_back(where_words(*run.environment, run.began_ns()));
    return RecordedConfiguration{std::move(*scenario), std::move(measured)};
}

}  // namespace poolscope::study
