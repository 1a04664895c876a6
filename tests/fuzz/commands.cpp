// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <string>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/catalogue.h>
#include <poolscope/scenario.h>

#include "fuzz_input.h"
#include "host/batch_plan.h"
#include "host/host_commands.h"
#include "host/line_stream.h"
#include "host/local_socket.h"
#include "host/protocol.h"

/// What a client may send to a host: bytes on a socket, cut into lines, read as commands and carried out by a host that
/// has no pool. A pool is never started; what `start` and `submit` say is read and planned as they would.
namespace {

using namespace poolscope;
using namespace poolscope::host;

class QuietControl final : public HostControl {
public:
    void keep(WhenAlone choice) override { chosen_ = choice; }
    [[nodiscard]] WhenAlone when_alone() const override { return chosen_; }
    void shut_down() override {}
    [[nodiscard]] std::string run_folder() const override { return "/run/folder"; }

private:
    WhenAlone chosen_ = WhenAlone::Terminate;
};

/// A host without a pool, made once: no command without a pool changes it.
struct PoollessHost {
    PoollessHost() : trace("/dev/null", {}), run(loop, trace, {"worker", "worker"}, "/dev/null"), commands(run, control) {
        register_catalogue();
    }
    base::EventLoop loop;
    RunTrace trace;
    QuietControl control;
    PoolRun run;
    HostCommands commands;
};

void plan(const Json& json) {
    try {
        BatchSpec batch = batch_from_json(json);
        // A file that a line names may be any of this machine's; their reading has a test of its own.
        if (batch.iterable.is_object() && batch.iterable.contains("lines")) return;
        const supervise::BatchRequest request = plan_batch(std::move(batch), 3, Registry::of_process());
        fuzz::require(request.chunksize >= 1, "a planned batch has chunks of at least one item");
        fuzz::require(request.source != nullptr, "a planned batch has items to take");
    } catch (const std::exception& error) {
        fuzz::require(*error.what() != '\0', "a refusal says why");
    }
}

void read_scenario(const Json& json) {
    try {
        const Scenario scenario = parse_scenario(json.dump());
        for (const BatchSpec& batch : scenario.batches) plan(to_json(batch));
    } catch (const ScenarioError& error) {
        fuzz::require(!error.problems().empty(), "a refused scenario has a problem");
    }
}

void handle(PoollessHost& host, const Line& line) {
    if (line.kind == Line::Kind::Whole) {
        fuzz::require(line.text.find('\n') == std::string::npos, "a line has no newline");
        const ParsedRequest parsed = parse_request(line.text);
        fuzz::require(parsed.request.has_value() == parsed.refusal.empty(), "a line is a command or is refused");
        if (parsed.request) {
            const Json& arguments = parsed.request->arguments;
            const bool starts = parsed.request->command == "start";
            if (starts && arguments.contains("scenario") && arguments["scenario"].is_object())
                read_scenario(arguments["scenario"]);
            if (starts) return;  // carried out it would start processes
            if (parsed.request->command == "submit" && arguments.contains("batch")) plan(arguments["batch"]);
        }
    }
    int replies = 0;
    host.commands.handle(line, [&replies](const std::string& reply) {
        ++replies;
        fuzz::require(reply.find('\n') == std::string::npos, "a reply is one line");
        fuzz::require(parse_reply(reply).has_value(), "a client can read a reply");
    });
    const bool is_blank = line.kind == Line::Kind::Whole && line.text.find_first_not_of(" \t\r") == std::string::npos;
    fuzz::require(replies == (is_blank ? 0 : 1), "a command has one reply");
}

/// Through a socket, in pieces as the first byte says.
std::vector<Line> lines_of(fuzz::Input input) {
    auto [client, server] = connected_pair();
    LineStream stream(std::move(server), {.longest_line = 16 * 1024, .most_unsent = 16 * 1024});
    const std::size_t piece = 1 + std::size_t{input.number<std::uint8_t>()} * 64;
    std::vector<Line> lines;
    while (!input.empty()) {
        const auto bytes = input.take(piece);
        if (::send(client.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) break;
        fuzz::require(stream.read(lines), "the connection lives while the client does");
    }
    client.reset();
    fuzz::require(!stream.read(lines), "the end of the client is seen");
    return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static PoollessHost host;
    for (const Line& line : lines_of(fuzz::Input(data, size))) {
        handle(host, line);
        static_cast<void>(parse_reply(line.text));
    }
    return 0;
}
