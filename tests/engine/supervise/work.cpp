// SPDX-License-Identifier: MIT
#include "work.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <poolscope/function.h>

namespace poolscope::tests {
namespace {

[[noreturn]] void hang() {
    while (true) pause();
}

[[noreturn]] void die_of(int signal) {
    struct rlimit none {};
    setrlimit(RLIMIT_CORE, &none);
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, nullptr);
    kill(getpid(), signal);
    hang();
}

/// One short write at the end of the file is whole, whoever dies when.
void note_begun(const std::string& folder, int item) {
    const int file = open((folder + "/begun").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string line = std::to_string(item) + "\n";
    const bool noted = write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    close(file);
    if (!noted) _exit(99);
}

std::vector<std::vector<char>>& kept() {
    static std::vector<std::vector<char>> blocks;
    return blocks;
}

std::size_t resident_mebibytes() {
    std::size_t pages = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) >> 20;
}

void take_memory(std::size_t mebibytes) { kept().emplace_back(mebibytes << 20, '\x5a'); }

}  // namespace

int work(const std::string& folder, int item, const std::string& what) {
    if (what == "quick") return item;
    note_begun(folder, item);
    if (what == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (what == "kill") die_of(SIGKILL);
    if (what == "segfault") die_of(SIGSEGV);
    if (what == "exit") _exit(3);
    if (what == "kill twice" && times_begun(folder, item) <= 2) die_of(SIGKILL);
    if (what == "hang") hang();
    if (what == "stubborn") {
        std::signal(SIGTERM, SIG_IGN);
        hang();
    }
    if (what == "stop") kill(getpid(), SIGSTOP);
    if (what == "throw") throw std::runtime_error("item " + std::to_string(item) + " throws");
    while (what == "grow") {
        take_memory(16);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    // Above that for an instant only, so that it is not often seen while it runs.
    while (what == "keep" && resident_mebibytes() < 204) take_memory(1);
    if (what == "complain") {
        std::fprintf(stderr, "the last words of item %d\n", item);
        std::fflush(stderr);
        die_of(SIGKILL);
    }
    return item;
}

void initialize_never() { hang(); }

int times_begun(const std::string& folder, int item) {
    std::ifstream in(folder + "/begun");
    int count = 0;
    for (int seen = 0; in >> seen;) count += seen == item ? 1 : 0;
    return count;
}

}  // namespace poolscope::tests

POOLSCOPE_FUNCTION(poolscope::tests::work);
POOLSCOPE_FUNCTION(poolscope::tests::initialize_never);
