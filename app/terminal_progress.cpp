// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminal_progress.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include <unistd.h>

namespace poolscope::app {

namespace {

constexpr const char* kRed = "\x1b[31m";
constexpr const char* kGreen = "\x1b[32m";
constexpr const char* kPlain = "\x1b[0m";

std::string counted(std::uint64_t number, const char* one, const char* many) {
    return std::to_string(number) + (number == 1 ? one : many);
}

std::string bar(double fraction, std::size_t columns, const Terminal& terminal) {
    if (!terminal.unicode) {
        const auto full = static_cast<std::size_t>(fraction * static_cast<double>(columns));
        return std::string(full, '#') + std::string(columns - full, '.');
    }
    static constexpr std::array<const char*, 8> kEighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const auto eighths = static_cast<std::size_t>(fraction * static_cast<double>(columns) * 8);
    std::string text;
    std::size_t used = eighths / 8;
    for (std::size_t i = 0; i < used; ++i)
        text += "█";
    if (eighths % 8 != 0) {
        text += kEighths[eighths % 8];
        ++used;
    }
    for (; used < columns; ++used)
        text += "░";
    return text;
}

}  // namespace

Progress progress_of(const PoolState& state, std::size_t batches, std::chrono::milliseconds elapsed) {
    Progress progress;
    progress.elapsed = elapsed;
    progress.workers = state.summary().workers_alive;
    progress.items_submitted = state.summary().items_submitted;
    double done = 0;
    for (const BatchInfo& batch : state.batches()) {
        progress.items_settled += batch.items_settled();
        progress.items_wrong += batch.items_settled() - batch.items_done;
        if (batch.ended) {
            done += 1;
        } else if (batch.items && *batch.items > 0) {
            done += static_cast<double>(batch.items_settled()) / static_cast<double>(*batch.items);
        }
    }
    const std::size_t all = std::max(batches, state.batches().size());
    if (all > 0) progress.fraction = std::clamp(done / static_cast<double>(all), 0.0, 1.0);
    return progress;
}

std::string progress_line(const Progress& progress, std::size_t width, const Terminal& terminal) {
    std::array<char, 16> percent{};
    std::snprintf(percent.data(), percent.size(), "%3d%%", static_cast<int>(std::floor(progress.fraction * 100)));
    std::array<char, 32> seconds{};
    std::snprintf(seconds.data(), seconds.size(), "%.1f s", static_cast<double>(progress.elapsed.count()) / 1000);

    std::string words = "  " + std::to_string(progress.items_settled) + "/" +
                        counted(std::max(progress.items_submitted, progress.items_settled), " item", " items");
    const std::string wrong = progress.items_wrong > 0 ? "  " + std::to_string(progress.items_wrong) + " not done" : "";
    const std::string rest = "  " + counted(progress.workers, " worker", " workers") + "  " + seconds.data();

    constexpr std::size_t kShortestBar = 10;
    constexpr std::size_t kLongestBar = 40;
    const std::string head = percent.data();
    const std::size_t all_words = words.size() + wrong.size() + rest.size();
    std::size_t room = width > head.size() + 1 ? width - head.size() - 1 : 0;
    const bool with_words = room >= all_words + kShortestBar;
    if (with_words) room -= all_words;
    if (room < 3) return shortened(head, width);

    const bool colours = terminal.colours;
    std::string line = head + " ";
    if (colours) line += kGreen;
    line += bar(progress.fraction, std::min(room, kLongestBar), terminal);
    if (colours) line += kPlain;
    if (!with_words) return line;
    line += words;
    if (colours && !wrong.empty()) line += kRed;
    line += wrong;
    if (colours && !wrong.empty()) line += kPlain;
    return line + rest;
}

TerminalProgress::TerminalProgress(int descriptor) : descriptor_(descriptor), terminal_(Terminal::of(descriptor)) {}

void TerminalProgress::draw(const Progress& progress) {
    if (!terminal_.interactive) return;
    const auto now = std::chrono::steady_clock::now();
    if (drawn_ && now - last_ < std::chrono::milliseconds(50)) return;
    last_ = now;
    drawn_ = true;
    // One column is left free: a full last line makes some terminals scroll.
    const std::string line = "\r" + progress_line(progress, terminal_width(descriptor_) - 1, terminal_) + "\x1b[K";
    (void)!::write(descriptor_, line.data(), line.size());
}

void TerminalProgress::clear() {
    if (!drawn_) return;
    drawn_ = false;
    constexpr std::array<char, 4> kClear{'\r', '\x1b', '[', 'K'};
    (void)!::write(descriptor_, kClear.data(), kClear.size());
}

}  // namespace poolscope::app
