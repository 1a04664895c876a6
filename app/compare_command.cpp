// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare_command.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <poolscope/json.h>
#include <poolscope/run_comparison.h>
#include <poolscope/run_store.h>

#include "argument_kinds.h"
#include "comparison_words.h"
#include "csv_text.h"
#include "exit_status.h"
#include "file_kind.h"
#include "quantity_words.h"
#include "report_target.h"
#include "terminal.h"
#include "text_table.h"

namespace poolscope::app {

namespace {

using study::DifferingLine;
using study::GroupComparison;
using study::Measure;
using study::ComparedRun;
using study::RunGroup;
using Align = TextTable::Align;

constexpr std::size_t kWidestCell = 40;

std::string letter(std::size_t index) {
    return index < 26 ? std::string(1, static_cast<char>('A' + static_cast<int>(index))) : "R" + std::to_string(index + 1);
}

std::string duration_or_dash(std::optional<double> seconds) {
    return seconds ? duration_words(static_cast<std::int64_t>(*seconds * 1e9)) : "-";
}

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", share * 100);
    return text;
}

void print_runs(std::span<const ComparedRun> runs) {
    TextTable table({{"", Align::Left}, {"RUN"}, {"WALL", Align::Right}, {"WORK", Align::Right}, {"FIRST RESULT", Align::Right},
                     {"MEDIAN TASK", Align::Right}, {"TASKS", Align::Right}, {"NOT DONE", Align::Right}, {"WORKERS", Align::Right}});
    for (std::size_t index = 0; index < runs.size(); ++index) {
        const ComparedRun& run = runs[index];
        table.add_row({letter(index), shortened(on_one_line(run.name), kWidestCell), duration_or_dash(measured(run, Measure::Wall)),
                       duration_or_dash(measured(run, Measure::Work)), duration_or_dash(measured(run, Measure::FirstResult)),
                       duration_or_dash(measured(run, Measure::MedianTask)), std::to_string(run.tasks), std::to_string(run.items_not_done),
                       std::to_string(run.workers_started)});
        if (!run.is_complete) table.add_note("   " + letter(index) + " is not complete: its trace breaks off, or goes on.");
    }
    table.write(std::cout);
}

void print_differing(const char* title, const std::vector<DifferingLine>& lines, std::size_t runs) {
    if (lines.empty()) return;
    std::vector<TextTable::Column> columns{{title}};
    for (std::size_t run = 0; run < runs; ++run) columns.push_back({letter(run)});
    TextTable table(std::move(columns));
    for (const DifferingLine& line : lines) {
        std::vector<std::string> cells{line.name};
        for (const std::string& value : line.values) cells.push_back(value.empty() ? "-" : shortened(on_one_line(value), kWidestCell));
        table.add_row(std::move(cells));
    }
    std::cout << '\n';
    table.write(std::cout);
}

std::string name_of(const RunGroup& group) {
    std::string letters;
    for (const std::size_t run : group.runs) letters += letter(run);
    return letters;
}

/// Of the runs that the verdict is about.
void print_parts(std::span<const ComparedRun> runs, std::span<const RunGroup> groups, Measure measure) {
    std::vector<TextTable::Column> columns{{"WHERE THE TIME WENT"}};
    std::vector<study::TimeParts> times;
    for (const RunGroup& group : study::timed_runs(runs, groups, measure)) {
        columns.push_back({name_of(group), Align::Right});
        columns.push_back({"", Align::Right});
        times.push_back(time_parts(runs, group));
    }
    TextTable table(std::move(columns));
    for (std::size_t part = 0; part < study::kGapParts; ++part) {
        std::vector<std::string> cells{study::to_string(static_cast<study::GapPart>(part))};
        for (const study::TimeParts& time : times) {
            cells.push_back(duration_or_dash(time.parts[part]));
            cells.push_back(percent(time.seconds > 0 ? time.parts[part] / time.seconds : 0));
        }
        table.add_row(std::move(cells));
    }
    std::cout << '\n';
    table.write(std::cout);
}

Json lines_document(const std::vector<DifferingLine>& lines) {
    Json document = Json::object();
    for (const DifferingLine& line : lines) document[line.name] = line.values;
    return document;
}

Json run_document(const ComparedRun& run) {
    Json document{{"name", run.name}, {"title", run.title}, {"complete", run.is_complete}};
    for (std::size_t measure = 0; measure < study::kMeasures; ++measure) {
        const auto value = measured(run, static_cast<Measure>(measure));
        document[std::string(study::to_string(static_cast<Measure>(measure))) + "_seconds"] = value ? Json(*value) : Json(nullptr);
    }
    document["tasks"] = run.tasks;
    document["items_done"] = run.items_done;
    document["items_not_done"] = run.items_not_done;
    document["workers_started"] = run.workers_started;
    for (const study::Setting& setting : run.settings) document["settings"][setting.name] = setting.value;
    return document;
}

Json comparison_document(const GroupComparison& result, const std::string& words) {
    Json document{{"configuration", result.group}, {"runs", result.runs}, {"verdict", words}};
    if (!result.is_known) return document;
    document["finding"] = study::to_string(result.comparison.finding);
    document["ratio"] = result.comparison.ratio.ratio;
    document["interval"] = {result.comparison.ratio.interval.low, result.comparison.ratio.interval.high};
    document["p"] = result.comparison.test.p;
    document["more_runs"] = result.comparison.more_runs ? Json(*result.comparison.more_runs) : Json(nullptr);
    document["gap_seconds"] = result.gap.seconds;
    for (std::size_t part = 0; part < study::kGapParts; ++part)
        document["gap_parts"][study::to_string(static_cast<study::GapPart>(part))] = result.gap.parts[part];
    return document;
}

void print_document(const CompareRequest& request, std::span<const ComparedRun> runs, std::span<const RunGroup> groups,
                    std::size_t baseline, const std::vector<GroupComparison>& results, const std::vector<std::string>& verdicts) {
    Json document{{"measure", study::to_string(request.measure)}, {"baseline", baseline}};
    for (const ComparedRun& run : runs) document["runs"].push_back(run_document(run));
    document["differing_settings"] = lines_document(differing_settings(runs));
    document["differing_environment"] = lines_document(differing_environment(runs));
    const std::vector<RunGroup> timed = study::timed_runs(runs, groups, request.measure);
    for (std::size_t index = 0; index < groups.size(); ++index) {
        const RunGroup& group = groups[index];
        const study::TimeParts time = time_parts(runs, timed[index]);
        Json parts = Json::object();
        for (std::size_t part = 0; part < study::kGapParts; ++part)
            parts[study::to_string(static_cast<study::GapPart>(part))] = time.parts[part];
        document["configurations"].push_back({{"label", group.label}, {"runs", group.runs}, {"seconds", time.seconds}, {"parts", parts}});
    }
    document["comparisons"] = Json::array();
    for (std::size_t index = 0; index < results.size(); ++index)
        document["comparisons"].push_back(comparison_document(results[index], verdicts[index]));
    std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

/// A row for each run: what it took, did and was set to.
std::vector<Json> table_of(std::span<const ComparedRun> runs, std::size_t baseline) {
    std::vector<Json> rows;
    for (std::size_t index = 0; index < runs.size(); ++index) {
        Json row{{"letter", letter(index)}, {"baseline", index == baseline}};
        row.update(run_document(runs[index]));
        row.erase("settings");
        // As they are called, without what a table of settings stands in.
        for (const study::Setting& setting : runs[index].settings) row[setting.name] = setting.value;
        rows.push_back(std::move(row));
    }
    return rows;
}

struct ReadRuns {
    std::vector<ComparedRun> runs;
    std::vector<std::string> paths;  ///< of each
    std::size_t baseline = 0;        ///< which of them
};

std::size_t place_of(const std::vector<ComparedRun>& runs, const ComparedRun& run) {
    const auto same = std::find_if(runs.begin(), runs.end(), [&run](const ComparedRun& other) { return other.identity == run.identity; });
    return static_cast<std::size_t>(same - runs.begin());
}

/// The same run named again, as a copy or by another path, counts once: a repetition that never took place would make chance look like
/// certainty.
ReadRuns read_runs(const CompareRequest& request) {
    ReadRuns read;
    std::vector<std::size_t> named;  // of each that is kept, from 1
    for (std::size_t i = 0; i < request.runs.size(); ++i) {
        const std::string& run = request.runs[i];
        std::filesystem::path path(run);
        if (!path.has_filename()) path = path.parent_path();  // "folder/"
        // Runs that are kept are all called "trace", in folders with names.
        const bool is_kept = path.filename() == "trace" && path.has_parent_path() && path.parent_path().has_filename();
        std::string name = (is_kept ? path.parent_path() : path).filename().string();
        if (const auto stored = RunStore::look((is_kept ? path.parent_path() : path).string()); stored && !stored->label().empty()) name = stored->label();
        ComparedRun one = study::read_compared_run(run, std::move(name));
        const std::size_t place = place_of(read.runs, one);
        if (request.baseline == i + 1) read.baseline = place;
        if (place < read.runs.size()) {
            std::cerr << "poolscope: run " << i + 1 << ", " << run << ", is the same as run " << named[place] << ": it counts once\n";
            continue;
        }
        read.runs.push_back(std::move(one));
        read.paths.push_back(run);
        named.push_back(i + 1);
    }
    return read;
}

}  // namespace

int compare_command(const CompareRequest& request, const ReportWriters& reports) {
    if (request.report) {
        const std::string problem = problem_of_report(reports, reports.comparison != nullptr, *request.report, {});
        if (!problem.empty()) {
            std::cerr << "poolscope: " << problem << '\n';
            return kBadInput;
        }
    }
    if (request.runs.size() < 2) {
        std::cerr << "poolscope: compare needs two runs or more: traces, or run folders\n";
        return kBadInput;
    }
    if (request.baseline < 1 || request.baseline > request.runs.size()) {
        std::cerr << "poolscope: --baseline " << request.baseline << ": there are " << request.runs.size() << " runs, from 1 on\n";
        return kBadInput;
    }
    for (const auto& [option, target] : {std::pair{"--csv", request.csv}, std::pair{"--report", request.report}}) {
        if (!target || !is_one_of(*target, request.runs)) continue;
        std::cerr << "poolscope: " << option << ": " << *target << " cannot be written: it is what is read: choose another name\n";
        return kBadInput;
    }
    ReadRuns read;
    try {
        read = read_runs(request);
    } catch (const std::exception& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    }
    const std::vector<ComparedRun>& runs = read.runs;
    if (runs.size() < 2) {
        std::cerr << "poolscope: there is one run, and nothing to compare it with\n";
        return kBadInput;
    }
    const std::vector<RunGroup> groups = study::group_by_settings(runs);
    const auto is_base = [&](const RunGroup& group) {
        return std::find(group.runs.begin(), group.runs.end(), read.baseline) != group.runs.end();
    };
    const auto baseline = static_cast<std::size_t>(std::find_if(groups.begin(), groups.end(), is_base) - groups.begin());
    const std::vector<GroupComparison> results = study::compare_groups(runs, groups, baseline, request.measure);
    if (request.csv && !write_csv(*request.csv, table_of(runs, read.baseline))) return kBroken;
    std::vector<std::string> verdicts;
    for (const GroupComparison& result : results)
        verdicts.push_back(verdict_words(name_of(groups[baseline]), name_of(groups[result.group]), result, request.measure));

    if (request.output == CompareOutput::Json) {
        print_document(request, runs, groups, baseline, results, verdicts);
    } else {
        print_runs(runs);
        print_differing("SETTING", study::differing_settings(runs), runs.size());
        print_differing("ENVIRONMENT", study::differing_environment(runs), runs.size());
        print_parts(runs, groups, request.measure);
        std::cout << '\n';
        if (groups.size() == 1) std::cout << "All runs have the same settings: they are repetitions of one configuration.\n";
        for (std::size_t index = 0; index < results.size(); ++index) {
            const std::string& label = groups[results[index].group].label;
            std::cout << verdicts[index] << (label.empty() ? "" : "  (" + shortened(on_one_line(label), 2 * kWidestCell) + ")") << '\n';
        }
    }
    if (request.report) {
        const std::string problem = reports.comparison(read.paths, read.baseline, study::to_string(request.measure), *request.report);
        if (!problem.empty()) {
            std::cerr << "poolscope: " << *request.report << " cannot be written: " << problem << '\n';
            return kBroken;
        }
    }
    std::cout << std::flush;
    if (!std::cout) {
        std::cerr << "poolscope: standard output cannot be written\n";
        return kBroken;
    }
    return kSucceeded;
}

void declare_compare(CLI::App& app, std::function<int()>& action, const ReportWriters& reports) {
    CLI::App* compare = app.add_subcommand("compare", "Says what differs between runs, and what of it is certain");
    const auto request = std::make_shared<CompareRequest>();
    compare->add_option("RUN", request->runs, "Traces, or folders of runs; the same settings count as repetitions")->required();
    compare->add_option("--baseline", request->baseline, "Which of them the others are compared with, from 1")->type_name("N")->capture_default_str();
    const std::vector<std::pair<std::string, Measure>> measures{{"wall", Measure::Wall}, {"work", Measure::Work},
                                                                {"first_result", Measure::FirstResult}, {"median_task", Measure::MedianTask}};
    compare
        ->add_option("--by", request->measure,
                     "wall: the whole run; work: from the first submission until all is settled; first_result; median_task")
        ->type_name("MEASURE")
        ->transform(one_of(measures));
    compare->add_flag("--json", [request](std::int64_t) { request->output = CompareOutput::Json; }, "Print one JSON document instead of tables. Its wall_seconds last from the start of the pool until it has ended, its work_seconds from the first submission "
                      "until all is settled: not what `demo --json` calls so");
    compare->add_option("--csv", request->csv, "Write a row for each run to this file, too")->type_name("FILE");
    compare->add_option("--report", request->report, "Write an HTML page with pictures to this file, too")->type_name("FILE.html");
    compare->callback([request, &action, &reports] { action = [request, &reports] { return compare_command(*request, reports); }; });
    compare->footer("Exit status: 0 compared, whatever came of it; 2 a run cannot be read; 3 what was to be written could not be.");
}

}  // namespace poolscope::app
