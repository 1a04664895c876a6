// SPDX-License-Identifier: GPL-3.0-or-later
#include "hosted_pool.h"

#include <chrono>
#include <thread>
#include <variant>

#include <poolscope/scenario.h>

namespace poolscope::bench {

HostedPool::HostedPool(const RowOptions& options)
    : client_(HostClient::launch({.run_folder = folder_.file("run")})), workers_(options.workers()) {
    Scenario scenario;
    scenario.pool.processes = workers_;
    scenario.pool.start_method = options.method();
    static_cast<void>(reply_to(client_.start(scenario, AfterBatches::KeepOpen)));
    reader_.emplace(client_.trace_path(), trace::ReadValues::No);
}

void HostedPool::submit(const BatchSpec& batch) {
    static_cast<void>(client_.submit(batch));
    ++submitted_;
    // The replies are taken as they come, so that they do not pile up.
    if (submitted_ % 256 == 0) take_replies();
}

void HostedPool::wait() {
    const double until = now() + 60;
    while (ended_ < submitted_) {
        take_replies();
        bool is_news = false;
        while (const auto record = reader_->next()) {
            is_news = true;
            const auto* end = std::get_if<trace::BatchEnded>(&record->body);
            if (end == nullptr) continue;
            require(end->outcome == trace::BatchOutcome::Succeeded, "a batch failed: " + end->error_message);
            ++ended_;
        }
        if (ended_ == submitted_) return;
        require(client_.connected(), "the host has gone");
        require(now() < until, "the batches take too long");
        if (!is_news) std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
}

std::vector<std::int32_t> HostedPool::ready_workers() {
    const double until = now() + 30;
    while (now() < until) {
        std::vector<std::int32_t> pids;
        const HostReply reply = reply_to(client_.workers());
        for (const Json& worker : reply.body.at("workers")) {
            if (worker.at("ready").get<bool>()) pids.push_back(worker.at("pid").get<std::int32_t>());
        }
        if (static_cast<std::int64_t>(pids.size()) == workers_) return pids;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    throw std::runtime_error("not all workers are ready after thirty seconds");
}

void HostedPool::take_replies() {
    for (const HostReply& reply : client_.receive()) require(reply.ok, reply.error_type + ": " + reply.error_message);
}

HostReply HostedPool::reply_to(std::uint64_t request) {
    const double until = now() + 30;
    while (now() < until) {
        for (const HostReply& reply : client_.receive()) {
            require(reply.ok, reply.error_type + ": " + reply.error_message);
            if (reply.request == request) return reply;
        }
        require(client_.connected(), "the host has gone");
        static_cast<void>(client_.wait(std::chrono::seconds(1)));
    }
    throw std::runtime_error("the host does not answer");
}

}  // namespace poolscope::bench
