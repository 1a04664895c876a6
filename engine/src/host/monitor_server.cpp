// SPDX-License-Identifier: MIT
#include "host/monitor_server.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/function.h>
#include <poolscope/version.h>

#include "host/closest_name.h"
#include "host/function_json.h"
#include "host/pool_orders.h"

namespace poolscope::host {

namespace {

constexpr CommandServer::Limits kLimits{kMostClients, {kLongestLine, kMostUnsent}};

/// What a host of its own takes and a program's pool does not, with the reason.
const std::map<std::string, const char*>& not_of_a_program() {
    static const std::map<std::string, const char*> reasons{
        {"start", "this pool was started by its program"},
        {"submit", "only its program gives work to this pool"},
        {"keep", "this pool lives as long as its program wants"},
        {"shut_down", "this pool lives as long as its program wants; \"terminate\" ends its workers"},
    };
    return reasons;
}

bool only_looks(const std::string& command) {
    return command == "hello" || command == "workers" || command == "functions" || command == "join";
}

std::vector<std::string> command_names() {
    std::vector<std::string> names = pool_order_names();
    for (const char* name : {"hello", "close", "terminate", "join", "functions"})
        names.emplace_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

MonitorServer::MonitorServer(std::shared_ptr<base::EventLoop> loop, Facts facts, detail::PoolCore& pool, base::UniqueFd listening)
    : loop_(std::move(loop)), facts_(std::move(facts)), pool_(pool), server_(*loop_, *this, kLimits),
      self_(std::make_shared<MonitorServer*>(this)) {
    server_.listen(std::move(listening));
}

MonitorServer::~MonitorServer() {
    *self_ = nullptr;
}

void MonitorServer::pool_has_ended() {
    ended_ = true;
    for (auto& one : std::exchange(joining_, {}))
        one();
}

// The program's standard error is its own: a client that was refused learns it by itself.
void MonitorServer::told(const std::string&) {}

void MonitorServer::line_came(ClientId client, const Line& line) {
    handle(line, [this, client](const std::string& reply) { server_.send(client, reply); });
}

void MonitorServer::handle(const Line& line, const Reply& reply) {
    if (line.kind == Line::Kind::TooLong)
        return reply(failure_line({}, "ValueError", "the line is longer than " + std::to_string(kLongestLine) + " bytes"));
    if (line.text.find_first_not_of(" \t\r") == std::string::npos) return;
    RequestId id;
    try {
        const ParsedRequest parsed = parse_request(line.text);
        if (!parsed.request) return reply(parsed.refusal);
        id = parsed.request->id;
        carry_out(*parsed.request, reply);
    } catch (const std::exception& error) {
        reply(failure_line(id, error));
    }
}

void MonitorServer::require_control(const std::string& command) const {
    if (facts_.control == Control::Allowed || only_looks(command)) return;
    throw PermissionError("\"" + command + "\" is not allowed: " + facts_.program + " (pid " + std::to_string(::getpid()) +
                          ") lets others look at its pool and change nothing; it would with .control = poolscope::Control::Allowed");
}

Json MonitorServer::greeting() const {
    return {{"protocol", kProtocol},
            {"version", kVersion},
            {"pid", ::getpid()},
            {"program", facts_.program},
            {"control", facts_.control == Control::Allowed ? "allowed" : "read_only"},
            {"run_folder", facts_.run_folder},
            {"phase", pool_.phase_name()},
            {"when_alone", "go_on"}};
}

void MonitorServer::carry_out(const Request& request, const Reply& reply) {
    const auto succeed = [id = request.id, &reply](const Json& body = Json::object()) { reply(success_line(id, body)); };
    const std::string& command = request.command;
    if (const auto reason = not_of_a_program().find(command); reason != not_of_a_program().end())
        throw ValueError("\"" + command + "\" is no command here: " + reason->second);
    if (auto order = read_pool_order(command, request.arguments)) {
        require_control(command);
        auto body = std::make_shared<Json>();
        // The pool answers on its own thread, in its own time; who asked may be gone by then, and this too.
        pool_.order([order = std::move(*order), body](supervise::Supervisor& pool) { *body = order(pool); },
                    [loop = loop_, self = self_, id = request.id, reply, body](const std::exception_ptr& error) {
                        loop->post([self, id, reply, body, error] {
                            if (*self == nullptr) return;
                            if (!error) return reply(success_line(id, *body));
                            try {
                                std::rethrow_exception(error);
                            } catch (const std::exception& known) {
                                reply(failure_line(id, known));
                            }
                        });
                    });
        return;
    }
    const auto names = command_names();
    if (std::find(names.begin(), names.end(), command) == names.end())
        throw ValueError("unknown command " + in_quotes(command) + "; " + name_advice(command, names));
    require_known_keys(request.arguments, command, {});
    require_control(command);
    if (command == "hello") return succeed(greeting());
    if (command == "functions") return succeed({{"functions", functions_json()}});
    if (command == "close" || command == "terminate") {
        if (command == "close") pool_.close();
        else pool_.terminate();
        return succeed();
    }
    if (std::string(pool_.phase_name()) == "running") throw ValueError("Pool is still running");
    if (ended_) return succeed();
    joining_.push_back([id = request.id, reply] { reply(success_line(id)); });
}

}  // namespace poolscope::host
