// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/row_list.h"

#include <algorithm>
#include <stdexcept>

namespace poolscope::bench {

namespace {

constexpr Goal kNone{};

Goal ratio(double floor, double aim) {
    return {.of = GoalOf::RatioToPool, .floor = floor, .aim = aim};
}
Goal own(double floor, double aim) {
    return {.of = GoalOf::OwnValue, .floor = floor, .aim = aim};
}
/// Per cent of what an idle machine would do.
Goal own_on_an_idle_machine(double floor, double aim) {
    Goal goal = own(floor, aim);
    goal.beside_load = BesideLoad::SaysNothing;
    return goal;
}

RowSpec rate(const char* id, const char* title, const char* unit, const char* request, const Goal& goal) {
    return {.id = id, .title = title, .unit = unit, .request = request, .scales = true, .goal = goal};
}

RowSpec share(const char* id, const char* title, const char* request, const Goal& goal) {
    return {.id = id, .title = title, .unit = "%", .request = request, .goal = goal};
}

RowSpec share_of_two_pools(const char* id, const char* title, const char* request, const Goal& goal) {
    RowSpec row = share(id, title, request, goal);
    row.workers = 0;
    return row;
}

RowSpec bytes(const char* id, const char* title, const char* request, const Goal& goal) {
    return {.id = id, .title = title, .unit = "GB/s", .request = request, .goal = goal};
}

RowSpec start(const char* id, const char* title, const char* request, int workers, const Goal& goal) {
    return {.id = id, .title = title, .unit = "ms", .better = Better::Lower, .request = request, .workers = workers,
            .programs = Programs::NewForEachSample, .goal = goal};
}

RowSpec lower(const char* id, const char* title, const char* unit, const char* request, int workers, const Goal& goal) {
    return {.id = id, .title = title, .unit = unit, .better = Better::Lower, .request = request, .workers = workers, .goal = goal};
}

RowSpec with_samples(int most, RowSpec row) {
    row.most_samples = most;
    return row;
}

/// Takes seconds, or gigabytes.
RowSpec not_in_a_glance(RowSpec row) {
    row.is_in_a_glance = false;
    return row;
}

RowSpec with_one_worker(RowSpec row) {
    row.workers = 1;
    return row;
}

RowSpec recycling(const char* id, const char* title, const char* request, const Goal& goal) {
    return {.id = id, .title = title, .unit = "tasks/s", .request = request, .goal = goal};
}

RowSpec commands() {
    RowSpec row = rate("commands", "commands (true), through a host", "runs/s", "commands", ratio(1.2, 1.6));
    row.goal.of = GoalOf::RatioToXargs;
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
        rate("apply_async", "apply_async, no-op", "tasks/s", "apply_async", ratio(60, 150)),
        rate("apply_async_json", "apply_async, JSON, through a host", "tasks/s", "hosted_apply_async", ratio(25, 50)),
        rate("map_single", "map, chunksize 1", "tasks/s", "map_single", ratio(40, 100)),
        rate("map", "map, default chunk", "items/s", "map", ratio(5, 20)),
        // Here the values stay in the trace, while Python's caller has them in a list: no goal can be told by it.
        rate("map_json", "map, default chunk, a range through a host", "items/s", "hosted_map", kNone),
        rate("map_of_json", "map, default chunk, JSON values", "items/s", "map_of_json", ratio(1.2, 1.5)),
        lower("latency_packed", "apply back to back, one processor", "us", "apply place=packed", 1, ratio(5, 7)),
        lower("latency_spread", "apply back to back, worker on another", "us", "apply place=spread", 1, ratio(50, 200)),
        lower("latency_free", "apply back to back, where it falls", "us", "apply place=free", 1, kNone),
        with_samples(3, lower("latency_alone_p50", "apply every 5 ms, half of the calls", "us", "apply_beside large=0 quantile=0.5", 4, kNone)),
        with_samples(3, lower("latency_alone_p99", "apply every 5 ms, 99 of 100 calls", "us", "apply_beside large=0 quantile=0.99", 4, kNone)),
        with_samples(2, not_in_a_glance(lower("latency_beside_1g_p50", "the same while 1 GiB goes through, half", "us",
                                              "apply_beside large=1073741824 quantile=0.5", 4, kNone))),
        with_samples(2, not_in_a_glance(lower("latency_beside_1g_p99", "the same while 1 GiB goes through, 99 of 100", "us",
                                              "apply_beside large=1073741824 quantile=0.99", 4, kNone))),
        share("busy_10us", "tasks of 10 us, of ideal", "busy microseconds=10", ratio(2.8, 3.4)),
        share("busy_100us", "tasks of 100 us, of ideal", "busy microseconds=100", own_on_an_idle_machine(95, 98)),
        share("busy_1ms", "tasks of 1 ms, of ideal", "busy microseconds=1000", own_on_an_idle_machine(98, 99)),
        bytes("bytes_4k", "4 KiB there and back", "payload bytes=4096", ratio(12, 25)),
        bytes("bytes_1m", "1 MiB there and back", "payload bytes=1048576", ratio(6, 10)),
        bytes("bytes_64m", "64 MiB there and back", "payload bytes=67108864", ratio(6, 9)),
        bytes("bytes_1m_in_place", "1 MiB there and back, in place", "payload_in_place bytes=1048576", ratio(6, 25)),
        bytes("bytes_64m_in_place", "64 MiB there and back, in place", "payload_in_place bytes=67108864", ratio(6, 25)),
        with_samples(3, not_in_a_glance(with_one_worker(bytes("bytes_1g_in_place", "1 GiB there and back, in place",
                                                              "payload_in_place bytes=1073741824", kNone)))),
        start("start_fork", "start to first result, fork", "start method=fork", 8, ratio(5, 10)),
        start("start_spawn", "start to first result, spawn", "start method=spawn", 8, ratio(15, 35)),
        start("start_forkserver", "start to first result, forkserver", "start method=forkserver", 8, ratio(15, 30)),
        start("start_256", "start to first result, fork", "start method=fork", 256, ratio(6, 9)),
        recycling("recycle_fork", "maxtasksperchild=1, fork", "recycle method=fork", ratio(3, 5)),
        recycling("recycle_spawn", "maxtasksperchild=1, spawn", "recycle method=spawn", ratio(25, 50)),
        recycling("recycle_forkserver", "maxtasksperchild=1, forkserver", "recycle method=forkserver", ratio(40, 80)),
        lower("replacement", "idle worker killed, until full strength", "ms", "replacement", 4, own(5, 1)),
        with_samples(2, lower("memory_fork", "memory of a worker, fork", "MB", "memory method=fork", 64, ratio(6, 12))),
        with_samples(2, lower("memory_spawn", "memory of a worker, spawn", "MB", "memory method=spawn", 64, ratio(25, 50))),
        with_samples(2, lower("idle", "idle pool, context switches", "1/s", "idle", 256, own(0, 0))),
        with_samples(2, not_in_a_glance(lower("idle_time", "idle pool, processor time", "ms/s", "idle of=time", 256, kNone))),
        with_samples(2, not_in_a_glance(lower("idle_hosted", "idle pool of a host, context switches", "1/s", "hosted_idle", 256, kNone))),
        with_samples(2, not_in_a_glance(lower("idle_hosted_time", "idle pool of a host, processor time", "ms/s", "hosted_idle of=time", 256, kNone))),
        commands(),
        share("traced", "with the trace, of without: no-op", "traced", own(85, 95)),
        share("traced_10us", "with the trace, of without: 10 us", "traced microseconds=10", own(85, 95)),
        share("followed", "with a window following, of without: no-op", "traced followed_by=window", own(75, 90)),
        share("followed_10us", "with a window following, of without: 10 us", "traced followed_by=window microseconds=10", own(75, 90)),
        share_of_two_pools("two_to_eight", "map, chunksize 1: eight workers, of two", "two_to_eight", own(90, 100)),
        lower("host_ready", "host ready", "ms", "host_ready", 0, own(10, 5)),
        lower("window", "window launched, until it is painted", "ms", "window", 0, own(500, 250)),
        lower("first_result", "program launched, until its first result", "ms", "first_result_of_run", 0, own(30, 15)),
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
