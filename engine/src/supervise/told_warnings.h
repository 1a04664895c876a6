// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace poolscope::supervise {

enum class WarningKind : std::uint8_t { Callback, Order, Pool };

/// The warnings of a pool without a trace: on standard error, a line each, the first few of each kind; of the others their number at the
/// end. One thread.
class ToldWarnings {
public:
    static constexpr std::uint64_t kMostOfAKind = 5;

    void tell(WarningKind kind, const std::string& text) noexcept;
    /// Says how many were left out. Once.
    void tell_rest() noexcept;

private:
    std::array<std::uint64_t, 3> counts_{};  ///< by kind
};

}  // namespace poolscope::supervise
