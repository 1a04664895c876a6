// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "conversation.h"
#include "program_start.h"
#include "temporary_folder.h"

namespace {

using poolscope::bench::program_beside;
using poolscope::bench::require;
using poolscope::bench::Row;
using poolscope::bench::RowOptions;
using poolscope::bench::Rows;
using poolscope::bench::StartedProgram;

/// One of those that come with the program, as it lies in the source tree of a build.
std::string shipped_scenario() {
    return std::filesystem::path(program_beside("../../../resources/scenarios/00-first-look.json")).lexically_normal().string();
}

/// A pipe whose writing end programs that are started inherit.
class Pipe {
public:
    Pipe() {
        int ends[2];
        require(::pipe2(ends, O_CLOEXEC) == 0, std::string("no pipe: ") + std::strerror(errno));
        reading_ = ends[0];
        writing_ = ::dup(ends[1]);
        ::close(ends[1]);
        require(writing_ >= 0, std::string("no descriptor: ") + std::strerror(errno));
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        ::close(reading_);
        ::close(writing_);
    }
    [[nodiscard]] int writing() const { return writing_; }
    [[nodiscard]] std::int64_t number_within(int milliseconds) const {
        pollfd entry{reading_, POLLIN, 0};
        std::int64_t number = 0;
        require(::poll(&entry, 1, milliseconds) == 1 && ::read(reading_, &number, sizeof number) == static_cast<ssize_t>(sizeof number),
                "the window did not come");
        return number;
    }

private:
    int reading_ = -1;
    int writing_ = -1;
};

/// Milliseconds from the launch of `poolscope`, without a display, until its window is painted. It is not the first launch: the
/// settings are there, with the scenario of last time, and the figures of the machine.
class WindowPainted : public Row {
public:
    WindowPainted() {
        StartedProgram figures({program_beside("poolscope"), "estimate"}, environment());
        require(figures.wait() == 0, "the figures of the machine cannot be measured");
        static_cast<void>(launched({shipped_scenario()}));  // which it remembers
        static_cast<void>(launched({}));                    // files are in the cache then
    }
    double sample() override { return launched({}); }

private:
    [[nodiscard]] std::vector<std::string> environment() const {
        return {"QT_QPA_PLATFORM=offscreen", "TMPDIR=" + folder_.path(), "XDG_STATE_HOME=" + folder_.file("state"),
                "QT_PLUGIN_PATH=" + program_beside("row_plugins"), "QT_QPA_GENERIC_PLUGINS=first_paint:" + std::to_string(painted_.writing())};
    }
    double launched(const std::vector<std::string>& files) {
        std::vector<std::string> words{program_beside("poolscope"), "--config", folder_.file("config")};
        words.insert(words.end(), files.begin(), files.end());
        const double begin = poolscope::bench::now();
        StartedProgram window(words, environment());
        const std::int64_t painted_ns = painted_.number_within(30'000);
        const int status = window.wait();
        require(status == 0, "the window ended with status " + std::to_string(status));
        return static_cast<double>(painted_ns) * 1e-6 - begin * 1e3;
    }

    poolscope::bench::TemporaryFolder folder_;
    Pipe painted_;
};

}  // namespace

/// The window's side of the rows of `poolscope bench`.
int main() {
    Rows rows;
    rows["window"] = [](const RowOptions&) { return std::make_unique<WindowPainted>(); };
    return poolscope::bench::converse(rows);
}
