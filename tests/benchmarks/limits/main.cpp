// SPDX-License-Identifier: MIT
#include <cstring>

#include <unistd.h>

#include "conversation.h"
#include "limit_rows.h"

/// The machine's side of the rows of `poolscope bench`.
int main(int argc, char** argv) {
    const bool stays = argc == 2 && std::strcmp(argv[1], poolscope::bench::kSpeakingChild) == 0;
    const bool goes = argc == 2 && std::strcmp(argv[1], poolscope::bench::kSpeakingOnce) == 0;
    if (stays || goes) {
        const char byte = 1;
        const bool is_said = ::write(3, &byte, 1) == 1;
        char end = 0;
        // Until the parent has gone or closes its end.
        while (stays && is_said && ::read(3, &end, 1) > 0) {
        }
        return 0;
    }
    poolscope::bench::Rows rows;
    poolscope::bench::add_ring_limits(rows);
    poolscope::bench::add_memory_limits(rows);
    poolscope::bench::add_process_limits(rows);
    return poolscope::bench::converse(rows);
}
