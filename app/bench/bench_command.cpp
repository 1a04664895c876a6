// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_command.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <system_error>

#include <nlohmann/json.hpp>

#include <unistd.h>

#include "bench/bench_report.h"
#include "bench/machine.h"
#include "bench/measurement.h"
#include "bench/row_list.h"
#include "exit_status.h"
#include "terminal.h"

namespace poolscope::app {

namespace fs = std::filesystem;

namespace {

fs::path program_folder() {
    std::error_code error;
    return fs::read_symlink("/proc/self/exe", error).parent_path();
}

/// The peers' row program, as installed and as built.
std::optional<std::string> peer_script() {
    std::error_code error;
    for (const char* way : {"../share/poolscope/bench/pool_rows.py", "../../../resources/bench/pool_rows.py"}) {
        const fs::path candidate = (program_folder() / way).lexically_normal();
        if (fs::is_regular_file(candidate, error)) return candidate.string();
    }
    return {};
}

/// The system's own one rather than whatever a user has put before it; then what PATH names.
std::string python() {
    return ::access("/usr/bin/python3", X_OK) == 0 ? "/usr/bin/python3" : "python3";
}

bool can_run(const std::string& program) {
    if (program.find('/') != std::string::npos) return ::access(program.c_str(), X_OK) == 0;
    const char* path = std::getenv("PATH");
    std::string folders = path != nullptr ? path : "/usr/bin:/bin";
    for (std::size_t begin = 0; begin <= folders.size();) {
        const std::size_t end = std::min(folders.find(':', begin), folders.size());
        if (::access((folders.substr(begin, end - begin) + "/" + program).c_str(), X_OK) == 0) return true;
        begin = end + 1;
    }
    return false;
}

const char* name_of_peer(const std::string& peer) {
    if (peer == "pool") return bench::kPoolSide;
    if (peer == "executor") return bench::kExecutorSide;
    return bench::kXargsSide;
}

std::vector<bench::RowSide> sides_of(const BenchOptions& options) {
    std::vector<bench::RowSide> sides;
    sides.emplace_back(bench::kOwnSide, std::vector<std::string>{(program_folder() / "poolscope-bench").string()});
    const auto script = peer_script();
    const std::string interpreter = python();
    const bool has_peers = script && can_run(interpreter);
    if (!has_peers && !options.peers.empty()) std::cerr << "poolscope: no python3 was found: there is nothing to compare with\n";
    for (const std::string& peer : options.peers) {
        if (has_peers) sides.emplace_back(name_of_peer(peer), std::vector<std::string>{interpreter, *script, peer});
    }
    for (const std::string& side : options.sides) {
        const auto equals = side.find('=');
        sides.emplace_back(side.substr(0, equals), std::vector<std::string>{side.substr(equals + 1)});
    }
    return sides;
}

/// Takes from the plan what a glance does not measure unless it is asked for it by name.
std::vector<bench::RowResult> left_out_of_a_glance(bench::BenchPlan& plan) {
    std::vector<bench::RowResult> left_out;
    for (const bench::RowSpec& row : plan.rows) {
        if (!row.is_in_a_glance)
            left_out.push_back({.row = row, .workers = row.workers, .sides = {}, .left_out = {"it takes too long for a glance"}});
    }
    std::erase_if(plan.rows, [](const bench::RowSpec& row) { return !row.is_in_a_glance; });
    return left_out;
}

void draw_progress(std::size_t done, std::size_t all, const std::string& what) {
    static const Terminal terminal = Terminal::of(STDERR_FILENO);
    if (!terminal.interactive) return;
    std::cerr << "\r\033[K";
    if (done < all) std::cerr << done + 1 << "/" << all << " " << shortened(what, terminal_width(STDERR_FILENO) - 12);
    std::cerr << std::flush;
}

}  // namespace

int bench_command(const BenchOptions& options) {
    bench::BenchPlan plan;
    try {
        plan.rows = bench::chosen_rows(options.rows);
    } catch (const std::invalid_argument& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBadInput;
    }
    const bool is_quick = options.length == BenchLength::Quick;
    plan.workers = options.workers;
    plan.samples = options.samples > 0 ? options.samples : (is_quick ? 1 : 5);
    plan.seconds = is_quick ? 0.1 : 0.25;
    try {
        std::vector<bench::RowSide> sides = sides_of(options);
        const auto left_out = is_quick && options.rows.empty() ? left_out_of_a_glance(plan) : std::vector<bench::RowResult>();
        auto results = bench::measure(plan, sides, draw_progress);
        results.insert(results.end(), left_out.begin(), left_out.end());
        if (options.output == BenchOutput::Json) {
            std::cout << bench::bench_document(bench::this_machine(), results).dump(2) << '\n';
        } else {
            bench::write_table(bench::this_machine(), results, std::cout);
        }
    } catch (const std::exception& error) {
        std::cerr << "poolscope: " << error.what() << '\n';
        return kBroken;
    }
    return kSucceeded;
}

}  // namespace poolscope::app
