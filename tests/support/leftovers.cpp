// SPDX-License-Identifier: MIT
#include "leftovers.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

namespace poolscope::tests {
namespace {

namespace fs = std::filesystem;

std::size_t entries(const char* folder) {
    std::size_t count = 0;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) ++count;
    return count;
}

std::size_t child_count() {
    std::size_t count = 0;
    std::error_code error;
    for (fs::directory_iterator it("/proc/self/task", error), end; !error && it != end; it.increment(error)) {
        std::ifstream in(it->path() / "children");
        for (int pid = 0; in >> pid;) ++count;
    }
    return count;
}

/// Only such as are named after us: other programs of this machine come and go as they like.
std::size_t shared_names() {
    std::size_t count = 0;
    std::error_code error;
    for (fs::directory_iterator it("/dev/shm", error), end; !error && it != end; it.increment(error))
        if (it->path().filename().string().find("poolscope") != std::string::npos) ++count;
    return count;
}

std::string more(const char* what, std::size_t before, std::size_t after) {
    if (after <= before) return {};
    return std::string(" ") + what + ": " + std::to_string(after) + " instead of " + std::to_string(before) + ";";
}

}  // namespace

Leftovers::Counts Leftovers::count() {
    return {child_count(), entries("/proc/self/fd"), entries("/proc/self/task"), shared_names()};
}

Leftovers::Leftovers() : before_(count()) {}

std::string Leftovers::found() const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (true) {
        const Counts now = count();
        std::string left = more("children", before_.children, now.children) + more("descriptors", before_.descriptors, now.descriptors) +
                           more("threads", before_.threads, now.threads) +
                           more("names in /dev/shm", before_.shared_names, now.shared_names);
        if (left.empty() || std::chrono::steady_clock::now() >= deadline) return left;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));  // between looks at a fact, with a bound
    }
}

}  // namespace poolscope::tests
