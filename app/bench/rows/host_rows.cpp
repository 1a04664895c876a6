// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <variant>

#include <poolscope/host_client.h>
#include <poolscope/scenario.h>
#include <poolscope/trace.h>

#include "row.h"
#include "temporary_folder.h"

/// The way of the window and of the command line: commands as JSON to a host, what became of them from its trace.
namespace poolscope::bench {

namespace {

/// A host with an open pool, and its trace followed as the window does.
class HostedPool {
public:
    explicit HostedPool(const RowOptions& options) : client_(HostClient::launch({.run_folder = folder_.file("run")})) {
        Scenario scenario;
        scenario.pool.processes = options.workers();
        scenario.pool.start_method = options.method();
        const std::uint64_t start = client_.start(scenario, AfterBatches::KeepOpen);
        const double until = now() + 30;
        while (!is_started_ && now() < until) {
            static_cast<void>(client_.wait(std::chrono::seconds(1)));
            take_replies(start);
        }
        require(is_started_, "the host did not start the pool");
        reader_.emplace(client_.trace_path(), trace::ReadValues::No);
    }
    void submit(const BatchSpec& batch) {
        static_cast<void>(client_.submit(batch));
        ++submitted_;
        // The replies are taken as they come, so that they do not pile up.
        if (submitted_ % 256 == 0) take_replies(0);
    }
    /// Waits until the trace tells of the end of all that was submitted.
    void wait() {
        const double until = now() + 60;
        while (ended_ < submitted_) {
            take_replies(0);
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

private:
    void take_replies(std::uint64_t start) {
        for (const HostReply& reply : client_.receive()) {
            require(reply.ok, reply.error_type + ": " + reply.error_message);
            is_started_ = is_started_ || reply.request == start;
        }
    }

    TemporaryFolder folder_;
    HostClient client_;
    std::optional<trace::Reader> reader_;
    std::size_t submitted_ = 0;
    std::size_t ended_ = 0;
    bool is_started_ = false;
};

/// Calls a second, each a command of its own.
class HostedApplyAsync : public RateRow {
public:
    explicit HostedApplyAsync(const RowOptions& options) : RateRow(options), pool_(options) {}

protected:
    double run(std::size_t count) override {
        const double begin = now();
        for (std::size_t i = 0; i < count; ++i)
            pool_.submit({.method = Method::ApplyAsync, .function = "identity", .args = {i}, .chunksize = {}});
        pool_.wait();
        return now() - begin;
    }

private:
    HostedPool pool_;
};

/// Items of a range a second.
class HostedMap : public RateRow {
public:
    explicit HostedMap(const RowOptions& options)
        : RateRow(options), chunksize_(static_cast<std::int64_t>(options.number("chunksize", 0))), pool_(options) {}

protected:
    double run(std::size_t count) override {
        BatchSpec batch{.method = Method::Map, .function = "identity", .iterable = {{"range", {0, count}}}, .chunksize = {}};
        if (chunksize_ > 0) batch.chunksize = chunksize_;
        const double begin = now();
        pool_.submit(batch);
        pool_.wait();
        return now() - begin;
    }

private:
    std::int64_t chunksize_;
    HostedPool pool_;
};

/// Programs run a second.
class HostedCommands : public RateRow {
public:
    explicit HostedCommands(const RowOptions& options) : RateRow(options), pool_(options) {}

protected:
    double run(std::size_t count) override {
        BatchSpec batch{.method = Method::Map, .function = "run_command", .chunksize = 1};
        for (std::size_t i = 0; i < count; ++i) batch.iterable.push_back(Json::array({"true"}));
        const double begin = now();
        pool_.submit(batch);
        pool_.wait();
        return now() - begin;
    }

private:
    HostedPool pool_;
};

/// Milliseconds until a host has answered its first command.
class HostReady : public Row {
public:
    double sample() override {
        const TemporaryFolder folder;
        const double begin = now();
        const HostClient client = HostClient::launch({.run_folder = folder.file("run")});
        return (now() - begin) * 1e3;
    }
};

}  // namespace

void add_host_rows(Rows& rows) {
    rows["hosted_apply_async"] = [](const RowOptions& options) { return std::make_unique<HostedApplyAsync>(options); };
    rows["hosted_map"] = [](const RowOptions& options) { return std::make_unique<HostedMap>(options); };
    rows["commands"] = [](const RowOptions& options) { return std::make_unique<HostedCommands>(options); };
    rows["host_ready"] = [](const RowOptions&) { return std::make_unique<HostReady>(); };
}

}  // namespace poolscope::bench
