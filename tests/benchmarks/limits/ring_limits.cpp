// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "limit_rows.h"
#include "placement.h"
#include "shared_child.h"

namespace poolscope::bench {

namespace {

struct Message {
    std::uint64_t words[4];
};

/// A ring of one writer and one reader.
struct Ring {
    static constexpr std::uint64_t kSize = 1024;
    alignas(64) std::atomic<std::uint64_t> written{0};
    alignas(64) std::atomic<std::uint64_t> read{0};
    alignas(64) std::array<Message, kSize> messages{};

    bool put(std::uint64_t value) {
        const std::uint64_t at = written.load(std::memory_order_relaxed);
        if (at - read.load(std::memory_order_acquire) == kSize) return false;
        messages[at % kSize] = {{value, at, 0, 0}};
        written.store(at + 1, std::memory_order_release);
        return true;
    }
    bool take(std::uint64_t& value) {
        const std::uint64_t at = read.load(std::memory_order_relaxed);
        if (at == written.load(std::memory_order_acquire)) return false;
        value = messages[at % kSize].words[0];
        read.store(at + 1, std::memory_order_release);
        return true;
    }
};
struct RingPair {
    Ring tasks, results;
};

void echo_for_ever(RingPair& rings) {
    for (int idle = 0;;) {
        std::uint64_t value = 0;
        if (!rings.tasks.take(value)) {
            if (++idle % 64 == 0) ::sched_yield();
            continue;
        }
        while (!rings.results.put(value)) ::sched_yield();
    }
}

/// Messages there and back through bare rings, one pair for each of so many processes: what a task cannot beat.
class BareRings : public RateRow {
public:
    explicit BareRings(const RowOptions& options) : RateRow(options) {
        for (std::int64_t i = 0; i < options.workers(); ++i) children_.push_back(std::make_unique<SharedChild<RingPair>>(echo_for_ever));
    }

protected:
    double run(std::size_t count) override {
        for (auto& child : children_) child->go_on();
        const double begin = now();
        std::size_t sent = 0, received = 0;
        for (int idle = 0; received < count;) {
            bool has_moved = false;
            for (auto& child : children_) {
                RingPair& rings = child->shared();
                for (int i = 0; i < 64 && sent < count && rings.tasks.put(sent); ++i, ++sent) has_moved = true;
                std::uint64_t value = 0;
                while (rings.results.take(value)) ++received, has_moved = true;
            }
            if (!has_moved && ++idle % 64 == 0) ::sched_yield();
        }
        const double took = now() - begin;
        for (auto& child : children_) child->stop();
        return took;
    }
    [[nodiscard]] std::size_t at_most() const override { return 40'000'000; }

private:
    std::vector<std::unique_ptr<SharedChild<RingPair>>> children_;
};

struct Turns {
    std::atomic<std::uint32_t> whose{0};
};

void wait_on(Turns& turns, std::uint32_t not_mine) {
    ::syscall(SYS_futex, &turns.whose, FUTEX_WAIT, not_mine, nullptr, nullptr, 0);
}
void wake(Turns& turns) {
    ::syscall(SYS_futex, &turns.whose, FUTEX_WAKE, 1, nullptr, nullptr, 0);
}

enum class Waiting { Sleeping, Spinning };

template <Waiting kWaiting>
void await(Turns& turns, std::uint32_t mine) {
    while (turns.whose.load(std::memory_order_acquire) != mine) {
        if constexpr (kWaiting == Waiting::Sleeping) wait_on(turns, 1 - mine);
    }
}
template <Waiting kWaiting>
void pass_to(Turns& turns, std::uint32_t other) {
    turns.whose.store(other, std::memory_order_release);
    if constexpr (kWaiting == Waiting::Sleeping) wake(turns);
}
template <Waiting kWaiting>
void answer_for_ever(Turns& turns) {
    for (;;) {
        await<kWaiting>(turns, 1);
        pass_to<kWaiting>(turns, 0);
    }
}

/// Microseconds of a word to another process and back: asleep between words where both share a processor, awake where each has one.
template <Waiting kWaiting>
class RoundTrip : public Row {
public:
    explicit RoundTrip(const RowOptions& options) : place_(options.text("place", "free")), seconds_(options.seconds()) {
        if (place_ == "spread") move_to_other_processor(child_.pid());
    }
    double sample() override {
        child_.go_on();
        std::vector<double> times;  // each of a hundred: whoever is put aside by other programs meanwhile tells nothing
        const double begin = now();
        for (double last = begin; last - begin < seconds_;) {
            for (int i = 0; i < 100; ++i) {
                pass_to<kWaiting>(child_.shared(), 1);
                await<kWaiting>(child_.shared(), 0);
            }
            const double next = now();
            times.push_back((next - last) / 100);
            last = next;
        }
        child_.stop();
        const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
        std::nth_element(times.begin(), middle, times.end());
        return *middle * 1e6;
    }

private:
    std::string place_;
    double seconds_;
    OnOneProcessor here_{place_ != "free"};
    SharedChild<Turns> child_{answer_for_ever<kWaiting>};
};

std::unique_ptr<Row> round_trip(const RowOptions& options) {
    if (options.text("place", "free") != "spread") return std::make_unique<RoundTrip<Waiting::Sleeping>>(options);
    if (processors_at_start() < 2) return nullptr;
    return std::make_unique<RoundTrip<Waiting::Spinning>>(options);
}

}  // namespace

void add_ring_limits(Rows& rows) {
    const MakeRow bare = [](const RowOptions& options) { return std::make_unique<BareRings>(options); };
    for (const char* row : {"apply_async", "map_single"}) rows[row] = bare;
    rows["apply"] = round_trip;
}

}  // namespace poolscope::bench
