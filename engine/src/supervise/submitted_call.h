// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include <poolscope/pool_core.h>

#include "supervise/batch_run.h"
#include "supervise/handle_observers.h"

namespace poolscope::supervise {

/// One call of apply or apply_async, all of it in one piece of memory: what its handle waits for, and what the supervisor works on. Who holds
/// either holds the whole.
struct SubmittedCall {
    /// `shape` outlives it: what is asked for, but for the arguments.
    SubmittedCall(const BatchRequest& shape, detail::EncodedChunk& chunk, detail::BatchState::Callback callback, HandleObserver::Host& host)
        : state(1), observer(prepared(std::move(callback)), shape.function, host), run(shape, taken(chunk), &observer) {}

    detail::BatchState state;
    HandleObserver observer;
    std::array<std::byte, 48> arguments;
    BatchRun run;

private:
    detail::BatchState& prepared(detail::BatchState::Callback callback) {
        state.set_callback(std::move(callback));
        return state;
    }
    /// Small arguments are copied, and the caller's vector is his again.
    Chunk taken(detail::EncodedChunk& chunk) {
        Chunk only{chunk.first_item, chunk.items, {}, {}, detail::kNotPacked, std::move(chunk.large)};
        if (chunk.arguments.size() > arguments.size()) {
            only.arguments = std::move(chunk.arguments);
        } else {
            std::copy(chunk.arguments.begin(), chunk.arguments.end(), arguments.begin());
            only.lent = std::span(arguments).first(chunk.arguments.size());
        }
        return only;
    }
};

}  // namespace poolscope::supervise
