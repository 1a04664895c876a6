// SPDX-License-Identifier: MIT
#include "trace/checker.h"

#include <utility>

#include "trace/elapsed.h"
#include "trace/event_text.h"

namespace poolscope::trace {

Checker::Checker() : impl_(std::make_unique<Impl>()) {}
Checker::~Checker() = default;
Checker::Checker(Checker&&) noexcept = default;
Checker& Checker::operator=(Checker&&) noexcept = default;

void Checker::Impl::find(Rule rule, std::string text) {
    const Record& at = now != nullptr ? *now : last;
    ++report.found;
    if (report.findings.size() < kMostFindings) {
        report.findings.push_back({.rule = rule,
                                   .sequence = at.sequence,
                                   .time = at.time,
                                   .file_offset = at.file_offset,
                                   .text = std::move(text)});
    }
}

void Checker::take(const Record& record) {
    Impl& impl = *impl_;
    impl.now = &record;
    if (impl.report.records++ == 0) {
        impl.report.origin = record.time;
        impl.last.time = record.time;
        if (!std::holds_alternative<RunStarted>(record.body)) {
            impl.find(Rule::Order, "the trace does not begin with RunStarted");
        }
    }
    if (record.sequence != impl.last.sequence + 1) {
        impl.find(Rule::Reading, count_words(record.sequence - impl.last.sequence - 1, "record") +
                                     " before it cannot be read, or are of a kind that is not known");
    }
    if (record.time < impl.last.time) {
        impl.find(Rule::Times, "its time is " + duration_words(elapsed(record.time, impl.last.time)) +
                                   " before that of record " + std::to_string(impl.last.sequence));
    }
    const bool may_follow_the_end =
        std::holds_alternative<Message>(record.body) || std::holds_alternative<TaskOutput>(record.body);
    if (impl.pool_ended() && !may_follow_the_end) {
        impl.find(Rule::PoolLife, "it comes after the pool has ended");
    }
    std::visit([&](const auto& body) { impl.take(body); }, record.body);
    impl.last.sequence = record.sequence;
    impl.last.time = record.time;
    impl.last.file_offset = record.file_offset;
    impl.now = nullptr;
}

CheckReport Checker::finish(CheckReport::End end) {
    Impl& impl = *impl_;
    impl.report.end = impl.pool_ended() ? CheckReport::End::PoolEnded : end;
    if (impl.report.end == CheckReport::End::PoolEnded) {
        impl.look_at_what_is_open();
    }
    for (const auto& [worker, life] : impl.lives) {
        if (!life.ended) {
            impl.report.living.push_back(WorkerId{worker});
        }
    }
    for (const auto& [id, batch] : impl.batches) {
        impl.count(batch, Impl::items_of(batch), 0);
    }
    impl.batches.clear();
    return std::move(impl.report);
}

void Checker::Impl::look_at_what_is_open() {
    for (const auto& [worker, life] : lives) {
        if (!life.ended) {
            find(Rule::WorkerLife, words(WorkerId{worker}) + " has no end although the pool has");
        } else {
            find(Rule::TaskLife, words(WorkerId{worker}) + " ended with " + count_words(life.lane.size(), "task") +
                                     " that neither ended nor was taken back");
        }
    }
    for (const auto& [id, batch] : batches) {
        find(Rule::BatchLife, words(BatchId{id}) + " has no end although the pool has");
        const std::uint64_t items = items_of(batch);
        if (items > batch.settled.size()) {
            find(Rule::Items,
                 count_words(items - batch.settled.size(), "item") + " of " + words(BatchId{id}) + " never ended");
        }
    }
}

CheckReport check_trace(Reader& reader) {
    Checker checker;
    const auto read = [&] {
        while (const auto record = reader.next()) {
            checker.take(*record);
        }
    };
    read();
    const bool being_written = reader.being_written();
    if (!being_written) {
        read();  // what came between the last look and the writer's end
    }
    const auto stop = reader.recording_stopped();
    CheckReport report = checker.finish(being_written ? CheckReport::End::BeingWritten
                                        : stop        ? CheckReport::End::RecordingStopped
                                                      : CheckReport::End::BrokeOff);
    report.stop_error = stop.value_or(0);
    report.skipped_bytes = reader.skipped_bytes();
    report.pending_bytes = reader.pending_bytes();
    const auto find = [&](std::string text) {
        ++report.found;
        const bool any = !report.findings.empty();
        const Finding at = any ? report.findings.back() : Finding{};
        report.findings.push_back({Rule::Reading, at.sequence, any ? at.time : report.origin, reader.offset(), text});
    };
    if (report.skipped_bytes != 0) {
        find(count_words(report.skipped_bytes, "byte") + " are damaged and were skipped");
    }
    if (report.pending_bytes != 0 && report.end == CheckReport::End::PoolEnded && !being_written) {
        find(count_words(report.pending_bytes, "byte") + " of an unfinished record follow the pool's end");
    }
    return report;
}

CheckReport check_trace(const std::string& path) {
    Reader reader(path, ReadValues::No);
    return check_trace(reader);
}

}  // namespace poolscope::trace
