// SPDX-License-Identifier: GPL-3.0-or-later
#include "life_table.h"

#include <cstddef>
#include <optional>
#include <ostream>

#include <poolscope/signal_name.h>

#include "quantity_words.h"
#include "terminal.h"
#include "text_table.h"

namespace poolscope::app {

namespace {

constexpr std::size_t kFirstLives = 40;
constexpr std::size_t kLastLives = 20;

std::string with_message(std::string words, const WorkerLife& life) {
    constexpr std::size_t kLongestMessage = 60;
    if (life.message.empty()) return words;
    return words + ": " + shortened(on_one_line(life.message), kLongestMessage);
}

std::string since(const std::optional<Time>& time, Time origin) {
    return time ? seconds_number(*time - origin) : "-";
}

}  // namespace

std::string end_words(const WorkerLife& life) {
    if (!life.cause) return "still there";
    const std::string signal = life.signal ? signal_name(*life.signal) : "a signal";
    switch (*life.cause) {
    case EndCause::MaxTasksPerChild: return "maxtasksperchild reached";
    case EndCause::Closed: return "pool closed";
    case EndCause::Terminated: return "pool terminated";
    case EndCause::Crashed: return "crashed with " + signal;
    case EndCause::Killed: return "killed by " + signal;
    case EndCause::Exited: return "exited with code " + std::to_string(life.exit_code.value_or(0));
    case EndCause::InitializerFailed: return with_message("initializer failed", life);
    case EndCause::TimedOut: return "ran out of time";
    case EndCause::MaxItemsPerChild: return "maxitemsperchild reached";
    case EndCause::Age: return "too old";
    case EndCause::MemoryLimit: return with_message("over its memory limit", life);
    case EndCause::Resized: return "resized away";
    case EndCause::ByUser: return with_message("by request", life);
    case EndCause::OutOfMemory: return "killed for want of memory";
    case EndCause::HostGone: return "host gone";
    case EndCause::NotStarted: return with_message("not started", life);
    }
    return to_string(*life.cause);
}

void write_life_table(const PoolState& state, std::ostream& out) {
    using enum TextTable::Align;
    TextTable table({{"SLOT", Right},
                     {"WORKER"},
                     {"PID", Right},
                     {"START METHOD"},
                     {"STARTED", Right},
                     {"READY", Right},
                     {"ENDED", Right},
                     {"TASKS", Right},
                     {"END"}});
    const auto& lives = state.workers();
    const Time origin = state.summary().origin;
    for (std::size_t i = 0; i < lives.size(); ++i) {
        const std::size_t left_out =
            lives.size() > kFirstLives + kLastLives + 1 ? lives.size() - kFirstLives - kLastLives : 0;
        if (left_out > 0 && i == kFirstLives) {
            table.add_note("      ... " + std::to_string(left_out) + " more lives; --json has them all ...");
            i += left_out - 1;
            continue;
        }
        const WorkerLife& life = lives[i];
        table.add_row({std::to_string(life.slot.value), life.name, life.pid > 0 ? std::to_string(life.pid) : "-",
                       life.start_method, since(life.started, origin), since(life.ready, origin),
                       since(life.ended, origin), std::to_string(life.tasks_done), end_words(life)});
    }
    table.write(out);
}

}  // namespace poolscope::app
