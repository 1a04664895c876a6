// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include <poolscope/catalogue.h>
#include <poolscope/worker_entry.h>

/// The worker program of poolscope-host, for spawn and forkserver: it knows the catalogue and no window, so that
/// starting it costs little.
int main(int argc, char** argv) {
    poolscope::register_catalogue();
    poolscope::run_worker_if_asked(argc, argv);
    std::fputs("poolscope-worker is started by poolscope-host, not by hand. See poolscope --help.\n", stderr);
    return 2;
}
