// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs_command.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <poolscope/baseline.h>
#include <poolscope/json.h>
#include <poolscope/run_store.h>

#include "csv_text.h"
#include "exit_status.h"
#include "quantity_words.h"
#include "terminal.h"
#include "text_table.h"

namespace poolscope::app {

namespace {

constexpr std::size_t kWidestCell = 32;

/// Of a run that nobody has looked at since its trace grew the figures are made now; they are not kept, since it is not ours to change.
RunDigest digest_of(const StoredRun& run) {
    if (run.digest && !run.is_stale) return *run.digest;
    try {
        return read_digest(run.trace_path());
    } catch (const std::exception&) {
        return run.digest.value_or(RunDigest{});  // what is wrong with a trace is told when it is opened
    }
}

std::string moment(std::int64_t nanoseconds, const char* format) {
    const auto seconds = static_cast<std::time_t>(nanoseconds / 1'000'000'000);
    std::tm local{};
    std::array<char, 40> text{};
    if (nanoseconds == 0 || ::localtime_r(&seconds, &local) == nullptr) return {};
    static_cast<void>(std::strftime(text.data(), text.size(), format, &local));
    return text.data();
}

std::string marks_of(const StoredRun& run) {
    std::string marks = run.is_live ? "live" : "";
    if (run.notes.baseline) marks += marks.empty() ? "baseline" : ", baseline";
    else if (run.notes.pinned) marks += marks.empty() ? "pinned" : ", pinned";
    return marks;
}

std::string configuration_of(const RunDigest& digest) {
    if (digest.processes == 0) return {};
    return std::to_string(digest.processes) + " " + digest.start_method +
           (digest.maxtasksperchild ? ", " + counted(*digest.maxtasksperchild, "task") + " each" : "");
}

std::uint64_t not_done(const RunDigest& digest) {
    return digest.failed + digest.lost + digest.timed_out + digest.cancelled;
}

using Marks = std::vector<std::optional<study::BaselineMark>>;

/// "1.2 to 1.4 times slower" than the run that is the baseline; empty: they are not compared.
std::string against_words(const std::optional<study::BaselineMark>& mark) {
    if (!mark) return {};
    if (mark->is_baseline) return "is it";
    if (mark->did_other) return "did not do as much";
    const study::Interval& ratio = mark->comparison.ratio.interval;
    switch (mark->comparison.finding) {
    case study::Finding::Difference:
        return mark->comparison.ratio.ratio > 1 ? plain_number(ratio.low) + " to " + plain_number(ratio.high) + " times slower"
                                                : plain_number(1 / ratio.high) + " to " + plain_number(1 / ratio.low) + " times faster";
    case study::Finding::NoDifference: return "as fast, to within " + plain_number(mark->comparison.margin * 100) + " %";
    default: return "not certain";
    }
}

void write_table(const std::string& folder, const std::vector<StoredRun>& runs, const Marks& marks) {
    if (runs.empty()) {
        std::cout << "No run is kept in " << folder << ".\n";
        return;
    }
    using Align = TextTable::Align;
    TextTable table({{"RUN"}, {"BEGAN"}, {"TITLE"}, {"LABEL"}, {"PROCESSES"}, {"WORK"}, {"WALL", Align::Right}, {"ITEMS", Align::Right},
                     {"NOT DONE", Align::Right}, {"ENDED"}, {"AGAINST BASELINE"}, {""}});
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const StoredRun& run = runs[i];
        const RunDigest& digest = *run.digest;
        const auto cell = [](const std::string& text) { return shortened(on_one_line(text), kWidestCell); };
        table.add_row({on_one_line(std::filesystem::path(run.folder).filename().string()), moment(run.began_ns(), "%Y-%m-%d %H:%M:%S"), cell(digest.title), cell(run.label()),
                       configuration_of(digest), cell(digest.work), duration_words(digest.wall_ns), std::to_string(digest.items),
                       std::to_string(not_done(digest)), run.is_live ? "" : to_string(digest.ending), against_words(marks[i]), marks_of(run)});
    }
    table.write(std::cout);
    std::cout << '\n' << counted(runs.size(), "run") << " in " << folder << "; compare, whatif and trace take their folders\n";
}

Json document_of(const StoredRun& run, const std::optional<study::BaselineMark>& mark) {
    const RunDigest& digest = *run.digest;
    Json json{{"folder", run.folder},
              {"name", std::filesystem::path(run.folder).filename().string()},
              {"label", run.label()},
              {"note", run.notes.note},
              {"title", digest.title},
              {"program", digest.program},
              {"began", moment(run.began_ns(), "%Y-%m-%dT%H:%M:%S%z")},
              {"live", run.is_live},
              {"pinned", run.notes.pinned},
              {"baseline", run.notes.baseline},
              {"processes", digest.processes},
              {"start_method", digest.start_method},
              {"initializer", digest.initializer.empty() ? Json(nullptr) : Json(digest.initializer)},
              {"maxtasksperchild", digest.maxtasksperchild ? Json(*digest.maxtasksperchild) : Json(nullptr)},
              {"work", digest.work},
              {"ending", to_string(digest.ending)},
              {"wall_seconds", static_cast<double>(digest.wall_ns) / 1e9},
              {"tasks", digest.tasks},
              {"items", digest.items},
              {"done", digest.done},
              {"failed", digest.failed},
              {"lost", digest.lost},
              {"timed_out", digest.timed_out},
              {"cancelled", digest.cancelled},
              {"workers_started", digest.workers_started},
              {"workers_crashed", digest.workers_crashed},
              {"utilisation", digest.utilisation ? Json(*digest.utilisation) : Json(nullptr)},
              {"tasks_per_second", digest.tasks_per_second ? Json(*digest.tasks_per_second) : Json(nullptr)},
              {"size_bytes", run.size_bytes},
              {"against_baseline", nullptr},
              {"study", nullptr}};
    if (mark) json["against_baseline"] = against_words(mark);
    if (run.origin)
        json["study"] = {{"kind", run.origin->study}, {"id", run.origin->id}, {"title", run.origin->title}, {"part", run.origin->part}, {"repetition", run.origin->repetition}};
    return json;
}

/// Whether a file of that name would lie among the runs, where it could take a trace's place.
bool is_among_runs(const std::string& path, const std::string& folder) {
    std::error_code error;
    const std::filesystem::path place = std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
    const std::filesystem::path runs = std::filesystem::weakly_canonical(folder, error);
    return std::mismatch(runs.begin(), runs.end(), place.begin(), place.end()).first == runs.end();
}

/// False, after words on standard error, when there is no such run in the store.
bool pin_baseline(const RunStore& store, const std::string& wanted) {
    const bool is_none = wanted == "none";
    for (const StoredRun& run : store.list()) {
        std::error_code error;
        const bool is_it = std::filesystem::path(run.folder).filename() == wanted || std::filesystem::equivalent(run.folder, wanted, error);
        if (is_none ? !run.notes.baseline : !is_it) continue;
        // By its figures it is known whose place it takes.
        if (!is_none && !run.is_live && !run.is_open && (!run.digest || run.is_stale)) RunStore::set_digest(run.folder, digest_of(run));
        const auto now = RunStore::look(run.folder);
        RunNotes notes = now ? now->notes : run.notes;
        notes.baseline = !is_none;
        store.set_notes(run.folder, notes);
        if (!is_none) return true;
    }
    if (is_none) return true;
    std::cerr << "poolscope: --baseline " << wanted << ": is no run of " << store.folder() << '\n';
    return false;
}

}  // namespace

int runs_command(const RunsOptions& options) {
    const std::string folder = std::filesystem::absolute(options.folder.value_or(default_runs_folder())).lexically_normal().string();
    if (options.csv && is_among_runs(*options.csv, folder)) {
        std::cerr << "poolscope: --csv: " << *options.csv << " cannot be written: the runs are kept there, choose another folder\n";
        return kBadInput;
    }
    const RunStore store(folder);
    try {
        if (options.baseline && !pin_baseline(store, *options.baseline)) return kBadInput;
    } catch (const std::exception& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBroken;
    }
    std::vector<StoredRun> runs = store.list();
    for (StoredRun& run : runs) run.digest = digest_of(run);
    const Marks marks = study::marks_against_baseline(runs);
    std::vector<Json> documents;
    if (options.json || options.csv)
        for (std::size_t i = 0; i < runs.size(); ++i) documents.push_back(document_of(runs[i], marks[i]));
    if (options.csv && !write_csv(*options.csv, documents)) return kBroken;
    if (options.json) {
        const Json document{{"folder", folder}, {"runs", documents}};
        std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    } else {
        write_table(folder, runs, marks);
    }
    std::cout << std::flush;
    return std::cout ? kSucceeded : kBroken;
}

void declare_runs(CLI::App& app, std::function<int()>& action) {
    CLI::App* command = app.add_subcommand("runs", "Lists the runs that are kept, with their configurations and figures");
    const auto options = std::make_shared<RunsOptions>();
    command->add_option("--runs", options->folder, "Where runs are kept; default: where the window has its own")->type_name("FOLDER");
    command->add_flag("--json", options->json, "Print a JSON document instead of a table, with every figure");
    command->add_option("--csv", options->csv, "Write a row for each run to this file, too")->type_name("FILE");
    command->add_option("--baseline", options->baseline, "First make this run the one that later runs of the same work are compared with; none: no run is")
        ->type_name("RUN");
    command->callback([options, &action] { action = [options] { return runs_command(*options); }; });
}

}  // namespace poolscope::app
