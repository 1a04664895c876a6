// SPDX-License-Identifier: MIT
#include "worker/output_capture.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <typeinfo>
#include <vector>

#include <ext/stdio_sync_filebuf.h>
#include <fcntl.h>
#include <stdio_ext.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/posix_error.h"

namespace poolscope::worker {
namespace {

/// After std::ios::sync_with_stdio(false) the C++ streams hold text of their own, of which stdio knows nothing.
bool has_own_buffer(std::ostream& stream) noexcept {
    const std::streambuf* const buffer = stream.rdbuf();
    return buffer != nullptr && typeid(*buffer) != typeid(__gnu_cxx::stdio_sync_filebuf<char>);
}

}  // namespace

void OutputCapture::start() {
    for (std::size_t i = 0; i < streams_.size(); ++i) {
        base::UniqueFd own(fcntl(STDOUT_FILENO + static_cast<int>(i), F_DUPFD_CLOEXEC, 10));
        if (!own) base::throw_system_error("cannot take in the worker's output: fcntl(F_DUPFD_CLOEXEC)", errno);
        streams_[i].file = lane::OutputFile(std::move(own));
        streams_[i].taken = streams_[i].forgotten = streams_[i].file.begin();
    }
    // With a buffer of its own, for glibc sets a stream that was written to before, as a forked worker's was, up anew only then.
    static std::array<char, BUFSIZ> buffer;
    std::setvbuf(stdout, buffer.data(), _IOLBF, buffer.size());
    active_ = true;
    if (base::ticks_are_even()) {
        began_ns_ = base::now_ns();
        began_ticks_ = base::ticks();
    }
}

void OutputCapture::measure_ticks() noexcept {
    constexpr std::int64_t kLongEnoughNs = 2'000'000;
    if (began_ns_ == 0 || looked_ns_ - began_ns_ < kLongEnoughNs) return;
    const double ticks_a_ns = static_cast<double>(looked_ticks_ - began_ticks_) / static_cast<double>(looked_ns_ - began_ns_);
    // A processor counts with a third to six GHz. Anything else is a counter that cannot be trusted.
    if (ticks_a_ns > 0.3 && ticks_a_ns < 6) shortest_write_ticks_ = static_cast<std::uint64_t>(ticks_a_ns * double{kShortestWriteNs});
    began_ns_ = 0;
}

bool OutputCapture::holds_unwritten() noexcept {
    return __fpending(stdout) > 0 || __fpending(stderr) > 0 || has_own_buffer(std::cout) || has_own_buffer(std::clog);
}

void OutputCapture::write_out() noexcept {
    for (std::ostream* stream : {&std::cout, &std::clog}) {
        try {
            if (has_own_buffer(*stream)) stream->flush();
        } catch (const std::exception&) {
            // A stream that the task has told to throw: its text stays where it is.
        }
    }
    if (__fpending(stdout) > 0) std::fflush(stdout);
    if (__fpending(stderr) > 0) std::fflush(stderr);
}

std::int64_t OutputCapture::look() {
    take();
    return base::now_ns();
}

void OutputCapture::take() {
    if (!active_) return;
    write_out();
    for (const auto name : {lane::OutputStream::Out, lane::OutputStream::Err}) {
        Stream& stream = streams_[static_cast<std::size_t>(name) - 1];
        const std::uint64_t size = stream.file.size();
        if (size != stream.taken) take(name, stream, size);
    }
}

void OutputCapture::take(lane::OutputStream name, Stream& stream, std::uint64_t size) {
    // Shorter than it was: somebody has opened /dev/stdout with O_TRUNC, as a shell does for `> /dev/stdout`.
    if (size < stream.taken) stream.taken = stream.forgotten = 0;
    const lane::KeptOutput kept = keep(stream.file, stream.taken, size);
    const bool rewinds = stream.taken >= lane::kRewindOutputAt || size < stream.file.begin();
    const lane::OutputHead head{stream.taken, size, rewinds ? stream.file.begin() : size};
    std::vector<std::byte> payload(sizeof head + kept.head.size() + kept.tail.size());
    std::memcpy(payload.data(), &head, sizeof head);
    std::memcpy(payload.data() + sizeof head, kept.head.data(), kept.head.size());
    std::memcpy(payload.data() + sizeof head + kept.head.size(), kept.tail.data(), kept.tail.size());
    if (before_sending_) before_sending_();
    lane_->send(lane::ResultKind::Output, static_cast<std::uint64_t>(name), payload);
    // Only now: whoever sees that the text is gone sees the message too.
    stream.taken = head.next;
    if (rewinds) {
        stream.file.rewind();
        stream.forgotten = stream.taken;
    } else if (size - stream.forgotten >= lane::kKeptOutputBytes) {
        stream.file.forget(stream.forgotten, size);
        stream.forgotten = size;
    }
}

}  // namespace poolscope::worker
