// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include "limit_rows.h"
#include "memory_room.h"
#include "placement.h"

namespace poolscope::bench {

namespace {

/// Gigabytes a second of one copy there and one back, or of one alone where the value is read in place; into warm memory, by as many
/// threads as there are workers and processors: what nobody can beat who copies so often.
class Copies : public RateRow {
public:
    enum class Way { ThereAndBack, OnlyThere };
    Copies(const RowOptions& options, Way way)
        : RateRow(options, 2 * options.number("bytes", 4096) * 1e-9), size_(static_cast<std::size_t>(options.number("bytes", 4096))),
          way_(way), buffers_(threads(options), Buffers(size_)) {}

protected:
    double run(std::size_t count) override {
        const double begin = now();
        std::vector<std::thread> others;
        for (std::size_t i = 1; i < buffers_.size(); ++i) others.emplace_back([this, i, count] { copy(buffers_[i], share_of(i, count)); });
        copy(buffers_[0], share_of(0, count));
        for (std::thread& other : others) other.join();
        return now() - begin;
    }
    [[nodiscard]] std::size_t at_most() const override { return std::max<std::size_t>(4, (std::size_t{4} << 30) / size_ / 16); }

private:
    struct Buffers {
        explicit Buffers(std::size_t size) : value(size, std::byte{7}), there(size), back(size) {}
        std::vector<std::byte> value, there, back;
    };
    static std::size_t threads(const RowOptions& options) {
        const std::size_t wanted = std::min(static_cast<std::size_t>(options.workers()), static_cast<std::size_t>(processors_at_start()));
        require_memory(wanted * 3 * static_cast<std::size_t>(options.number("bytes", 4096)));
        return wanted;
    }
    [[nodiscard]] std::size_t share_of(std::size_t thread, std::size_t count) const {
        return count / buffers_.size() + (thread < count % buffers_.size() ? 1 : 0);
    }
    void copy(Buffers& buffers, std::size_t times) const {
        for (std::size_t i = 0; i < times; ++i) {
            std::memcpy(buffers.there.data(), buffers.value.data(), buffers.value.size());
            asm volatile("" ::: "memory");
            if (way_ == Way::OnlyThere) continue;
            std::memcpy(buffers.back.data(), buffers.there.data(), buffers.value.size());
            asm volatile("" ::: "memory");
        }
    }
    std::size_t size_;
    Way way_;
    std::vector<Buffers> buffers_;
};

}  // namespace

void add_memory_limits(Rows& rows) {
    rows["payload"] = [](const RowOptions& options) { return std::make_unique<Copies>(options, Copies::Way::ThereAndBack); };
    rows["payload_in_place"] = [](const RowOptions& options) { return std::make_unique<Copies>(options, Copies::Way::OnlyThere); };
}

}  // namespace poolscope::bench
