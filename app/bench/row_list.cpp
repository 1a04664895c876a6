// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/row_list.h"

#include <algorithm>
#include <stdexcept>

namespace poolscope::bench {

namespace {

RowSpec rate(const char* id, const char* title, const char* unit, const char* request) {
    return {.id = id, .title = title, .unit = unit, .request = request, .scales = true};
}

RowSpec share(const char* id, const char* title, const char* request) {
    return {.id = id, .title = title, .unit = "%", .request = request};
}

RowSpec share_of_two_pools(const char* id, const char* title, const char* request) {
    RowSpec row = share(id, title, request);
    row.workers = 0;
    return row;
}

RowSpec bytes(const char* id, const char* title, const char* request) {
    return {.id = id, .title = title, .unit = "GB/s", .request = request};
}

RowSpec start(const char* id, const char* title, const char* request, int workers) {
    return {.id = id, .title = title, .unit = "ms", .better = Better::Lower, .request = request, .workers = workers,
            .programs = Programs::NewForEachSample};
}

RowSpec lower(const char* id, const char* title, const char* unit, const char* request, int workers, int most_samples = 1000) {
    return {.id = id, .title = title, .unit = unit, .better = Better::Lower, .request = request, .workers = workers,
            .most_samples = most_samples};
}

RowSpec recycling(const char* id, const char* title, const char* request) {
    return {.id = id, .title = title, .unit = "tasks/s", .request = request};
}

RowSpec commands() {
    RowSpec row = rate("commands", "commands (true), through a host", "runs/s", "commands");
    row.workers = 2;
    row.scales = false;
    return row;
}

std::string known_rows() {
    std::string known;
    for (const RowSpec& row : all_rows()) known += (known.empty() ? "" : ", ") + row.id;
    return known;
}

}  // namespace

const std::vector<RowSpec>& all_rows() {
    static const std::vector<RowSpec> rows{
        rate("apply_async", "apply_async, no-op", "tasks/s", "apply_async"),
        rate("apply_async_json", "apply_async, JSON, through a host", "tasks/s", "hosted_apply_async"),
        rate("map_single", "map, chunksize 1", "tasks/s", "map_single"),
        rate("map", "map, default chunk", "items/s", "map"),
        rate("map_json", "map, default chunk, JSON, through a host", "items/s", "hosted_map"),
        rate("map_of_json", "map, default chunk, JSON values in C++", "items/s", "map_of_json"),
        lower("latency_packed", "apply back to back, one processor", "us", "apply place=packed", 1),
        lower("latency_spread", "apply back to back, worker on another", "us", "apply place=spread", 1),
        lower("latency_free", "apply back to back, where it falls", "us", "apply place=free", 1),
        share("busy_10us", "tasks of 10 us, of ideal", "busy microseconds=10"),
        share("busy_100us", "tasks of 100 us, of ideal", "busy microseconds=100"),
        share("busy_1ms", "tasks of 1 ms, of ideal", "busy microseconds=1000"),
        bytes("bytes_4k", "4 KiB there and back", "payload bytes=4096"),
        bytes("bytes_1m", "1 MiB there and back", "payload bytes=1048576"),
        bytes("bytes_64m", "64 MiB there and back", "payload bytes=67108864"),
        bytes("bytes_1m_in_place", "1 MiB there and back, in place", "payload_in_place bytes=1048576"),
        bytes("bytes_64m_in_place", "64 MiB there and back, in place", "payload_in_place bytes=67108864"),
        start("start_fork", "start to first result, fork", "start method=fork", 8),
        start("start_spawn", "start to first result, spawn", "start method=spawn", 8),
        start("start_forkserver", "start to first result, forkserver", "start method=forkserver", 8),
        start("start_256", "start to first result, fork", "start method=fork", 256),
        recycling("recycle_fork", "maxtasksperchild=1, fork", "recycle method=fork"),
        recycling("recycle_spawn", "maxtasksperchild=1, spawn", "recycle method=spawn"),
        recycling("recycle_forkserver", "maxtasksperchild=1, forkserver", "recycle method=forkserver"),
        lower("replacement", "idle worker killed, until full strength", "ms", "replacement", 4),
        lower("memory_fork", "memory of a worker, fork", "MB", "memory method=fork", 64, 2),
        lower("memory_spawn", "memory of a worker, spawn", "MB", "memory method=spawn", 64, 2),
        lower("idle", "idle pool, context switches", "1/s", "idle", 256, 2),
        commands(),
        share("traced", "with the trace, of without: no-op", "traced"),
        share("traced_10us", "with the trace, of without: 10 us", "traced microseconds=10"),
        share("followed", "with a window following, of without: no-op", "traced followed_by=window"),
        share("followed_10us", "with a window following, of without: 10 us", "traced followed_by=window microseconds=10"),
        share_of_two_pools("two_to_eight", "map, chunksize 1: eight workers, of two", "two_to_eight"),
        lower("host_ready", "host ready", "ms", "host_ready", 0),
        lower("window", "window launched, until it is painted", "ms", "window", 0),
        lower("first_result", "program launched, until its first result", "ms", "first_result_of_run", 0),
    };
    return rows;
}

std::vector<RowSpec> chosen_rows(const std::vector<std::string>& ids) {
    const std::vector<RowSpec>& all = all_rows();
    if (ids.empty()) return all;
    std::vector<bool> is_chosen(all.size());
    for (const std::string& id : ids) {
        const auto exact = std::find_if(all.begin(), all.end(), [&](const RowSpec& row) { return row.id == id; });
        bool is_known = exact != all.end();
        for (std::size_t i = 0; i < all.size(); ++i) {
            const bool is_named = exact != all.end() ? all[i].id == id : all[i].id.starts_with(id + "_");
            if (is_named) is_chosen[i] = is_known = true;
        }
        if (!is_known) throw std::invalid_argument("there is no row '" + id + "'; the rows are " + known_rows());
    }
    std::vector<RowSpec> rows;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (is_chosen[i]) rows.push_back(all[i]);
    }
    return rows;
}

}  // namespace poolscope::bench
