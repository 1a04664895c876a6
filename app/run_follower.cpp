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
            reader_.emplace(path_, trace::ReadValues::No);  // values are looked up when they are shown
        } catch (const SystemError& error) {
            if (error.error_number() == ENOENT) return false;
            throw;
        }
    }
    std::size_t records = 0;
    waits_ = false;
    for (; records < kMostRecords; ++records) {
        if (!may_read_on()) {
            waits_ = true;
            break;
        }
        const std::optional<trace::Record> record = reader_->next();
        if (!record) break;
        state_.apply(*record);
        if (const auto* change = std::get_if<trace::PoolPhaseChanged>(&record->body)) {
            if (change->phase == trace::PoolPhase::Broken) broken_ = change->message;
        } else if (const auto* output = std::get_if<trace::TaskOutput>(&record->body)) {
            if (on_output_) on_output_(*output, state_);
        } else if (const auto* message = std::get_if<trace::Message>(&record->body)) {
            if (message->severity != trace::Severity::Note && warnings_.size() < kKeptWarnings) {
                warnings_.push_back(message->text);
            }
        }
    }
    (void)state_.take_changes();  // nobody here draws piece by piece
    return records == kMostRecords;
}

void RunFollower::follow_to_the_end() {
    slowness_.reset();
    while (follow()) {
    }
}

void RunFollower::conclude() {
    follow_to_the_end();
    if (reader_) poolscope::conclude(*reader_, state_);
}

void RunFollower::read_slowly(std::uint64_t bytes_a_second) {
    slowness_ = {bytes_a_second, std::chrono::steady_clock::now()};
}

bool RunFollower::may_read_on() const {
    if (!slowness_) return true;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - slowness_->since;
    // A record is begun as long as the bytes before it were allowed, so that one of any size is read some day.
    return static_cast<double>(reader_->offset()) <= elapsed.count() * static_cast<double>(slowness_->bytes_a_second);
}

}  // namespace poolscope::app
