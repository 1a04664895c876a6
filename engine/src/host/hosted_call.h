// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "supervise/batch_run.h"

namespace poolscope::host {

/// A call that a client asked for and nobody in the host waits for, all of it in one piece of memory.
struct HostedCall {
    /// `shape` outlives it: what is asked for, but for the arguments, which are the encoded list.
    HostedCall(const supervise::BatchRequest& shape, std::span<const std::byte> arguments) : run(shape, only(arguments), nullptr) {}

    std::array<std::byte, 64> small;
    supervise::BatchRun run;

private:
    supervise::Chunk only(std::span<const std::byte> arguments) {
        supervise::Chunk chunk;
        chunk.items = 1;
        const auto size = static_cast<std::uint32_t>(arguments.size());
        const std::size_t whole = sizeof size + arguments.size();
        if (whole > small.size()) chunk.arguments.resize(whole);
        std::byte* const at = whole > small.size() ? chunk.arguments.data() : small.data();
        std::memcpy(at, &size, sizeof size);
        std::copy(arguments.begin(), arguments.end(), at + sizeof size);
        if (whole <= small.size()) chunk.lent = std::span(small).first(whole);
        return chunk;
    }
};

}  // namespace poolscope::host
