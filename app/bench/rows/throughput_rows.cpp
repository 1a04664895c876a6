// SPDX-License-Identifier: GPL-3.0-or-later
#include <numeric>
#include <vector>

#include <poolscope/pool.h>

#include "row.h"
#include "row_functions.h"
#include "row_pool.h"

namespace poolscope::bench {

namespace {

/// Tasks a second: n calls are submitted, then all results are taken.
class ApplyAsync : public RateRow {
public:
    explicit ApplyAsync(const RowOptions& options) : RateRow(options), pool_(pool_options(options)) {}

protected:
    double run(std::size_t count) override {
        const double begin = now();
        std::vector<AsyncResult<std::int64_t>> results;
        results.reserve(count);
        for (std::size_t i = 0; i < count; ++i) results.push_back(pool_.apply_async(pass, static_cast<std::int64_t>(i)));
        for (std::size_t i = 0; i < count; ++i) require(results[i].get() == static_cast<std::int64_t>(i), "a wrong result");
        return now() - begin;
    }

private:
    Pool pool_;
};

/// Items a second.
class Map : public RateRow {
public:
    Map(const RowOptions& options, std::optional<std::int64_t> chunksize)
        : RateRow(options), chunksize_(chunksize), pool_(pool_options(options)) {}

protected:
    double run(std::size_t count) override {
        std::vector<std::int64_t> items(count);
        std::iota(items.begin(), items.end(), 0);
        const double begin = now();
        const auto results = pool_.map(pass, items, chunksize_);
        const double took = now() - begin;
        require(results == items, "wrong results");
        return took;
    }

private:
    std::optional<std::int64_t> chunksize_;
    Pool pool_;
};

/// Items a second whose arguments and results are JSON values of the C++ program.
class MapOfJson : public RateRow {
public:
    explicit MapOfJson(const RowOptions& options) : RateRow(options), pool_(pool_options(options)) {}

protected:
    double run(std::size_t count) override {
        std::vector<Json> items(count);
        std::iota(items.begin(), items.end(), 0);
        const double begin = now();
        const auto results = pool_.map(pass_json, items);
        const double took = now() - begin;
        require(results == items, "wrong results");
        return took;
    }

private:
    Pool pool_;
};

/// Per cent of what the processors could do: time that tasks used them, of the time they were there.
class BusyTasks : public Row {
public:
    explicit BusyTasks(const RowOptions& options)
        : nanoseconds_(static_cast<std::int64_t>(options.number("microseconds", 100) * 1000)),
          processors_(std::min<double>(usable_cpus().count, static_cast<double>(options.workers()))),
          items_(static_cast<std::size_t>(std::max(16.0, options.seconds() * processors_ * 1e9 / static_cast<double>(nanoseconds_)))),
          pool_(pool_options(options)) {
        static_cast<void>(pool_.map(busy_for, std::vector<std::int64_t>(items_.size() / 8, nanoseconds_), 1));
    }
    double sample() override {
        std::fill(items_.begin(), items_.end(), nanoseconds_);
        const double begin = now();
        const auto spent = pool_.map(busy_for, items_, 1);
        const double took = now() - begin;
        const auto busy = std::accumulate(spent.begin(), spent.end(), std::int64_t{0});
        return 100 * static_cast<double>(busy) * 1e-9 / processors_ / took;
    }

private:
    std::int64_t nanoseconds_;
    double processors_;
    std::vector<std::int64_t> items_;
    Pool pool_;
};

/// What eight workers do of what two do, in per cent of the two's map of single items.
class TwoToEight : public Row {
public:
    explicit TwoToEight(const RowOptions& options) : two_(with_workers(options, 2)), eight_(with_workers(options, 8)) {}
    double sample() override {
        const double two = map_rate(two_);
        return 100 * map_rate(eight_) / two;
    }

private:
    static PoolOptions with_workers(const RowOptions& options, std::int64_t workers) {
        PoolOptions all = pool_options(options);
        all.processes = workers;
        return all;
    }
    double map_rate(Pool& pool) {
        static_cast<void>(pool.map(pass, items_, 1));
        const double begin = now();
        static_cast<void>(pool.map(pass, items_, 1));
        return 1 / (now() - begin);
    }

    std::vector<std::int64_t> items_ = std::vector<std::int64_t>(30'000, 7);
    Pool two_;
    Pool eight_;
};

/// Workers that leave after each task: tasks a second, the replacing of each worker within.
class OneTaskEach : public RateRow {
public:
    explicit OneTaskEach(const RowOptions& options) : RateRow(options), pool_(recycling(options)) {}

protected:
    double run(std::size_t count) override {
        const std::vector<std::int64_t> items(count, 7);
        const double begin = now();
        const auto results = pool_.map(pass, items, 1);
        const double took = now() - begin;
        require(results == items, "wrong results");
        return took;
    }
    /// Many more than the workers that stand ready at the beginning.
    [[nodiscard]] std::size_t at_least() const override { return 8 * pool_.processes(); }

private:
    static PoolOptions recycling(const RowOptions& options) {
        PoolOptions all = pool_options(options);
        all.maxtasksperchild = 1;
        return all;
    }
    Pool pool_;
};

}  // namespace

void add_throughput_rows(Rows& rows) {
    rows["apply_async"] = [](const RowOptions& options) { return std::make_unique<ApplyAsync>(options); };
    rows["map_single"] = [](const RowOptions& options) { return std::make_unique<Map>(options, 1); };
    rows["map"] = [](const RowOptions& options) { return std::make_unique<Map>(options, std::nullopt); };
    rows["map_of_json"] = [](const RowOptions& options) { return std::make_unique<MapOfJson>(options); };
    rows["busy"] = [](const RowOptions& options) { return std::make_unique<BusyTasks>(options); };
    rows["two_to_eight"] = [](const RowOptions& options) { return std::make_unique<TwoToEight>(options); };
    rows["recycle"] = [](const RowOptions& options) { return std::make_unique<OneTaskEach>(options); };
}

}  // namespace poolscope::bench
