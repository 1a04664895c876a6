// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs_command.h"

#include <array>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <poolscope/json.h>
#include <poolscope/run_store.h>

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

void write_table(const std::string& folder, const std::vector<StoredRun>& runs) {
    if (runs.empty()) {
        std::cout << "No run is kept in " << folder << ".\n";
        return;
    }
    using Align = TextTable::Align;
    TextTable table({{"RUN"}, {"BEGAN"}, {"TITLE"}, {"LABEL"}, {"PROCESSES"}, {"WORK"}, {"WALL", Align::Right}, {"ITEMS", Align::Right},
                     {"NOT DONE", Align::Right}, {"ENDED"}, {""}});
    for (const StoredRun& run : runs) {
        const RunDigest digest = digest_of(run);
        const auto cell = [](const std::string& text) { return shortened(on_one_line(text), kWidestCell); };
        table.add_row({on_one_line(std::filesystem::path(run.folder).filename().string()), moment(run.began_ns(), "%Y-%m-%d %H:%M:%S"), cell(digest.title), cell(run.label()),
                       configuration_of(digest), cell(digest.work), duration_words(digest.wall_ns), std::to_string(digest.items),
                       std::to_string(not_done(digest)), run.is_live ? "" : to_string(digest.ending), marks_of(run)});
    }
    table.write(std::cout);
    std::cout << '\n' << counted(runs.size(), "run") << " in " << folder << "; compare, whatif and trace take their folders\n";
}

Json document_of(const StoredRun& run) {
    const RunDigest digest = digest_of(run);
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
              {"study", nullptr}};
    if (run.origin)
        json["study"] = {{"kind", run.origin->study}, {"id", run.origin->id}, {"title", run.origin->title}, {"part", run.origin->part}, {"repetition", run.origin->repetition}};
    return json;
}

}  // namespace

int runs_command(const RunsOptions& options) {
    const std::string folder = std::filesystem::absolute(options.folder.value_or(default_runs_folder())).lexically_normal().string();
    const std::vector<StoredRun> runs = RunStore(folder).list();
    if (options.json) {
        Json list = Json::array();
        for (const StoredRun& run : runs) list.push_back(document_of(run));
        const Json document{{"folder", folder}, {"runs", std::move(list)}};
        std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    } else {
        write_table(folder, runs);
    }
    std::cout << std::flush;
    return std::cout ? kSucceeded : kBroken;
}

void declare_runs(CLI::App& app, std::function<int()>& action) {
    CLI::App* command = app.add_subcommand("runs", "Lists the runs that are kept, with their configurations and figures");
    const auto options = std::make_shared<RunsOptions>();
    command->add_option("--runs", options->folder, "Where runs are kept; default: where the window has its own")->type_name("FOLDER");
    command->add_flag("--json", options->json, "Print a JSON document instead of a table, with every figure");
    command->callback([options, &action] { action = [options] { return runs_command(*options); }; });
}

}  // namespace poolscope::app
