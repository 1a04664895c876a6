// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include <clocale>
#include <filesystem>
#include <iostream>
#include <system_error>

#include <CLI/CLI.hpp>

#include "advise_command.h"
#include "argument_kinds.h"
#include "bench/bench_command.h"
#include "code_command.h"
#include "compare_command.h"
#include "demo_command.h"
#include "completion.h"
#include "display.h"
#include "estimate_command.h"
#include "exit_status.h"
#include "functions_command.h"
#include "hosts_command.h"
#include "manual.h"
#include "run_command.h"
#include "runs_command.h"
#include "scenario_shelf.h"
#include "sweep_command.h"
#include "trace_command.h"
#include "whatif_command.h"

namespace poolscope::app {

namespace {

/// The arguments as they were read; what to do is set by the subcommand that was named.
struct Arguments {
    WindowRequest window;
    RunOptions run;
    bool json = false;
    TraceOptions trace;
    CheckOptions check;
    ReportOptions report;
    BenchOptions bench;
    DemoOptions demo;
    std::string attach_to;
    std::string shell;
    std::function<int()> action;
};

void declare_window(CLI::App& app, WindowRequest& window) {
    app.add_option("FILE", window.file, "A scenario or a trace to open in the window");
    app.add_option("--config", window.config, "Folder for the window's settings and runs")->type_name("FOLDER");
    app.add_option("--theme", window.theme, "Colours of the window")
        ->type_name("THEME")
        ->check(CLI::IsMember({"system", "light", "dark"}));
    app.add_option("--language", window.language, "Language of the window")
        ->type_name("LANGUAGE")
        ->check(CLI::IsMember({"system", "en", "de"}));
    app.add_option("--text-size", window.text_size, "Size of the window's text in per cent, 80 to 200")
        ->type_name("PERCENT")
        ->check(CLI::Range(80, 200));
    app.add_flag("--run", window.run_at_once, "Run the scenario as soon as the window is there");
    WindowRequest::Picture& picture = window.picture;
    CLI::Option* file =
        app.add_option("--screenshot", picture.file, "Run the scenario, write a picture of the window, and end")
            ->type_name("PNG");
    const auto only_with_picture = [file](CLI::Option* option, const char* type) {
        option->needs(file)->type_name(type)->check(CLI::PositiveNumber);
    };
    only_with_picture(app.add_option("--after", picture.after_seconds, "When the picture is made; default: at the end"),
                      "SECONDS");
    only_with_picture(app.add_option("--width", picture.width, "Width of the picture"), "PIXELS");
    only_with_picture(app.add_option("--height", picture.height, "Height of the picture"), "PIXELS");
    app.add_option("--page", picture.page, "The page that is in front in the picture")
        ->needs(file)
        ->check(CLI::IsMember({"results", "charts", "compare", "tasks", "batches", "events", "runs", "demos", "whatif", "sweep", "advice"}));
}

void declare_limits(CLI::App& run, Overrides& overrides) {
    const auto option = [&run](const char* name, std::optional<std::string>& value, const char* what, const char* type) {
        run.add_option(name, value, what)->type_name(type)->group("Limits (instead of the scenario's; none: no limit)");
    };
    option("--maxitemsperchild", overrides.maxitemsperchild, "Items that a worker completes before it is replaced", "N");
    option("--max-memory-per-child", overrides.max_memory_per_child, "A worker that takes more is replaced: 200MiB", "BYTES");
    option("--max-age-per-child", overrides.max_age_per_child, "A worker that is older is replaced: 60, 500ms, 1h", "SECONDS");
    option("--task-timeout", overrides.task_timeout, "Of one task, from its start in the worker", "SECONDS");
    option("--initializer-timeout", overrides.initializer_timeout, "Of one call of the initializer", "SECONDS");
    option("--recycling-jitter", overrides.recycling_jitter,
           "Share, 0 to 1, by which each worker's own limits may be lower", "SHARE");
    option("--restart-budget", overrides.restart_budget, "More deaths in so many seconds break the pool: 5/10s",
           "DEATHS/SECONDS");
    option("--retries", overrides.retries, "How often an item whose worker died in it is tried again", "N");
    option("--seed", overrides.seed, "From which every item's own seed is made", "N");
}

void declare_faults(CLI::App& run, Overrides& overrides) {
    constexpr const char* kGroup = "Faults (what is to go wrong, and when)";
    run.add_option("--fault", overrides.faults,
                   "A fault beside the scenario's, as often as you like: \"kill at=task worker=1 nth=3\"; "
                   "kill, stop, segfault, abort, exit, delay, fail, refuse, fill_disk, slow_reader, full_lane; "
                   "at=start, initializer, idle, reading, task, writing")
        ->type_name("TEXT")
        ->expected(1)
        ->take_all()
        ->group(kGroup);
    run.add_option("--faults", overrides.faults_file,
                   "A file with {\"seed\": 7, \"plan\": [...]} instead of the scenario's faults; none: without them")
        ->type_name("FILE")
        ->group(kGroup);
    run.add_option("--fault-seed", overrides.fault_seed, "Decides about faults with a probability")
        ->type_name("N")
        ->group(kGroup);
}

void declare_run(CLI::App& app, Arguments& arguments) {
    CLI::App* run = app.add_subcommand("run", "Runs a scenario without a window");
    run->add_option("SCENARIO", arguments.run.scenario,
                    "A scenario file, - for standard input, or a name that 'poolscope scenarios' lists")
        ->required();
    Overrides& overrides = arguments.run.overrides;
    run->add_option("--processes", overrides.processes, "Workers to keep alive; none: the logical CPUs")
        ->type_name("N");
    run->add_option("--start-method", overrides.start_method, "fork, spawn or forkserver; none: the default")
        ->type_name("METHOD");
    run->add_option("--maxtasksperchild", overrides.maxtasksperchild,
                    "Tasks that a worker completes before it is replaced; none: no limit")
        ->type_name("N");
    run->add_option("--chunksize", overrides.chunksize, "Items that make a task, for every batch; none: the default")
        ->type_name("N");
    declare_limits(*run, overrides);
    declare_faults(*run, overrides);
    run->add_flag("--keep", arguments.run.keep, "Keep the run where the window lists it, with its trace and scenario");
    run->add_option("--trace", arguments.run.trace, "Keep the trace of the run in this file")->type_name("FILE");
    run->add_flag("--json", arguments.json, "Print one JSON document instead of words");
    run->add_flag("--show-output", arguments.run.show_output,
                  "Print what tasks write to standard error, each line after [batch/item]");
    run->callback([&arguments] {
        arguments.action = [&arguments] {
            arguments.run.output = arguments.json ? RunOutput::Json : RunOutput::Report;
            return run_command(arguments.run);
        };
    });
    run->footer("Exit status: 0 every batch succeeded; 1 some task failed, was lost, timed out or was cancelled;\n"
                "2 bad arguments or scenario; 3 the pool broke, or what was to be written could not be; 130 interrupted.");
}

void declare_functions(CLI::App& app, Arguments& arguments) {
    CLI::App* functions = app.add_subcommand("functions", "Lists the functions that can be called");
    functions->add_flag("--json", arguments.json, "Print a JSON document");
    functions->callback([&arguments] {
        arguments.action = [&arguments] {
            return functions_command(arguments.json ? FunctionsOutput::Json : FunctionsOutput::Text);
        };
    });
}

void declare_hosts(CLI::App& app, Arguments& arguments, const OpenWindow& open_window) {
    CLI::App* hosts = app.add_subcommand("hosts", "Lists the pools of yours that run on this machine");
    hosts->add_flag("--json", arguments.json, "Print a JSON document");
    hosts->callback([&arguments] {
        arguments.action = [&arguments] { return hosts_command(arguments.json ? HostsOutput::Json : HostsOutput::Table); };
    });
    CLI::App* attach = app.add_subcommand("attach", "Opens the window on a pool that runs already; without POOL, lists them");
    attach->add_option("POOL", arguments.attach_to, "The process id of its program, its title, or its run folder");
    attach->callback([&arguments, &open_window] {
        arguments.action = [&arguments, &open_window]() -> int {
            if (arguments.attach_to.empty()) return hosts_command(HostsOutput::Table);
            arguments.window.attach = host_named(arguments.attach_to);
            if (!arguments.window.attach) return kBadInput;
            if (open_window && display_available()) return open_window(arguments.window);
            std::cerr << "poolscope: there is no display to open a window on\n";
            return kBadInput;
        };
    });
}

void declare_trace(CLI::App& app, Arguments& arguments, const ReportWriters& reports) {
    CLI::App* trace = app.add_subcommand("trace", "Prints or converts the trace of a run");
    trace->require_subcommand(1);
    const auto act = [&arguments] { arguments.action = [&arguments] { return trace_command(arguments.trace); }; };

    CLI::App* show = trace->add_subcommand("show", "Prints a trace as text, a line a record");
    show->add_option("FILE", arguments.trace.file, "A trace, or the folder of a run")->required()->transform(trace_or_run_folder());
    show->callback(act);

    CLI::App* check = trace->add_subcommand("check", "Proves from a trace that the run kept its promises, or names what broke them");
    check->add_option("FILE", arguments.check.file, "A trace, or the folder of a run")->required()->transform(trace_or_run_folder());
    check->add_flag("--json", arguments.check.json, "Print one JSON document instead of words");
    check->callback([&arguments] { arguments.action = [&arguments] { return check_command(arguments.check); }; });
    check->footer("Exit status: 0 the trace is sound; 1 something was found; 2 the file is no trace.");

    CLI::App* convert = trace->add_subcommand("export", "Writes a trace for other programs");
    convert->add_option("FILE", arguments.trace.file, "A trace, or the folder of a run")->required()->transform(trace_or_run_folder());
    const std::vector<std::pair<std::string, TraceFormat>> formats{
        {"csv", TraceFormat::Csv},        {"results", TraceFormat::ResultLines}, {"sqlite", TraceFormat::Sqlite},
        {"json", TraceFormat::JsonLines}, {"chrome", TraceFormat::Chrome},       {"text", TraceFormat::Text}};
    convert
        ->add_option("--format", arguments.trace.format,
                     "csv: a row an item; results: a JSON object an item; sqlite: a database (needs --output); "
                     "json: an object a record; chrome: for Perfetto; text")
        ->required()
        ->type_name("FORMAT")
        ->transform(one_of(formats));
    convert->add_option("--output", arguments.trace.output, "A file instead of standard output")->type_name("FILE");
    convert->callback(act);

    CLI::App* report = trace->add_subcommand("report", "Writes the run as one HTML page with pictures");
    report->add_option("FILE", arguments.report.file, "A trace, or the folder of a run")->required()->transform(trace_or_run_folder());
    report->add_option("--output", arguments.report.output, "The page")->type_name("FILE.html")->required();
    report->callback([&arguments, &reports] {
        arguments.action = [&arguments, &reports] { return report_command(arguments.report, reports.run); };
    });
}

void declare_bench(CLI::App& app, Arguments& arguments) {
    CLI::App* bench = app.add_subcommand("bench", "Measures the pool on this machine, beside Python's when there is one");
    bench->add_flag("--json", arguments.json, "Print one JSON document, with every sample");
    bench->add_flag("--quick", [&arguments](std::int64_t) { arguments.bench.length = BenchLength::Quick; },
                    "A glance: one short sample of each row");
    bench->add_option("--rows", arguments.bench.rows, "Only these rows: apply_async,map,start,... (a wrong name lists them)")
        ->type_name("ROWS")
        ->delimiter(',');
    bench->add_option("--workers", arguments.bench.workers, "Numbers of workers for the rows that depend on it: 1,2,4,8")
        ->type_name("N,...")
        ->delimiter(',')
        ->check(CLI::PositiveNumber);
    bench->add_option("--samples", arguments.bench.samples, "Samples of each row")->type_name("N")->check(CLI::PositiveNumber);
    CLI::Option* peers = bench->add_option("--peers", arguments.bench.peers, "What to compare with: pool,executor,xargs; default: pool,xargs")
                             ->type_name("PEERS")
                             ->delimiter(',')
                             ->check(CLI::IsMember({"pool", "executor", "xargs"}));
    bench->add_flag("--alone", [&arguments](std::int64_t) { arguments.bench.peers.clear(); }, "Poolscope alone, beside nothing")
        ->excludes(peers);
    bench->add_option("--side", arguments.bench.sides, "One more row program: NAME=PROGRAM")->type_name("NAME=PROGRAM");
    bench->callback([&arguments] {
        arguments.action = [&arguments] {
            arguments.bench.output = arguments.json ? BenchOutput::Json : BenchOutput::Table;
            return bench_command(arguments.bench);
        };
    });
    bench->footer("The sides take turns, sample by sample. A machine that does other things meanwhile measures those too.");
}

void declare_demo(CLI::App& app, Arguments& arguments) {
    CLI::App* demo = app.add_subcommand("demo", "Runs a demo without a window and checks what it promises");
    demo->add_option("DEMO", arguments.demo.demo, "Its number, its name or a file; nothing: the list of them");
    demo->add_flag("--list", arguments.demo.list, "List the demos that there are");
    demo->add_flag("--queries", arguments.demo.queries, "List what a demo can ask of its runs");
    demo->add_flag("--json", arguments.demo.json,
                   "Print one JSON document instead of words. Its figures are those of --queries: wall_seconds from the first submission until the last batch ended, "
                   "not the whole run as in `compare --json`");
    demo->add_option("--predict", arguments.demo.prediction,
                     "What you expect, before it runs: a number, or several with commas between (a choice: its number); it is scored")
        ->type_name("ANSWER");
    declare_keeping(*demo, arguments.demo.keep);
    demo->callback([&arguments] { arguments.action = [&arguments] { return demo_command(arguments.demo); }; });
    demo->footer("Exit status: 0 every checkpoint was ticked and every expected range holds; 1 something does not;\n"
                 "2 no demo that can be used; 3 a host broke; 130 interrupted.");
}

void declare_help(CLI::App& app, Arguments& arguments) {
    CLI::App* completion = app.add_subcommand("completion", "Prints what teaches a shell this program's arguments");
    completion->add_option("SHELL", arguments.shell, "The shell")->required()->check(CLI::IsMember({"bash", "zsh"}));
    completion->callback([&app, &arguments] {
        arguments.action = [&app, &arguments] {
            const CommandFacts program = facts_of(app);
            std::cout << (arguments.shell == "bash" ? bash_completion(program) : zsh_completion(program));
            return kSucceeded;
        };
    });
    CLI::App* manual = app.add_subcommand("manual", "Prints the manual page: poolscope manual | man -l -");
    manual->callback([&app, &arguments] {
        arguments.action = [&app] {
            std::cout << manual_page(facts_of(app));
            return kSucceeded;
        };
    });
}

int open_window_or_run(WindowRequest request, const OpenWindow& open_window) {
    std::error_code error;
    // The folder of a run stands for the trace in it.
    if (request.file && std::filesystem::is_regular_file(*request.file + "/trace", error)) *request.file += "/trace";
    if (request.file && !std::filesystem::exists(*request.file, error)) {
        std::cerr << "poolscope: " << *request.file << ": No such file or directory\n";
        return kBadInput;
    }
    const bool can_be_shown = display_available() || request.picture.file;
    if (!open_window || !can_be_shown) return run_without_display(request.file);
    return open_window(request);
}

}  // namespace

int command_line(int argc, char** argv, const OpenWindow& open_window, const ReportWriters& reports) {
    // Characters as the user's terminal has them; numbers stay as programs write them.
    std::setlocale(LC_CTYPE, "");

    CLI::App app("Poolscope: a process pool, configured, fed and watched", "poolscope");
    Arguments arguments;
    arguments.action = [&] { return open_window_or_run(arguments.window, open_window); };
    app.set_version_flag("--version", std::string("poolscope ") + POOLSCOPE_VERSION);
    declare_window(app, arguments.window);
    declare_run(app, arguments);
    declare_functions(app, arguments);
    declare_trace(app, arguments, reports);
    declare_hosts(app, arguments, open_window);
    declare_bench(app, arguments);
    declare_runs(app, arguments.action);
    declare_compare(app, arguments.action, reports);
    declare_demo(app, arguments);
    declare_sweep(app, arguments.action, reports);
    declare_whatif(app, arguments.action, reports);
    declare_estimate(app, arguments.action);
    declare_code(app, arguments.action, reports);
    declare_advise(app, arguments.action, reports);
    CLI::App* scenarios = app.add_subcommand("scenarios", "Lists the scenarios that came with the program");
    scenarios->callback([&arguments] { arguments.action = scenarios_command; });
    declare_help(app, arguments);
    app.require_subcommand(0, 1);
    app.footer("Without a subcommand the window opens; without a display the scenario runs in the terminal.");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool only_asked =
            error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);  // --help, --version
        app.exit(error);
        return only_asked ? kSucceeded : kBadInput;
    }
    return arguments.action();
}

}  // namespace poolscope::app
