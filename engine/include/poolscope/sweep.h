// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <poolscope/json.h>
#include <poolscope/scenario.h>
#include <poolscope/statistics.h>

/// Runs of one scenario with settings varied: what is varied, in which order the runs are made, and what they say. Makes no run itself.
///
/// A sweep file is JSON; unknown keys are errors that name the key and its place:
///
///     {"poolscope_sweep": 1,
///      "title": "How many workers?",
///      "description": "Markdown",
///      "scenario": "primes",
///      "parameters": {"processes": {"from": 1, "to": 8, "times": 2}, "chunksize": [null, 1, 1000]},
///      "repetitions": 5, "warm_up": 1, "most_repetitions": 20, "stop_when_settled": true,
///      "margin": 0.05, "seed": 1}
///
/// `scenario`: a file (from the sweep file's folder), the name of one that came with the program, or a scenario itself. `parameters`: one to
/// four of them; each a list, or a range of whole numbers {"from", "to", "step" or "times"}. null is the default, as in a scenario.
/// Every key but `poolscope_sweep`, `scenario` and `parameters` may be left out.
namespace poolscope::study {

enum class SweepParameter : std::uint8_t {
    Processes,         ///< "processes"
    StartMethod,       ///< "start_method"
    Chunksize,         ///< "chunksize", of every batch that has one
    MaxTasksPerChild,  ///< "maxtasksperchild"
    Initializer,       ///< "initializer": null, a name, or {"function": "prepare", "args": [1]}
    TaskSize,          ///< "task_size": every number among the items and arguments is multiplied by this factor
    Order,             ///< "order" of the items: as_given, longest_first, shortest_first (greater numbers, longer texts are longer), shuffled
};
inline constexpr std::size_t kSweepParameters = 7;
inline constexpr std::size_t kMostSweepParameters = 4;
inline constexpr std::size_t kMostSweepConfigurations = 1000;
[[nodiscard]] const char* to_string(SweepParameter parameter) noexcept;
[[nodiscard]] std::optional<SweepParameter> sweep_parameter_from_string(const std::string& name) noexcept;

struct SweepAxis {
    SweepParameter parameter = SweepParameter::Processes;
    std::vector<Json> values;
};
struct SweepSpec {
    std::string title;
    std::string description;
    Scenario scenario;
    std::vector<SweepAxis> axes;
    std::uint32_t repetitions = 5;        ///< of each configuration, at least
    std::uint32_t most_repetitions = 20;  ///< when it goes on until it is settled
    std::uint32_t warm_up = 1;            ///< runs of each before those, which do not count
    bool stop_when_settled = true;
    double margin = 0.05;                 ///< see CompareOptions
    std::uint64_t seed = 1;               ///< of the order of the runs, and of shuffled items

    [[nodiscard]] std::size_t configuration_count() const noexcept;
};
/// A place of a problem in words: "processes, value 2" for "/parameters/processes/1"; other places of the document lose their first slash.
[[nodiscard]] std::string sweep_place_words(const std::string& place);
/// Gives the scenario of a name, or an empty value when there is none.
using FindScenario = std::function<std::optional<Scenario>(const std::string& name)>;
/// Reads a sweep file. Every problem is found, not only the first. Throws ScenarioError.
[[nodiscard]] SweepSpec parse_sweep(const std::string& text, const std::string& folder, const FindScenario& find_scenario,
                                    const std::vector<std::string>* known_functions = nullptr);
/// As a file, the scenario within it.
[[nodiscard]] Json to_json(const SweepSpec& spec);

/// One value of each axis, in their order. Configurations are numbered from 0, the last axis fastest.
[[nodiscard]] std::vector<Json> configuration(const SweepSpec& spec, std::size_t number);
/// "processes 4, chunksize 10".
[[nodiscard]] std::string configuration_label(const SweepSpec& spec, std::size_t number);
/// The scenario with that configuration put in. Throws ScenarioError for what cannot be done to it (the size of lines of a file).
[[nodiscard]] Scenario configured(const SweepSpec& spec, std::size_t number);
/// One setting put into a scenario; as configured().
void apply_parameter(Scenario& scenario, SweepParameter parameter, const Json& value, std::uint64_t seed = 1);

/// A run to be made.
struct SweepRun {
    std::uint32_t configuration = 0;
    std::uint32_t repetition = 0;  ///< from 0; warm-ups are counted apart
    bool is_warm_up = false;
};
/// A run that was made.
struct SweepResult {
    SweepRun run;
    bool succeeded = false;     ///< every batch; others do not count for the times
    double seconds = 0;         ///< of the pool, from its beginning to its end
    double work_seconds = 0;    ///< from the first submission until every item was settled
    double took_seconds = 0;    ///< with the host's start and everything
    std::string problem = {};   ///< why it did not succeed
    std::string run_folder = {};  ///< where it is kept; empty: it is not
};
/// The runs in a document of SweepProgress::to_json() or report(). Throws ScenarioError when there are none to be read.
[[nodiscard]] std::vector<SweepResult> sweep_results(const Json& document);
/// A row for each run: its number, the parameters, repetition, warm_up, succeeded, seconds, work_seconds, folder.
[[nodiscard]] std::string sweep_csv(const SweepSpec& spec, std::span<const SweepResult> results);

/// How sure the sweep is.
enum class SweepState : std::uint8_t {
    Settled,     ///< of every other configuration it is certain that it is slower than the best of its work, or no different beyond the margin
    MoreRuns,    ///< about so many more rounds
    NotSettled,  ///< it will not be with the repetitions that are allowed
};
struct SweepStanding {
    std::uint32_t configuration = 0;
    std::vector<double> seconds;    ///< of the runs that succeeded
    std::uint32_t failed = 0;       ///< runs that did not
    std::optional<double> median;
    /// The one with the least median of those that do the same work: task_size and initializer change what is done, and a time for less work is
    /// no better time. Empty while none of them has a run.
    std::optional<std::uint32_t> best = {};
    std::optional<Comparison> against_best;  ///< this over that one; empty for the best itself, and while either has no run
};
struct SweepVerdict {
    SweepState state = SweepState::MoreRuns;
    std::optional<std::uint32_t> best;       ///< the configuration with the least median of all
    std::uint64_t more_rounds = 0;           ///< MoreRuns: about
    double settled_share = 0;                ///< of the other configurations, 0 to 1: a gauge
    std::vector<SweepStanding> standings;    ///< by configuration
};

/// The best of each work, in the order of the configurations: more than one where what is done is varied.
[[nodiscard]] std::vector<std::uint32_t> bests_of(const SweepVerdict& verdict);

/// The runs of a sweep: which is next, which were made. A value without clocks or files; to_json() keeps it, and reading it goes on where it was.
class SweepProgress {
public:
    explicit SweepProgress(SweepSpec spec);
    /// Goes on from a document of to_json(). Throws ScenarioError when it is none, or of another sweep.
    SweepProgress(SweepSpec spec, const Json& document);

    /// The next run: warm-ups first, then round by round, each configuration once a round, in an order that follows from the seed and differs
    /// from round to round, so that what the machine does meanwhile meets all alike. Empty: it is over.
    [[nodiscard]] std::optional<SweepRun> next() const;
    /// Adds the result of next().
    void add(SweepResult result);

    [[nodiscard]] const SweepSpec& spec() const noexcept { return spec_; }
    [[nodiscard]] const std::vector<SweepResult>& results() const noexcept { return results_; }
    /// Runs that will be made if nothing settles before, and those that were.
    [[nodiscard]] std::size_t planned() const noexcept;
    [[nodiscard]] std::size_t made() const noexcept { return results_.size(); }
    /// For all that are planned still, from how long those of each configuration took; empty before the first.
    [[nodiscard]] std::optional<double> seconds_left() const;
    /// At the rounds that are complete. All pairs of configurations share the error of 5 %, over all looks (see LookPlan): no more than one sweep
    /// in twenty calls a configuration slower that is not.
    [[nodiscard]] SweepVerdict verdict() const;

    /// What a program reads: the sweep, every run, each configuration's times and how it stands against the best, the verdict and, where only
    /// processes are varied, the fitted speed-up.
    [[nodiscard]] Json report() const;
    /// See sweep_csv().
    [[nodiscard]] std::string csv() const { return sweep_csv(spec_, results_); }
    /// {"poolscope_sweep_state": 1, "sweep": {...}, "results": [...]}.
    [[nodiscard]] Json to_json() const;

private:
    [[nodiscard]] SweepVerdict verdict_at(std::size_t rounds) const;
    [[nodiscard]] std::size_t complete_rounds() const noexcept;
    void look();

    SweepSpec spec_;
    std::optional<LookPlan> plan_;  ///< from the first look on: it takes thousands of series to make
    std::vector<SweepResult> results_;
    SweepVerdict latest_;
    bool is_over_ = false;
};

/// "settled", "more_runs", "not_settled".
[[nodiscard]] const char* to_string(SweepState state) noexcept;
/// {"ratio": 1.12, "low": 1.08, "high": 1.17, "p": 0.0002, "finding": "difference", "more_runs": null}.
[[nodiscard]] Json to_json(const Comparison& comparison);
/// What was measured of a configuration, as lines to stand above its code: "measured: median 1.23 s of 10 runs; 1.10 to 1.15 times faster
/// than processes 2", in the words of a comment without its signs.
[[nodiscard]] std::vector<std::string> measured_words(const SweepProgress& sweep, std::uint32_t configuration);

}  // namespace poolscope::study
