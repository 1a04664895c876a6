// SPDX-License-Identifier: MIT
#include "loud_functions.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <thread>
#include <tuple>

#include <unistd.h>

#include <poolscope/function.h>

#include "functions.h"

namespace misbehaving {

int print(int x) {
    std::printf("item %d\n", x);
    return x;
}
int print_unfinished(int x) {
    std::printf("item %d", x);
    return x;
}
int print_error(int x) {
    std::fprintf(stderr, "error %d\n", x);
    return x;
}
int print_by_cout(int x) {
    std::ios::sync_with_stdio(false);
    std::cout << "item " << x << "\n";
    return x;
}
int print_by_child(int x) { return std::system(("echo child " + std::to_string(x)).c_str()); }
int print_by_path(int x) {
    std::ofstream("/dev/stdout", std::ios::app) << "path " << x << "\n";
    return x;
}
int print_much(std::uint64_t bytes) {
    const std::string dots(std::size_t(1) << 16, '.');
    std::fputs("begin", stdout);
    for (std::uint64_t left = bytes; left > 0;) {
        const std::uint64_t now = std::min<std::uint64_t>(left, dots.size());
        std::fwrite(dots.data(), 1, now, stdout);
        left -= now;
    }
    std::fputs("end\n", stdout);
    return 0;
}
int print_and_die(int x, int signal) {
    std::printf("last words %d\n", x);
    std::fprintf(stderr, "last error %d\n", x);
    return die_of_signal(signal);
}
int print_and_wait(const std::string& folder) {
    std::printf("first\n");
    while (access((folder + "/go").c_str(), F_OK) != 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    std::printf("second\n");
    return 0;
}
int print_later(const std::string& folder) {
    std::thread([folder] {
        for (int n = 1; n <= 2; ++n) {
            while (access((folder + "/go" + std::to_string(n)).c_str(), F_OK) != 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
            std::printf("later %d\n", n);
        }
    }).detach();
    return 0;
}
int print_for_ever() {
    const std::string line(4095, '#');
    while (true) std::puts(line.c_str());
}
int close_standard_streams(int x) {
    std::printf("item %d\n", x);
    std::fflush(stdout);
    close(STDOUT_FILENO);
    close(STDERR_FILENO);
    return x;
}
void loud_initializer(std::string text) { std::printf("%s\n", text.c_str()); }
void dying_loud_initializer(std::string text) {
    std::fprintf(stderr, "%s\n", text.c_str());
    _exit(9);
}
int truncate_output(int x) {
    std::fflush(stdout);
    std::ignore = ftruncate(STDOUT_FILENO, 0);
    std::printf("item %d\n", x);
    return x;
}
int fill_output(std::uint64_t bytes) { return ftruncate(STDOUT_FILENO, static_cast<off_t>(bytes)); }

}  // namespace misbehaving

POOLSCOPE_FUNCTION(misbehaving::print);
POOLSCOPE_FUNCTION(misbehaving::print_unfinished);
POOLSCOPE_FUNCTION(misbehaving::print_error);
POOLSCOPE_FUNCTION(misbehaving::print_by_cout);
POOLSCOPE_FUNCTION(misbehaving::print_by_child);
POOLSCOPE_FUNCTION(misbehaving::print_by_path);
POOLSCOPE_FUNCTION(misbehaving::print_much);
POOLSCOPE_FUNCTION(misbehaving::print_and_die);
POOLSCOPE_FUNCTION(misbehaving::print_and_wait);
POOLSCOPE_FUNCTION(misbehaving::print_later);
POOLSCOPE_FUNCTION(misbehaving::print_for_ever);
POOLSCOPE_FUNCTION(misbehaving::close_standard_streams);
POOLSCOPE_FUNCTION(misbehaving::loud_initializer);
POOLSCOPE_FUNCTION(misbehaving::dying_loud_initializer);
POOLSCOPE_FUNCTION(misbehaving::truncate_output);
POOLSCOPE_FUNCTION(misbehaving::fill_output);
