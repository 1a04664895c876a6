// SPDX-License-Identifier: GPL-3.0-or-later
#include "hosts_command.h"

#include <array>
#include <ctime>
#include <filesystem>
#include <iostream>

#include <nlohmann/json.hpp>

#include <poolscope/host_list.h>
#include <poolscope/json.h>

#include "exit_status.h"
#include "terminal.h"
#include "text_table.h"

namespace poolscope::app {

namespace {

std::string rights(const HostInfo& host) {
    if (!host.control) return "does not answer";
    return *host.control == Control::Allowed ? "control" : "read-only";
}

std::string since(const HostInfo& host) {
    const auto seconds = static_cast<std::time_t>(host.started_ns / 1'000'000'000);
    std::tm local{};
    std::array<char, 32> text{};
    if (host.started_ns == 0 || ::localtime_r(&seconds, &local) == nullptr) return {};
    static_cast<void>(std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &local));
    return text.data();
}

Json to_json(const HostInfo& host) {
    Json json = {{"program", host.program},
                 {"pid", host.pid},
                 {"title", host.title},
                 {"owner", host.user},
                 {"processes", host.processes},
                 {"start_method", host.start_method},
                 {"since", since(host)},
                 {"tasks_done", host.tasks_done},
                 {"phase", host.phase},
                 {"control", nullptr},
                 {"run_folder", host.run_folder}};
    if (host.control) json["control"] = *host.control == Control::Allowed ? "allowed" : "read_only";
    if (!host.problem.empty()) json["problem"] = host.problem;
    return json;
}

}  // namespace

int hosts_command(HostsOutput output) {
    const std::vector<HostInfo> hosts = HostLister().look(std::chrono::seconds(1));
    if (output == HostsOutput::Json) {
        Json list = Json::array();
        for (const HostInfo& host : hosts) list.push_back(to_json(host));
        const Json document = {{"hosts", std::move(list)}};
        std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    } else if (hosts.empty()) {
        std::cout << "No pool of yours runs here.\n";
    } else {
        using Align = TextTable::Align;
        TextTable table({{"PROGRAM"}, {"PID", Align::Right}, {"TITLE"}, {"PROCESSES", Align::Right}, {"START"}, {"SINCE"},
                         {"TASKS", Align::Right}, {"STATE"}, {"OWNER"}, {"RIGHTS"}});
        for (const HostInfo& host : hosts)
            table.add_row({on_one_line(host.program), std::to_string(host.pid), on_one_line(host.title), std::to_string(host.processes),
                           host.start_method, since(host), std::to_string(host.tasks_done), host.phase, host.user, rights(host)});
        table.write(std::cout);
    }
    std::cout << std::flush;
    return std::cout ? kSucceeded : kBroken;
}

std::optional<std::string> host_named(const std::string& name) {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::canonical(name, error);
    std::vector<HostInfo> found;
    for (HostInfo& host : HostLister().look(std::chrono::seconds(1)))
        if (std::to_string(host.pid) == name || host.title == name || host.program == name || (!error && folder == host.run_folder))
            found.push_back(std::move(host));
    if (found.size() == 1) return found.front().run_folder;
    std::cerr << "poolscope: " << (found.empty() ? "no pool that runs is " : "more than one pool is ") << on_one_line(name)
              << "; 'poolscope hosts' lists them\n";
    return {};
}

}  // namespace poolscope::app
