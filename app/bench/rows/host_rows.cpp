// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <poolscope/host_client.h>

#include "hosted_pool.h"
#include "row.h"
#include "temporary_folder.h"

/// The way of the window and of the command line: commands as JSON to a host, what became of them from its trace.
namespace poolscope::bench {

namespace {

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
    explicit HostedMap(const RowOptions& options) : RateRow(options), pool_(options) {}

protected:
    double run(std::size_t count) override {
        const double begin = now();
        pool_.submit({.method = Method::Map, .function = "identity", .iterable = {{"range", {0, count}}}, .chunksize = {}});
        pool_.wait();
        return now() - begin;
    }

private:
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
