// SPDX-License-Identifier: MIT
#include <utility>

#include <sys/epoll.h>

#include <poolscope/errors.h>

#include "supervise/supervisor_impl.h"

namespace poolscope::supervise {
namespace {

/// How often the output of running tasks is looked at: as often as a viewer looks; while somebody writes without end, sooner than
/// he fills the memory. Of an idle pool, for a thread that some task has left behind, when the alarm says so, or once in a while
/// where there is no alarm.
constexpr std::chrono::milliseconds kOutputPeriod{30};
constexpr std::chrono::milliseconds kIdlePeriod{1000};
constexpr std::chrono::milliseconds kHastyPeriod{2};
constexpr std::uint64_t kMuchOutput = 1024 * 1024;

}  // namespace

/// Something may be written from now on.
void Supervisor::Impl::expect_output() {
    if (!configuration.capture_output || (output_timer && !output_watch_is_slow)) return;
    if (output_timer) loop.cancel_timer(*output_timer);
    output_watch_is_slow = false;
    output_timer = loop.add_timer(std::chrono::steady_clock::now() + kOutputPeriod, [this] { watch_output(); });
}

void Supervisor::Impl::watch_output() {
    output_timer.reset();
    static_cast<void>(look_at_lanes());
    bool any = false;
    std::uint64_t most = 0;
    for (Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive() || !slot.worker->output || !slot.worker->lane) continue;
        any = true;
        WorkerRecord& worker = *slot.worker;
        const std::uint64_t grown = worker.output->trim();
        most = std::max(most, grown);
        if (worker.lane->has_news()) continue;
        std::vector<OutputPiece> pieces = worker.output->peek(grown > 0 ? WorkerOutput::Cut::AtLines : WorkerOutput::Cut::Anywhere);
        // A message that came meanwhile may be the end of the item, and what was read the next one's: it will be read again.
        const std::uint32_t position = worker.position_now();
        if (pieces.empty() || worker.lane->has_news()) continue;
        worker.output->confirm();
        worker.learn_begin(base::now_ns());
        record_output(worker, position, std::move(pieces));
    }
    if (!any) return;
    output_watch_is_slow = !busy() && most == 0;
    if (output_watch_is_slow && leave_output_to_alarm()) return;
    const auto period = most > kMuchOutput ? kHastyPeriod : output_watch_is_slow ? kIdlePeriod : kOutputPeriod;
    output_timer = loop.add_timer(std::chrono::steady_clock::now() + period, [this] { watch_output(); });
}

/// True when whatever is written from now on wakes the pool, so that nobody need look.
bool Supervisor::Impl::leave_output_to_alarm() {
    if (!output_alarm) {
        output_alarm = std::make_unique<OutputAlarm>();
        try {
            if (output_alarm->fd() >= 0) loop.add_fd(output_alarm->fd(), EPOLLIN, [this](std::uint32_t) { output_alarm_went(); });
        } catch (const SystemError& error) {
            output_alarm->give_up();
            tell(trace::Severity::Warning, std::string("what an idle worker writes is seen once a second only: ") + error.what());
        }
    }
    for (Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive() || !slot.worker->output) continue;
        // The last look comes after the alarm is set: what was written in between is seen by one or the other.
        if (!slot.worker->output->set_alarm(*output_alarm)) return false;
        if (slot.worker->output->trim() == 0) continue;
        output_watch_is_slow = false;
        return false;
    }
    return true;
}

void Supervisor::Impl::output_alarm_went() {
    output_alarm->heard([this](int watch) {
        for (Slot& slot : slots)
            if (slot.worker && slot.worker->output) slot.worker->output->alarm_went(watch);
    });
    expect_output();
}

void Supervisor::Impl::take_output(WorkerRecord& worker, const lane::ResultMessage& news) {
    std::vector<OutputPiece> pieces;
    if (!worker.output || !worker.output->take(news, pieces)) return distrust(worker);
    record_output(worker, worker.flights.empty() ? 0 : worker.flights.front().items_ended, std::move(pieces));
}

/// The worker is gone: what it left unsaid is the guilty item's, if one was going. Before that item is settled.
void Supervisor::Impl::finish_output(WorkerRecord& worker) {
    if (!worker.output) return;
    std::vector<OutputPiece> pieces;
    worker.output->finish(pieces);
    record_output(worker, worker.flights.empty() ? 0 : worker.flights.front().items_ended, std::move(pieces));
    worker.standard_error_tail = worker.output->error_tail();
    worker.output.reset();
}

/// `position`: in its chunk, of the item of the first task that has written this.
void Supervisor::Impl::record_output(const WorkerRecord& worker, std::uint32_t position, std::vector<OutputPiece> pieces) {
    if (writer == nullptr) return;
    for (OutputPiece& piece : pieces) {
        trace::TaskOutput output{worker.id, {}, {}, piece.stream, std::move(piece.text), piece.omitted};
        if (!worker.flights.empty()) {
            const Flight& front = worker.flights.front();
            if (front.started != 0 && position < front.task.chunk.items) {
                output.task = front.task.id;
                output.item = front.task.chunk.first_item + position;
            }
        }
        record(output);
    }
}

}  // namespace poolscope::supervise
