// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "functions.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

#include <poolscope/current_task.h>
#include <poolscope/function.h>
#include <poolscope/remote_error.h>

namespace misbehaving {
namespace {

std::string label;

[[noreturn]] void hang() {
    while (true) pause();
}

}  // namespace

void to_json(nlohmann::ordered_json&, const Unsendable&) { throw std::runtime_error("this value stays here"); }
void from_json(const nlohmann::ordered_json&, Unsendable&) {}

void to_json(nlohmann::ordered_json& json, const Undecodable& value) { json = value.value; }
void from_json(const nlohmann::ordered_json&, Undecodable&) { throw std::runtime_error("nobody can read this"); }

int square(int x) { return x * x; }
int add(int a, int b) { return a + b; }
std::string echo(const std::string& text) { return text; }
void nothing() {}
std::vector<std::uint8_t> bytes_of(std::uint64_t size) { return std::vector<std::uint8_t>(size, 0x5a); }
std::uint64_t size_of(const std::vector<std::uint8_t>& bytes) { return bytes.size(); }
int own_pid() { return getpid(); }
int pid_for(int) { return getpid(); }
int slow_pid_for(int) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return getpid();
}
std::string own_label() { return label; }
int slow_square(int x) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    return x * x;
}

void set_label(std::string text, int number) { label = text + std::to_string(number); }
void failing_initializer(std::string message) { throw std::domain_error(message); }
void hanging_initializer() { hang(); }
void dying_initializer() { _exit(9); }

int throw_out_of_range_at_five(int x) {
    if (x == 5) throw std::out_of_range("five is right out");
    return x;
}
int throw_own_error(int x) { throw OwnError("own error " + std::to_string(x)); }
int throw_something_odd(int x) { throw x; }

int die_of_signal(int signal) {
    struct rlimit none {};
    setrlimit(RLIMIT_CORE, &none);
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, nullptr);
    kill(getpid(), signal);
    hang();
}
int exit_at_once(int code) { _exit(code); }
int exit_in_order(int code) { std::exit(code); }
int abort_now() { return die_of_signal(SIGABRT); }
int overflow_the_stack(int x) {
    volatile char block[4096] = {};
    block[x % 4096] = 1;
    const volatile int deeper = x > 0 ? overflow_the_stack(x + 1) : 0;
    return deeper + block[0];
}
int die_at_three(int x) { return x == 3 ? die_of_signal(SIGKILL) : x * 10; }
int sleep_for_ever() { hang(); }
int ignore_sigterm_for_ever() {
    struct sigaction action {};
    action.sa_handler = SIG_IGN;
    sigaction(SIGTERM, &action, nullptr);
    hang();
}
int leave_slowly_on_sigterm(const std::string& folder) {
    sigset_t terminate;
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &terminate, nullptr);
    std::ofstream(folder + "/begun.0") << std::flush;
    int signal = 0;
    sigwait(&terminate, &signal);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::ofstream(folder + "/left") << std::flush;
    _exit(0);
}
int counted(const std::string& file) {
    int count = 0;
    std::ifstream(file) >> count;
    return count;
}
int count_and_die(const std::string& file, int times) {
    const int count = counted(file) + 1;
    std::ofstream(file) << count << std::flush;
    return count <= times ? die_of_signal(SIGKILL) : count;
}
int complain_and_die(const std::string& text) {
    std::fprintf(stderr, "complaint: %s\n", text.c_str());
    return die_of_signal(SIGKILL);
}
int stop_itself() {
    kill(getpid(), SIGSTOP);
    hang();
}
int grow_for_ever() {
    std::vector<std::vector<char>> blocks;
    while (true) {
        blocks.emplace_back(std::size_t{16} << 20, 'x');
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}
int hang_or_square(int x) {
    if (x == 0) hang();
    return slow_square(x);
}
int talking_square(int x) {
    std::printf("item says %d", x);
    return x * x;
}
std::uint64_t seed_for(int) { return poolscope::item_seed(); }
int hang_once_marked(const std::string& folder) {
    const std::string path = folder + "/pid";
    std::ofstream(path + ".new") << getpid() << std::flush;
    std::rename((path + ".new").c_str(), path.c_str());
    hang();
}
int wait_for_go(const std::string& folder, int item) {
    std::ofstream(folder + "/begun." + std::to_string(item)) << getpid() << std::flush;
    for (int i = 0; i < 12'000 && access((folder + "/go").c_str(), F_OK) != 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return item;
}
int throw_at_zero_else_wait(const std::string& folder, int item) {
    if (item == 0) throw std::out_of_range("zero is right out");
    return wait_for_go(folder, item);
}
int note_time_and_die(const std::string& file) {
    // The file first, then the clock: what is measured from it is the death and nothing else.
    std::ofstream out(file);
    out << std::chrono::steady_clock::now().time_since_epoch().count() << std::flush;
    return die_of_signal(SIGKILL);
}
int note_and_throw_at_zero(const std::string& file, int item) {
    std::ofstream(file, std::ios::app) << '.' << std::flush;
    if (item == 0) throw std::out_of_range("zero is right out");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return item;
}
int throw_in_turn(const std::string& folder, int item) {
    if (item == 0) wait_for_go(folder, item);
    throw std::out_of_range("item " + std::to_string(item) + " throws");
}
Unsendable unsendable(int x) { return {x}; }
Undecodable undecodable(int x) { return {x}; }

}  // namespace misbehaving

POOLSCOPE_FUNCTION(misbehaving::square);
POOLSCOPE_FUNCTION(misbehaving::add, "add(a, b)\nTheir sum.");
POOLSCOPE_FUNCTION(misbehaving::echo);
POOLSCOPE_FUNCTION(misbehaving::nothing);
POOLSCOPE_FUNCTION(misbehaving::bytes_of);
POOLSCOPE_FUNCTION(misbehaving::size_of);
POOLSCOPE_FUNCTION(misbehaving::own_pid);
POOLSCOPE_FUNCTION(misbehaving::pid_for);
POOLSCOPE_FUNCTION(misbehaving::slow_pid_for);
POOLSCOPE_FUNCTION(misbehaving::own_label);
POOLSCOPE_FUNCTION(misbehaving::slow_square);
POOLSCOPE_FUNCTION(misbehaving::set_label);
POOLSCOPE_FUNCTION(misbehaving::failing_initializer);
POOLSCOPE_FUNCTION(misbehaving::hanging_initializer);
POOLSCOPE_FUNCTION(misbehaving::dying_initializer);
POOLSCOPE_FUNCTION(misbehaving::throw_out_of_range_at_five);
POOLSCOPE_FUNCTION(misbehaving::throw_own_error);
POOLSCOPE_FUNCTION(misbehaving::throw_something_odd);
POOLSCOPE_FUNCTION(misbehaving::die_of_signal);
POOLSCOPE_FUNCTION(misbehaving::exit_at_once);
POOLSCOPE_FUNCTION(misbehaving::exit_in_order);
POOLSCOPE_FUNCTION(misbehaving::abort_now);
POOLSCOPE_FUNCTION(misbehaving::overflow_the_stack);
POOLSCOPE_FUNCTION(misbehaving::die_at_three);
POOLSCOPE_FUNCTION(misbehaving::sleep_for_ever);
POOLSCOPE_FUNCTION(misbehaving::ignore_sigterm_for_ever);
POOLSCOPE_FUNCTION(misbehaving::leave_slowly_on_sigterm);
POOLSCOPE_FUNCTION(misbehaving::count_and_die);
POOLSCOPE_FUNCTION(misbehaving::complain_and_die);
POOLSCOPE_FUNCTION(misbehaving::stop_itself);
POOLSCOPE_FUNCTION(misbehaving::grow_for_ever);
POOLSCOPE_FUNCTION(misbehaving::hang_or_square);
POOLSCOPE_FUNCTION(misbehaving::talking_square);
POOLSCOPE_FUNCTION(misbehaving::seed_for);
POOLSCOPE_FUNCTION(misbehaving::hang_once_marked);
POOLSCOPE_FUNCTION(misbehaving::wait_for_go);
POOLSCOPE_FUNCTION(misbehaving::throw_at_zero_else_wait);
POOLSCOPE_FUNCTION(misbehaving::note_time_and_die);
POOLSCOPE_FUNCTION(misbehaving::note_and_throw_at_zero);
POOLSCOPE_FUNCTION(misbehaving::throw_in_turn);
POOLSCOPE_FUNCTION(misbehaving::unsendable);
POOLSCOPE_FUNCTION(misbehaving::undecodable);
