// SPDX-License-Identifier: MIT
#include "supervise/worker_state.h"

#include <array>

namespace poolscope::supervise {

std::optional<WorkerState> after(WorkerState state, WorkerEvent event) noexcept {
    using S = WorkerState;
    constexpr std::optional<S> no{};
    // Rows: state; columns: ProcessKnown, SaidReady, AskedToLeave, Reaped.
    constexpr std::array<std::array<std::optional<S>, 4>, 5> table{{
        {S::Started, no, S::Retiring, S::Ended},   // Starting: Reaped stands for a start that failed
        {no, S::Ready, S::Retiring, S::Ended},     // Started
        {no, no, S::Retiring, S::Ended},           // Ready
        {S::Retiring, S::Retiring, no, S::Ended},  // Retiring: it may have been asked before it was ready, even before it was born
        {no, no, no, no},                          // Ended
    }};
    return table.at(static_cast<std::size_t>(state)).at(static_cast<std::size_t>(event));
}

}  // namespace poolscope::supervise
