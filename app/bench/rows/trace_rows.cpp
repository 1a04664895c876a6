// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <poolscope/pool.h>

#include "program_start.h"
#include "row.h"
#include "row_functions.h"
#include "row_pool.h"
#include "temporary_folder.h"

/// What watching costs.
namespace poolscope::bench {

namespace {

/// The speed with the trace written, in per cent of that without. Two pools that differ in nothing else take turns.
class Traced : public Row {
public:
    explicit Traced(const RowOptions& options)
        : microseconds_(options.number("microseconds", 0)), plain_(pool_options(options)), traced_(with_trace(options, folder_)) {
        items_ = 1000;
        for (double took = 0; took < options.seconds() / 3; items_ *= 2) took = run(plain_);
        // As often as the other: its workers have begun, and its memory and its file are there.
        for (int i = 0; i < 2; ++i) static_cast<void>(run(traced_));
    }
    /// Opens a window onto the trace, without a display. False where the program has no window.
    [[nodiscard]] bool open_window() {
        const std::string file = folder_.file("trace");
        window_.emplace(std::vector<std::string>{program_beside("poolscope"), "--config", folder_.file("config"), file},
                        std::vector<std::string>{"QT_QPA_PLATFORM=offscreen", "TMPDIR=" + folder_.path()});
        if (!window_->wait_until_it_reads(file)) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(500));  // until it is painted and at rest
        window_->wait_until_it_has_no_children();
        static_cast<void>(run(traced_));  // the window's first look at so much is dear
        return !window_->has_ended();
    }
    double sample() override {
        // A window that reads what is left of the sample before takes a processor from the pool without a trace, which would look as slow
        // as the other.
        if (window_) window_->wait_until_its_time_stands_still();
        const double without = run(plain_);
        return 100 * without / run(traced_);
    }

private:
    static PoolOptions with_trace(const RowOptions& options, const TemporaryFolder& folder) {
        PoolOptions all = pool_options(options);
        all.trace = folder.file("trace");
        return all;
    }
    double run(Pool& pool) const { return microseconds_ > 0 ? map(pool) : apply_async(pool); }
    [[nodiscard]] double map(Pool& pool) const {
        const std::vector<std::int64_t> items(items_, static_cast<std::int64_t>(microseconds_ * 1000));
        const double begin = now();
        static_cast<void>(pool.map(busy_for, items, 1));
        return now() - begin;
    }
    [[nodiscard]] double apply_async(Pool& pool) const {
        const double begin = now();
        std::vector<AsyncResult<std::int64_t>> results;
        results.reserve(items_);
        for (std::size_t i = 0; i < items_; ++i) results.push_back(pool.apply_async(pass, static_cast<std::int64_t>(i)));
        for (const auto& result : results) static_cast<void>(result.get());
        return now() - begin;
    }

    double microseconds_;
    std::size_t items_ = 0;
    TemporaryFolder folder_;
    Pool plain_;
    Pool traced_;
    std::optional<StartedProgram> window_;
};

}  // namespace

void add_trace_rows(Rows& rows) {
    rows["traced"] = [](const RowOptions& options) -> std::unique_ptr<Row> {
        auto row = std::make_unique<Traced>(options);
        const bool is_followed = options.text("followed_by", "nobody") == "window";
        if (is_followed && !row->open_window()) return nullptr;
        return row;
    };
}

}  // namespace poolscope::bench
