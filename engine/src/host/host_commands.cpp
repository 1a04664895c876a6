// SPDX-License-Identifier: MIT
#include "host/host_commands.h"

#include <algorithm>
#include <utility>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/function.h>
#include <poolscope/scenario.h>
#include <poolscope/version.h>

#include "host/batch_plan.h"
#include "host/call_lines.h"
#include "host/closest_name.h"
#include "host/function_json.h"
#include "host/pool_orders.h"
#include "host/scenario_parts.h"

namespace poolscope::host {

namespace {

constexpr std::int64_t kLongestGraceMs = 60'000;

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
    for (std::string& name : pool_order_names())
        result.push_back(std::move(name));
    std::sort(result.begin(), result.end());
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
    if (const auto order = read_pool_order(command, call.arguments)) {
        call.succeed((*order)(run_.pool()));
        return;
    }
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
                  {"program", "poolscope-host"},
                  {"control", "allowed"},
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
    const Function* function = call ? Registry::of_process().find(call->function) : nullptr;
    if (function == nullptr || call->arguments_count > function->parameter_names.size() ||
        call->arguments_count < function->required_parameters || run_.phase_of_pool() != trace::PoolPhase::Running) {
        return false;
    }
    const std::uint64_t id = call->id;
    try {
        if (const auto batch = run_.submit_at_once(*call, *function)) {
            reply(taken_line(id, *batch));
            return true;
        }
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

void HostCommands::functions(Call& call) {
    require_known_keys(call.arguments, "functions", {});
    call.succeed({{"functions", functions_json()}});
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
