// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>

#include <poolscope/export.h>
#include <poolscope/trace.h>

namespace poolscope::trace {

/// Tells an export's watcher how far it is, now and then: asking for every row would cost more than writing it.
class ExportWatch {
public:
    explicit ExportWatch(const ExportOptions& options, double from = 0, double to = 1) noexcept
        : options_(&options), from_(from), to_(to) {}

    /// To be called for every row. Throws ExportCancelled.
    void step(std::uint64_t done, std::uint64_t all) {
        if (is_due()) ask(done, all);
    }
    /// The same for every record that is read; how much there is to read is looked at only when it is told.
    void step(const Reader& reader) {
        if (is_due()) ask(reader.offset(), reader.offset() + reader.pending_bytes());
    }

private:
    [[nodiscard]] bool is_due() noexcept { return options_->proceed && ++calls_ % kBetween == 0; }
    void ask(std::uint64_t done, std::uint64_t all) {
        const double share = all == 0 ? 1 : static_cast<double>(done) / static_cast<double>(all);
        if (!options_->proceed(from_ + (to_ - from_) * (share < 1 ? share : 1))) throw ExportCancelled();
    }
    static constexpr std::uint64_t kBetween = 512;
    const ExportOptions* options_;
    double from_, to_;
    std::uint64_t calls_ = 0;
};

/// Calls `act` with each row of results that is wanted, until it gives false. Throws ExportCancelled.
template <class Act> void for_each_row(const PoolState& state, const ExportOptions& options, ExportWatch& watch, Act&& act) {
    const std::size_t count = options.rows ? options.rows->size() : state.result_count();
    for (std::size_t at = 0; at < count; ++at) {
        const std::size_t row = options.rows ? (*options.rows)[at] : at;
        watch.step(at, count);
        if (row < state.result_count() && !act(row)) return;
    }
}

/// The state of a whole trace. Throws what Reader throws, and ExportCancelled.
[[nodiscard]] PoolState reduce_watched(const std::string& path, ExportWatch watch);
/// Reducing costs about this share of an export.
inline constexpr double kReduced = 0.3;

}  // namespace poolscope::trace
