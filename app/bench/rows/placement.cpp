// SPDX-License-Identifier: GPL-3.0-or-later
#include "placement.h"

#include <cerrno>
#include <stdexcept>
#include <string>

#include <cstring>

namespace poolscope::bench {

namespace {

cpu_set_t usable() {
    cpu_set_t set;
    CPU_ZERO(&set);
    ::sched_getaffinity(0, sizeof set, &set);
    return set;
}

void place(std::int32_t pid, int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(static_cast<unsigned>(processor), &set);
    if (::sched_setaffinity(pid, sizeof set, &set) != 0)
        throw std::runtime_error(std::string("cannot choose a processor: sched_setaffinity: ") + std::strerror(errno));
}

int first_of(const cpu_set_t& set) {
    for (unsigned i = 0; i < CPU_SETSIZE; ++i) {
        if (CPU_ISSET(i, &set)) return static_cast<int>(i);
    }
    return 0;
}

int last_of(const cpu_set_t& set) {
    for (unsigned i = CPU_SETSIZE; i-- > 0;) {
        if (CPU_ISSET(i, &set)) return static_cast<int>(i);
    }
    return 0;
}

// As it was when the program started.
const cpu_set_t kAtStart = usable();

}  // namespace

OnOneProcessor::OnOneProcessor(bool is_wanted) : is_wanted_(is_wanted), before_(usable()) {
    if (is_wanted_) place(0, first_of(kAtStart));
}

OnOneProcessor::~OnOneProcessor() {
    if (is_wanted_) ::sched_setaffinity(0, sizeof before_, &before_);
}

int processors_at_start() {
    return CPU_COUNT(&kAtStart);
}

void move_to_other_processor(std::int32_t pid) {
    place(pid, last_of(kAtStart));
}

}  // namespace poolscope::bench
