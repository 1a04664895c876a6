// SPDX-License-Identifier: MIT
#include "tasks/host_note.h"

#include <atomic>

#include <poolscope/catalogue.h>

namespace poolscope {
namespace {

struct Note {
    std::string text;
    const Note* before;
};
// Plain memory on purpose: that a fork copies it and a spawn does not is what it shows. Old notes stay reachable for who
// still reads them; without a lock, since a forked worker would find it closed if another thread held it at that moment.
std::atomic<const Note*> latest{nullptr};

}  // namespace

void set_host_note(std::string note) {
    auto* fresh = new Note{std::move(note), latest.load(std::memory_order_relaxed)};
    // Release: who sees the pointer sees the text.
    while (!latest.compare_exchange_weak(fresh->before, fresh, std::memory_order_release, std::memory_order_relaxed)) {
    }
}

namespace tasks {

std::optional<std::string> host_note() {
    const Note* note = latest.load(std::memory_order_acquire);
    if (note == nullptr) return std::nullopt;
    return note->text;
}

}  // namespace tasks
}  // namespace poolscope
