// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_follower.h"

#include <cerrno>
#include <cstddef>
#include <variant>

#include <poolscope/errors.h>

namespace poolscope::app {

bool RunFollower::follow() {
    constexpr std::size_t kMostRecords = 100'000;  // so that a signal is answered soon
    constexpr std::size_t kKeptWarnings = 20;
    if (!reader_) {
        try {
            reader_.emplace(path_);
        } catch (const SystemError& error) {
            if (error.error_number() == ENOENT) return false;
            throw;
        }
    }
    std::size_t records = 0;
    for (; records < kMostRecords; ++records) {
        const std::optional<trace::Record> record = reader_->next();
        if (!record) break;
        state_.apply(*record);
        if (const auto* change = std::get_if<trace::PoolPhaseChanged>(&record->body)) {
            if (change->phase == trace::PoolPhase::Broken) broken_ = change->message;
        } else if (const auto* message = std::get_if<trace::Message>(&record->body)) {
            if (message->severity != trace::Severity::Note && warnings_.size() < kKeptWarnings) {
                warnings_.push_back(message->text);
            }
        }
    }
    (void)state_.take_changes();  // nobody here draws piece by piece
    return records == kMostRecords;
}

}  // namespace poolscope::app
