// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <vector>

#include <sys/mman.h>

#include "limit_rows.h"

namespace poolscope::bench {

namespace {

class Mapping {
public:
    explicit Mapping(std::size_t size) : size_(size), memory_(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
        if (memory_ == MAP_FAILED) throw std::runtime_error("no memory");
    }
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    ~Mapping() { ::munmap(memory_, size_); }
    [[nodiscard]] void* memory() const { return memory_; }

private:
    std::size_t size_;
    void* memory_;
};

/// Gigabytes a second of one copy there and one back: into warm memory, or into fresh memory above a megabyte, since nobody
/// keeps that much.
class Copies : public RateRow {
public:
    explicit Copies(const RowOptions& options)
        : RateRow(options, 2 * options.number("bytes", 4096) * 1e-9), size_(static_cast<std::size_t>(options.number("bytes", 4096))),
          is_warm_(size_ <= std::size_t{1} << 20), value_(size_, std::byte{7}), there_(size_), back_(size_) {}

protected:
    double run(std::size_t count) override {
        const double begin = now();
        for (std::size_t i = 0; i < count; ++i) {
            if (is_warm_) copy(there_.data(), back_.data());
            else copy(Mapping(size_).memory(), Mapping(size_).memory());
        }
        return now() - begin;
    }
    [[nodiscard]] std::size_t at_most() const override { return std::max<std::size_t>(4, (std::size_t{4} << 30) / size_ / 16); }

private:
    void copy(void* there, void* back) {
        std::memcpy(there, value_.data(), size_);
        asm volatile("" ::: "memory");
        std::memcpy(back, there, size_);
        asm volatile("" ::: "memory");
    }
    std::size_t size_;
    bool is_warm_;
    std::vector<std::byte> value_, there_, back_;
};

}  // namespace

void add_memory_limits(Rows& rows) {
    for (const char* row : {"payload", "payload_in_place"}) rows[row] = [](const RowOptions& options) { return std::make_unique<Copies>(options); };
}

}  // namespace poolscope::bench
