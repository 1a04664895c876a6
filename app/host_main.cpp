// SPDX-License-Identifier: GPL-3.0-or-later
#include <poolscope/host_program.h>

int main(int argc, char** argv) {
    return poolscope::run_host_program(argc, argv);
}
