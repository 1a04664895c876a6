// SPDX-License-Identifier: GPL-3.0-or-later
#include "estimate_command.h"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <poolscope/cost_estimate.h>
#include <poolscope/errors.h>

#include "exit_status.h"
#include "machine_figures.h"
#include "quantity_words.h"
#include "run_folder.h"
#include "scenario_source.h"
#include "terminal.h"
#include "text_table.h"

namespace poolscope::app {

namespace {

std::string duration_of(double seconds) {
    return duration_words(static_cast<std::int64_t>(seconds * 1e9));
}

void write_estimate(const study::CostEstimate& estimate, std::ostream& out) {
    out << estimate.processes << (estimate.processes == 1 ? " process, " : " processes, ") << to_string(estimate.start_method) << "\n\n";
    TextTable table({{"BATCH", TextTable::Align::Right}, {"ITEMS", TextTable::Align::Right}, {"CHUNKSIZE", TextTable::Align::Right},
                     {"TASKS", TextTable::Align::Right}});
    for (std::size_t i = 0; i < estimate.batches.size(); ++i) {
        const study::BatchCost& batch = estimate.batches[i];
        table.add_row({std::to_string(i + 1), batch.items ? std::to_string(*batch.items) : "?", std::to_string(batch.chunksize),
                       batch.tasks ? std::to_string(*batch.tasks) : "?"});
    }
    table.write(out);
    out << '\n' << counted(estimate.tasks, "task") << ", "
        << (estimate.tasks_per_worker < 1 ? "fewer than workers" : plain_number(estimate.tasks_per_worker) + " for each worker") << '\n';
    out << "start: " << duration_of(estimate.start_seconds);
    if (estimate.initializer_seconds) out << ", and " << duration_of(*estimate.initializer_seconds) << " for the initializer";
    out << '\n';
    if (estimate.restarts > 0) out << "restarts: " << estimate.restarts << ", " << duration_of(estimate.restart_seconds) << " of all workers together\n";
    for (const std::string& name : estimate.not_counted) out << "not counted: what " << name << " may add\n";
    out << "transport: " << duration_of(estimate.transport_seconds) << " of the host\n";
    if (estimate.work_seconds) out << "work: " << duration_of(*estimate.work_seconds) << "; all done after " << duration_of(*estimate.least_seconds) << " or more\n";
    if (estimate.memory_bytes > 0) out << "memory: " << estimate.memory_bytes / 1024 / 1024 << " MiB for all workers before they do anything\n";
    out << "descriptors: about " << estimate.descriptors << " in the host\n";
    for (const study::CostWarning& warning : estimate.warnings)
        out << (warning.is_fatal ? "ERROR " : "warning ") << warning.place << ": " << on_one_line(message(warning)) << '\n';
}

int estimate_or_measure(const EstimateOptions& options) {
    std::optional<study::MachineCosts> machine;
    if (!options.measures) machine = kept_machine_figures();
    if (!machine) {
        Interruption interruption;
        RunFolder::sweep();
        machine = measure_machine(interruption);
        if (!machine) return kInterrupted;
    }
    if (options.scenario.empty()) {
        std::cout << to_json(*machine).dump(2) << '\n';
        return kSucceeded;
    }
    const study::CostEstimate estimate = study::estimate(read_scenario(options.scenario), machine->costs, study::this_system());
    if (options.json) {
        Json document = to_json(estimate);
        document["machine"] = to_json(*machine);
        std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    } else {
        write_estimate(estimate, std::cout);
    }
    for (const study::CostWarning& warning : estimate.warnings)
        if (warning.is_fatal) return kFailed;
    return kSucceeded;
}

}  // namespace

int estimate_command(const EstimateOptions& options) {
    try {
        const int status = estimate_or_measure(options);
        std::cout << std::flush;
        return std::cout ? status : static_cast<int>(kBroken);
    } catch (const ScenarioError& error) {
        return refuse_scenario(error);
    } catch (const std::exception& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBroken;
    }
}

void declare_estimate(CLI::App& app, std::function<int()>& action) {
    CLI::App* command = app.add_subcommand("estimate", "Says what a scenario will cost before it is run, and warns of what is known to go wrong");
    auto options = std::make_shared<EstimateOptions>();
    command->add_option("SCENARIO", options->scenario, "A scenario file, - for standard input, or a name; none: the figures of this machine");
    command->add_flag("--json", options->json, "Print one JSON document instead of words");
    command->add_flag("--measure", options->measures, "Measure this machine anew; otherwise that is done once a week");
    command->callback([options, &action] { action = [options] { return estimate_command(*options); }; });
    command->footer("Exit status: 0; 1 the system does not allow what the scenario asks for; 2 bad arguments or scenario.");
}

}  // namespace poolscope::app
