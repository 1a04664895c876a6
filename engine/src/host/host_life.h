// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <poolscope/host_client.h>

#include "base/event_loop.h"

/// When a host goes on and when it ends (PROTOCOL.md, "The life of a host"). Decisions only; the clock is passed in.
namespace poolscope::host {

/// A host that nobody talks to, and that has nothing to do, waits this long for a client.
inline constexpr std::chrono::seconds kWaitForClient{30};
/// From the wish to end until the host leaves at once, its workers with it.
inline constexpr std::chrono::seconds kOrderlyEnd{10};

/// Where the host's pool is.
enum class PoolStage : std::uint8_t {
    None,   ///< not started
    Alive,  ///< something to do, or kept open
    Ended,  ///< no worker is left
};

struct LifeFacts {
    WhenAlone when_alone = WhenAlone::Terminate;
    PoolStage pool = PoolStage::None;
    std::size_t clients = 0;
    bool had_client = false;
    bool told_to_end = false;        ///< shut_down or a signal
    base::SteadyTime alone_since{};  ///< since there are no clients; the host's start at first
};

enum class LifeStep : std::uint8_t {
    Stay,
    EndPool,  ///< terminate the pool, then leave
    Leave,    ///< nothing is left to do
};

struct LifeDecision {
    LifeStep step = LifeStep::Stay;
    std::optional<base::SteadyTime> ask_again;  ///< Stay: at this time at the latest
};

[[nodiscard]] LifeDecision decide_life(const LifeFacts& facts, base::SteadyTime now);

}  // namespace poolscope::host
