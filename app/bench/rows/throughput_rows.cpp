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
        {
            // Until the handles are gone: Python's go within its time too.
            std::vector<AsyncResult<std::int64_t>> results;
            results.reserve(count);
            for (std::size_t i = 0; i < count; ++i) results.push_back(pool_.apply_async(pass, static_cast<std::int64_t>(i)));
            for (std::size_t i = 0; i < count; ++i) require(results[i].get() == static_cast<std::int64_t>(i), "a wrong result");
        }
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

/// What eight workers do of what two do, in per cent of the two's map of single items. Whoever was first is second the next time.
class TwoToEight : public Row {
public:
    explicit TwoToEight(const RowOptions& options)
        : seconds_(options.seconds()), two_(with_workers(options, 2)), eight_(with_workers(options, 8)) {
        static_cast<void>(ready_workers(two_));
        static_cast<void>(ready_workers(eight_));
    }
    double sample() override {
        if (items_.empty()) {
            const auto count = found_count([this](std::size_t tried) { return seconds_of(two_, std::vector<std::int64_t>(tried, 7)); }, 1, 4'000'000, seconds_);
            items_.assign(count, 7);
            static_cast<void>(seconds_of(eight_, items_));
        }
        const double first = seconds_of(is_eight_first_ ? eight_ : two_, items_);
        const double second = seconds_of(is_eight_first_ ? two_ : eight_, items_);
        const double share = is_eight_first_ ? second / first : first / second;
        is_eight_first_ = !is_eight_first_;
        return 100 * share;
    }

private:
    static PoolOptions with_workers(const RowOptions& options, std::int64_t workers) {
        PoolOptions all = pool_options(options);
        all.processes = workers;
        return all;
    }
    static double seconds_of(Pool& pool, const std::vector<std::int64_t>& items) {
        const double begin = now();
        static_cast<void>(pool.map(pass, items, 1));
        return now() - begin;
    }

    double seconds_;
    bool is_eight_first_ = false;
    std::vector<std::int64_t> items_;
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
