// SPDX-License-Identifier: MIT
#include "host/host_commands.h"

#include <limits>
#include <utility>

#include <signal.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/function.h>
#include <poolscope/scenario.h>
#include <poolscope/signal_name.h>
#include <poolscope/version.h>

#include "host/batch_plan.h"
#include "host/call_lines.h"
#include "host/closest_name.h"
#include "host/scenario_parts.h"
#include "host/scenario_rules.h"

namespace poolscope::host {

namespace {

constexpr std::int64_t kLongestGraceMs = 60'000;
constexpr std::int64_t kMostProcessesAsked = std::numeric_limits<std::int64_t>::max();

/// A member that is a whole number of this range. Throws TypeError or ValueError that names it.
std::int64_t whole_number(const Json& value, const char* key, std::int64_t least, std::int64_t most) {
    if (!value.is_number_integer()) throw TypeError(std::string("\"") + key + "\" is not a whole number");
    const bool too_great = value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
    if (too_great || value.get<std::int64_t>() < least) {
        throw ValueError(std::string("\"") + key + "\" is not from " + std::to_string(least) + " to " +
                         std::to_string(most));
    }
    return value.get<std::int64_t>();
}

int signal_of(const Json& value) {
    if (!value.is_string()) return static_cast<int>(whole_number(value, "signal", 1, SIGRTMAX));
    const auto& name = value.get_ref<const std::string&>();
    if (const auto signal = signal_from_name(name)) return *signal;
    throw ValueError("there is no signal " + in_quotes(name));
}

std::uint32_t id32(const Json& arguments, const char* key) {
    return static_cast<std::uint32_t>(
        whole_number(required(arguments, key), key, 1, std::numeric_limits<std::uint32_t>::max()));
}

WorkerLimits limits_of(const Json& value) {
    Problems problems;
    const Place root;
    const WorkerLimits limits = read_limits(value, Place(root, "limits"), problems);
    if (!problems.empty()) throw ScenarioError(problems.take());
    return limits;
}

AfterBatches after_of(const Json& arguments) {
    if (!arguments.contains("after")) return AfterBatches::KeepOpen;
    const std::string& after = required_text(arguments, "after");
    if (after == "close") return AfterBatches::Close;
    if (after == "keep_open") return AfterBatches::KeepOpen;
    throw ValueError("\"after\" is \"close\" or \"keep_open\", not " + in_quotes(after));
}

PoolRun::StartOptions options_of(const Json& arguments) {
    PoolRun::StartOptions options;
    const auto given = arguments.find("options");
    if (given == arguments.end() || given->is_null()) return options;
    if (!given->is_object()) throw TypeError("\"options\" is not an object");
    require_known_keys(*given, "options", {"terminate_grace_ms", "host_note"});
    if (const auto grace = given->find("terminate_grace_ms"); grace != given->end()) {
        options.terminate_grace =
            std::chrono::milliseconds(whole_number(*grace, "terminate_grace_ms", 0, kLongestGraceMs));
    }
    if (given->contains("host_note")) options.host_note = required_text(*given, "host_note");
    return options;
}

Json json_of(const supervise::WorkerStatus& worker) {
    return {{"worker", worker.worker.value},
            {"slot", worker.slot.value},
            {"pid", worker.pid != 0 ? Json(worker.pid) : Json(nullptr)},
            {"ready", worker.ready},
            {"retiring", worker.retiring},
            {"stopped", worker.stopped},
            {"task", worker.task ? Json(worker.task->value) : Json(nullptr)},
            {"tasks_done", worker.tasks_done}};
}

Json json_of(const Function& function) {
    return {{"name", function.name},
            {"doc", function.docstring},
            {"parameters", function.parameter_names},
            {"parameter_types", function.parameter_types},
            {"required_parameters", function.required_parameters},
            {"result_type", function.result_type},
            {"is_initializer", function.is_initializer},
            {"module", function.module}};
}

}  // namespace

struct HostCommands::Call {
    RequestId id;
    Json arguments;
    Reply reply;

    void succeed(const Json& body = Json::object()) const { reply(success_line(id, body)); }
};

const std::map<std::string, HostCommands::Handler>& HostCommands::table() {
    static const std::map<std::string, Handler> commands{
        {"hello", &HostCommands::hello},
        {"start", &HostCommands::start},
        {"submit", &HostCommands::submit},
        {"close", &HostCommands::close},
        {"terminate", &HostCommands::terminate},
        {"join", &HostCommands::join},
        {"kill_worker", &HostCommands::kill_worker},
        {"resize", &HostCommands::resize},
        {"pause", &HostCommands::pause},
        {"resume", &HostCommands::resume},
        {"drain_worker", &HostCommands::drain_worker},
        {"restart_worker", &HostCommands::restart_worker},
        {"cancel", &HostCommands::cancel},
        {"set_limits", &HostCommands::set_limits},
        {"workers", &HostCommands::workers},
        {"functions", &HostCommands::functions},
        {"keep", &HostCommands::keep},
        {"shut_down", &HostCommands::shut_down},
    };
    return commands;
}

std::vector<std::string> HostCommands::names() {
    std::vector<std::string> result;
    for (const auto& [name, handler] : table())
        result.push_back(name);
    return result;
}

void HostCommands::handle(const Line& line, Reply reply) {
    if (line.kind == Line::Kind::TooLong) {
        reply(failure_line({}, "ValueError", "the line is longer than " + std::to_string(kLongestLine) + " bytes"));
        return;
    }
    if (line.text.find_first_not_of(" \t\r") == std::string::npos) return;
    if (submit_call(line.text, reply)) return;
    Call call{{}, {}, std::move(reply)};
    try {
        ParsedRequest parsed = parse_request(line.text);
        if (!parsed.request) {
            call.reply(parsed.refusal);
            return;
        }
        call.id = parsed.request->id;
        call.arguments = std::move(parsed.request->arguments);
        carry_out(parsed.request->command, call);
    } catch (const std::exception& error) {
        call.reply(failure_line(call.id, error));
    }
}

void HostCommands::carry_out(const std::string& command, Call& call) {
    const auto found = table().find(command);
    if (found == table().end()) {
        throw ValueError("unknown command " + in_quotes(command) + "; " + name_advice(command, names()));
    }
    (this->*found->second)(call);
}

void HostCommands::hello(Call& call) {
    require_known_keys(call.arguments, "hello", {});
    call.succeed({{"protocol", kProtocol},
                  {"version", kVersion},
                  {"pid", ::getpid()},
                  {"run_folder", control_.run_folder()},
                  {"phase", run_.phase()},
                  {"when_alone", control_.when_alone() == WhenAlone::GoOn ? "go_on" : "terminate"}});
}

void HostCommands::start(Call& call) {
    require_known_keys(call.arguments, "start", {"scenario", "after", "options"});
    const Json& document = required(call.arguments, "scenario");
    if (!document.is_object()) throw TypeError("\"scenario\" is not an object");
    const AfterBatches after = after_of(call.arguments);
    const PoolRun::StartOptions options = options_of(call.arguments);
    Scenario scenario = parse_scenario(document.dump());
    call.arguments.clear();  // a large scenario need not be held twice
    const PoolRun::Started started = run_.start(std::move(scenario), after, options);
    call.succeed({{"processes", started.processes}, {"start_method", started.start_method}});
}

void HostCommands::submit(Call& call) {
    require_known_keys(call.arguments, "submit", {"batch"});
    BatchSpec batch = batch_from_json(required(call.arguments, "batch"));
    run_.submit(std::move(batch), [id = call.id, reply = call.reply](const TurnQueue::Turn& turn) {
        if (turn.batch) {
            reply(success_line(id, {{"batch", turn.batch->value}}));
            return;
        }
        try {
            std::rethrow_exception(turn.error);
        } catch (const std::exception& error) {
            reply(failure_line(id, error));
        }
    });
}

// A call of plain values needs no JSON document. What is wrong with one is told by the way that takes all.
bool HostCommands::submit_call(const std::string& line, const Reply& reply) {
    auto call = read_call_line(line);
    const Function* function = call ? Registry::of_process().find(std::string(call->function)) : nullptr;
    if (function == nullptr || call->arguments_count > function->parameter_names.size() ||
        call->arguments_count < function->required_parameters || run_.phase_of_pool() != trace::PoolPhase::Running) {
        return false;
    }
    const std::uint64_t id = call->id;
    try {
        run_.submit(plan_call(std::move(*call), *function), call->method, [id, reply](const TurnQueue::Turn& turn) {
            if (turn.batch) {
                reply(taken_line(id, *turn.batch));
                return;
            }
            try {
                std::rethrow_exception(turn.error);
            } catch (const std::exception& error) {
                reply(failure_line(id, error));
            }
        });
    } catch (const std::exception& error) {
        reply(failure_line(id, error));
    }
    return true;
}

void HostCommands::close(Call& call) {
    require_known_keys(call.arguments, "close", {});
    run_.close();
    call.succeed();
}

void HostCommands::terminate(Call& call) {
    require_known_keys(call.arguments, "terminate", {});
    run_.terminate();
    call.succeed();
}

void HostCommands::join(Call& call) {
    require_known_keys(call.arguments, "join", {});
    run_.join([id = call.id, reply = call.reply] { reply(success_line(id)); });
}

void HostCommands::kill_worker(Call& call) {
    require_known_keys(call.arguments, "kill_worker", {"worker", "signal"});
    const WorkerId worker{id32(call.arguments, "worker")};
    run_.kill_worker(worker, signal_of(required(call.arguments, "signal")));
    call.succeed();
}

void HostCommands::resize(Call& call) {
    require_known_keys(call.arguments, "resize", {"processes"});
    const Json& value = required(call.arguments, "processes");
    if (!value.is_number_integer()) throw TypeError("\"processes\" is not a whole number");
    const bool huge = value.is_number_unsigned() && value.get<std::uint64_t>() > kMostProcessesAsked;
    const std::int64_t processes = huge ? kMostProcessesAsked : value.get<std::int64_t>();
    if (const std::string problem = processes_message(processes); !problem.empty()) throw ValueError(problem);
    run_.resize(static_cast<std::uint32_t>(processes));
    call.succeed();
}

void HostCommands::pause(Call& call) {
    require_known_keys(call.arguments, "pause", {});
    run_.pool().pause();
    call.succeed();
}

void HostCommands::resume(Call& call) {
    require_known_keys(call.arguments, "resume", {});
    run_.pool().resume();
    call.succeed();
}

void HostCommands::drain_worker(Call& call) {
    require_known_keys(call.arguments, "drain_worker", {"worker"});
    const WorkerId worker{id32(call.arguments, "worker")};
    run_.pool().drain_worker(worker);
    call.succeed();
}

void HostCommands::restart_worker(Call& call) {
    require_known_keys(call.arguments, "restart_worker", {"worker"});
    const WorkerId worker{id32(call.arguments, "worker")};
    run_.pool().restart_worker(worker);
    call.succeed();
}

void HostCommands::cancel(Call& call) {
    const Json& arguments = call.arguments;
    require_known_keys(arguments, "cancel", {"batch", "task", "item"});
    const bool batch = arguments.contains("batch");
    if (arguments.contains("task")) {
        if (batch || arguments.contains("item"))
            throw TypeError("cancel takes \"task\", or \"batch\", or \"batch\" and \"item\"");
        const std::int64_t task =
            whole_number(arguments.at("task"), "task", 1, std::numeric_limits<std::int64_t>::max());
        run_.pool().cancel_task(TaskId{static_cast<std::uint64_t>(task)});
    } else if (arguments.contains("item") && batch) {
        const std::int64_t item =
            whole_number(arguments.at("item"), "item", 0, std::numeric_limits<std::int64_t>::max());
        const BatchId owner{id32(arguments, "batch")};
        run_.pool().cancel_item(owner, static_cast<std::uint64_t>(item));
    } else {
        const BatchId whole{id32(arguments, "batch")};
        run_.pool().cancel_batch(whole);
    }
    call.succeed();
}

void HostCommands::set_limits(Call& call) {
    require_known_keys(call.arguments, "set_limits", {"limits"});
    const WorkerLimits limits = limits_of(required(call.arguments, "limits"));
    run_.pool().set_limits(limits);
    call.succeed();
}

void HostCommands::workers(Call& call) {
    require_known_keys(call.arguments, "workers", {});
    const supervise::Supervisor& pool = run_.pool();
    Json list = Json::array();
    for (const supervise::WorkerStatus& worker : pool.workers())
        list.push_back(json_of(worker));
    call.succeed({{"processes", pool.processes()}, {"paused", pool.paused()}, {"workers", std::move(list)}});
}

void HostCommands::functions(Call& call) {
    require_known_keys(call.arguments, "functions", {});
    Json list = Json::array();
    for (const Function* function : Registry::of_process().all())
        list.push_back(json_of(*function));
    call.succeed({{"functions", std::move(list)}});
}

void HostCommands::keep(Call& call) {
    require_known_keys(call.arguments, "keep", {"when_alone"});
    const std::string& choice = required_text(call.arguments, "when_alone");
    if (choice != "terminate" && choice != "go_on") {
        throw ValueError("\"when_alone\" is \"terminate\" or \"go_on\", not " + in_quotes(choice));
    }
    control_.keep(choice == "go_on" ? WhenAlone::GoOn : WhenAlone::Terminate);
    call.succeed();
}

void HostCommands::shut_down(Call& call) {
    require_known_keys(call.arguments, "shut_down", {});
    call.succeed();  // before the host is on its way out
    control_.shut_down();
}

}  // namespace poolscope::host
