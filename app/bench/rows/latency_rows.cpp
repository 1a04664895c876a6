// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

#include <poolscope/pool.h>

#include "memory_room.h"
#include "placement.h"
#include "row.h"
#include "row_functions.h"
#include "row_pool.h"

namespace poolscope::bench {

namespace {

/// Half of the calls, one after the other, take less than so many microseconds.
class ApplyBackToBack : public Row {
public:
    explicit ApplyBackToBack(const RowOptions& options)
        : place_(options.text("place", "free")), seconds_(options.seconds()), pool_(pool_options(options)) {
        if (place_ == "spread") {
            for (const std::int32_t pid : ready_workers(pool_)) move_to_other_processor(pid);
        }
        static_cast<void>(middle(seconds_ / 5));
    }
    double sample() override { return middle(seconds_) * 1e6; }

private:
    double middle(double seconds) {
        std::vector<double> times;
        const double begin = now();
        for (double last = begin; last - begin < seconds;) {
            require(pool_.apply(pass, 7) == 7, "a wrong result");
            const double next = now();
            times.push_back(next - last);
            last = next;
        }
        std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
        return times[times.size() / 2];
    }

    std::string place_;
    OnOneProcessor place_of_this_{place_ != "free"};  // before the pool: its threads and workers inherit it
    double seconds_;
    Pool pool_;
};

/// A share of the calls takes less than so many microseconds: while one large value goes to a worker and back the whole time, or alone.
/// A call is due every 5 ms. One that must wait until the call before has come back counts from when it was due: else a pause
/// of a second would be a single slow call among thousands.
class ApplyBesideLarge : public Row {
public:
    explicit ApplyBesideLarge(const RowOptions& options)
        : quantile_(options.number("quantile", 0.5)), seconds_(4 * options.seconds()),
          large_(static_cast<std::size_t>(options.number("large", 0)), std::byte{7}), pool_(pool_options(options)) {
        static_cast<void>(ready_workers(pool_));
        for (int i = 0; i < 1000; ++i) require(pool_.apply(pass, 7) == 7, "a wrong result");
    }
    double sample() override {
        std::future<std::size_t> large;
        if (!large_.empty()) large = std::async(std::launch::async, [this] { return pool_.apply(pass_bytes, large_).size(); });
        const double begin = now();
        const auto goes_on = [&] {
            return large.valid() ? large.wait_for(std::chrono::seconds(0)) != std::future_status::ready : now() - begin < seconds_;
        };
        std::vector<double> times;
        for (double due = begin; goes_on() || times.empty(); due += 5e-3) {
            const double early = due - now();
            if (early > 0) std::this_thread::sleep_for(std::chrono::duration<double>(early));
            const double called = early > 0 ? now() : due;
            require(pool_.apply(pass, 7) == 7, "a wrong result");
            times.push_back(now() - called);
        }
        require(!large.valid() || large.get() == large_.size(), "a wrong result");
        const auto place = static_cast<std::ptrdiff_t>(quantile_ * static_cast<double>(times.size() - 1));
        std::nth_element(times.begin(), times.begin() + place, times.end());
        return times[static_cast<std::size_t>(place)] * 1e6;
    }

private:
    double quantile_;
    double seconds_;
    std::vector<std::byte> large_;
    Pool pool_;
};

}  // namespace

void add_latency_rows(Rows& rows) {
    rows["apply"] = [](const RowOptions& options) -> std::unique_ptr<Row> {
        if (options.text("place", "free") == "spread" && processors_at_start() < 2) return nullptr;
        return std::make_unique<ApplyBackToBack>(options);
    };
    rows["apply_beside"] = [](const RowOptions& options) {
        // The value, the worker's, the result, and both on their way.
        require_memory(5 * static_cast<std::size_t>(options.number("large", 0)));
        return std::make_unique<ApplyBesideLarge>(options);
    };
}

}  // namespace poolscope::bench
