// SPDX-License-Identifier: GPL-3.0-or-later
#include <poolscope/worker_entry.h>

#include "conversation.h"

/// Poolscope's side of the rows of `poolscope bench`.
int main(int argc, char** argv) {
    poolscope::run_worker_if_asked(argc, argv);
    poolscope::bench::Rows rows;
    poolscope::bench::add_throughput_rows(rows);
    poolscope::bench::add_latency_rows(rows);
    poolscope::bench::add_payload_rows(rows);
    poolscope::bench::add_start_rows(rows);
    poolscope::bench::add_standing_rows(rows);
    poolscope::bench::add_trace_rows(rows);
    poolscope::bench::add_host_rows(rows);
    poolscope::bench::add_program_rows(rows);
    return poolscope::bench::converse(rows);
}
