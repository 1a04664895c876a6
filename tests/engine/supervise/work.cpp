// SPDX-License-Identifier: MIT
#include "work.h"

#include <array>
#include <bit>
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
#include <poolscope/value.h>

#include "lane/ring.h"

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

std::byte* own_lane() {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (line.find("poolscope-lane") != std::string::npos) return reinterpret_cast<std::byte*>(std::stoull(line, nullptr, 16));
    _exit(99);
}

/// As the lane's own writer does, in a ring that has not been round yet.
template <std::size_t N>
void tell(std::byte* memory, lane::ResultKind kind, std::uint64_t number, const std::array<std::byte, N>& payload) {
    static_assert(N % 8 == 0);
    const lane::RingMemory ring = lane::result_ring(memory);
    const std::uint64_t tail = ring.tail->load();
    const lane::FrameHead head{static_cast<std::uint32_t>(N), static_cast<std::uint16_t>(kind), 0, number};
    std::memcpy(ring.data + tail, &head, sizeof head);
    std::memcpy(ring.data + tail + sizeof head, payload.data(), N);
    ring.tail->store(tail + sizeof head + N);
}

void tell_bad_error(lane::ResultKind kind) {
    std::byte* memory = own_lane();
    const auto& header = *reinterpret_cast<const lane::Header*>(memory);
    std::array<std::byte, 8> nonsense;
    nonsense.fill(std::byte{0xff});
    if (kind == lane::ResultKind::Item) {
        const lane::ResultsHead begin{static_cast<std::int64_t>(header.begun_at.load()), 0, 0, 0};
        tell(memory, lane::ResultKind::Results, header.begun_sequence.load(), std::bit_cast<std::array<std::byte, sizeof begin>>(begin));
    }
    tell(memory, kind, static_cast<std::uint64_t>(lane::ItemStatus::Failed), nonsense);
}

void note_end_in_ledger(int result) {
    auto& header = *reinterpret_cast<lane::Header*>(own_lane());
    const std::vector<std::byte> value = encode_value(result);
    std::memcpy(header.ledger.data(), value.data(), value.size());
    header.ledger_first = 0;
    header.ledger_kind = 0;
    header.ledger_state = std::uint64_t{1} << 32 | value.size();
    header.ledger_sequence = header.begun_sequence.load();
}

}  // namespace

int work(const std::string& folder, int item, const std::string& what) {
    if (what == "quick") return item;
    if (what == "tarry") note_end_in_ledger(item);
    note_begun(folder, item);
    if (what == "slow") std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (what == "kill") die_of(SIGKILL);
    if (what == "segfault") die_of(SIGSEGV);
    if (what == "exit") _exit(3);
    if (what == "kill twice" && times_begun(folder, item) <= 2) die_of(SIGKILL);
    if (what == "hang" || what == "tarry") hang();
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
    if (what == "bad error" || what == "bad start") {
        tell_bad_error(what == "bad error" ? lane::ResultKind::Item : lane::ResultKind::InitializerFailed);
        hang();
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
