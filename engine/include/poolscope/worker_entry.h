// SPDX-License-Identifier: MIT
#pragma once

namespace poolscope {

/// Call first thing in main, in every program that makes pools by spawn or forkserver: when the program was started as a
/// worker or a fork server it becomes that and this does not return; else nothing happens. The counterpart of CPython's
/// multiprocessing.freeze_support() and of `if __name__ == "__main__"`. Functions registered with POOLSCOPE_FUNCTION are
/// known by then.
void run_worker_if_asked(int argc, char** argv);

}  // namespace poolscope
