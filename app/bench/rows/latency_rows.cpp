// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <vector>

#include <poolscope/pool.h>

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

}  // namespace

void add_latency_rows(Rows& rows) {
    rows["apply"] = [](const RowOptions& options) -> std::unique_ptr<Row> {
        if (options.text("place", "free") == "spread" && processors_at_start() < 2) return nullptr;
        return std::make_unique<ApplyBackToBack>(options);
    };
}

}  // namespace poolscope::bench
