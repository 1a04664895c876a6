// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

/// How values above 256 KiB travel: they lie in memory that host and worker share, and are read there in place. For wire.h and
/// array.h, not for users.
namespace poolscope::detail {

/// Strings, byte strings and arrays of numbers above it go by handle where both ends can; below it a copy is as fast (SPEED.md, fact 7).
inline constexpr std::size_t kLargeBytes = std::size_t{256} * 1024;

/// Room for a value that is yet to be filled in. Whoever holds `owner` holds the room. Aligned to 64 bytes at least.
struct LargeRoom {
    std::shared_ptr<void> owner;
    std::byte* data = nullptr;
};

/// Where a writer puts large values.
class LargeSink {
public:
    struct Place {
        std::byte* data = nullptr;
        std::uint64_t offset = 0;  ///< as a reader finds it
    };
    /// Room for a value of the message that is being written. Empty: there is none to be had; the value is written inline then.
    [[nodiscard]] virtual std::optional<Place> place(std::size_t size_bytes) = 0;
    /// The offset of a value that lies in shared memory already; the message keeps `owner` from now on. Empty: it does not.
    [[nodiscard]] virtual std::optional<std::uint64_t> adopt(const std::shared_ptr<const void>& owner, const std::byte* data, std::size_t size_bytes) = 0;

protected:
    ~LargeSink() = default;
};

/// Where a reader finds large values.
class LargeSource {
public:
    virtual ~LargeSource() = default;
    /// The value's bytes, at a multiple of 8. Throws DecodingError when it is none of this message, SystemError when it cannot be mapped.
    [[nodiscard]] virtual const std::byte* find(std::uint64_t offset, std::uint64_t size_bytes) const = 0;
    /// Keeps the bytes as they are; null: they last as long as the message that they came with.
    [[nodiscard]] virtual std::shared_ptr<const void> owner() const = 0;
    /// Of all that it has.
    [[nodiscard]] virtual std::uint64_t size_bytes() const noexcept = 0;
};

/// What large parts of a message are held, for who sends it.
class LargeParts final : public LargeSource {
public:
    void add(std::shared_ptr<const void> owner, const std::byte* data, std::uint64_t offset, std::uint64_t size_bytes);
    [[nodiscard]] std::uint64_t size_bytes() const noexcept override;
    [[nodiscard]] const std::byte* find(std::uint64_t offset, std::uint64_t size_bytes) const override;
    [[nodiscard]] std::shared_ptr<const void> owner() const override { return {}; }

private:
    struct Part {
        std::shared_ptr<const void> owner;
        const std::byte* data;
        std::uint64_t offset, size_bytes;
    };
    std::vector<Part> parts_;
};

/// Asks for huge pages for memory that is about to be filled for the first time: that costs a fifth then. Does nothing for less
/// than a few MiB, or where the system has none.
void expect_filling(void* data, std::size_t size_bytes) noexcept;

/// Room for a result: in a worker in the memory that the host reads, elsewhere on the heap. Throws std::bad_alloc.
[[nodiscard]] LargeRoom room_for_result(std::size_t size_bytes);
/// On the heap. Throws std::bad_alloc.
[[nodiscard]] LargeRoom room_on_heap(std::size_t size_bytes);

/// What makes room in a worker; null: the heap. Set by the worker's loop, once, before any task runs.
class LargeRooms {
public:
    /// Null owner: no room.
    [[nodiscard]] virtual LargeRoom make(std::size_t size_bytes) = 0;

protected:
    ~LargeRooms() = default;
};
void set_large_rooms(LargeRooms* rooms) noexcept;

}  // namespace poolscope::detail
