// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <streambuf>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/export.h>
#include <poolscope/export_sqlite.h>
#include <poolscope/ledger.h>
#include <poolscope/pool_state.h>
#include <poolscope/trace.h>
#include <poolscope/trace_check.h>

#include "base/unique_fd.h"
#include "trace_input.h"

/// A trace file of unknown origin: read, reduced to the state that the window shows, looked through and exported.
namespace {

using namespace poolscope;

/// Takes everything and keeps nothing.
class NullSink final : public std::streambuf {
protected:
    int_type overflow(int_type character) override { return traits_type::not_eof(character); }
    std::streamsize xsputn(const char*, std::streamsize count) override { return count; }
};

void look_through(const PoolState& state) {
    for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
        const std::uint32_t current = state.current_worker(slot);
        fuzz::require(current == kNoIndex || current < state.workers().size(), "a slot's worker is one of the workers");
        Time end_before = 0;
        for (std::size_t index = 0; index < state.span_count(slot); ++index) {
            const Span span = state.span(slot, index);
            fuzz::require(span.worker < state.workers().size(), "a span's worker is one of the workers");
            fuzz::require(span.task == kNoIndex || span.task < state.task_count(), "a span's task is one of the tasks");
            fuzz::require(span.begin <= span.end, "a span does not end before it begins");
            fuzz::require(index == 0 || span.begin == end_before, "a span begins where the one before it ends");
            end_before = span.end;
        }
    }
    for (std::size_t index = 0; index < state.task_count(); ++index) {
        const TaskRow row = state.task(index);
        fuzz::require(row.worker == kNoIndex || row.worker < state.workers().size(), "a task's worker is one of the workers");
    }
    for (std::size_t row = 0; row < state.result_count(); ++row)
        fuzz::require(state.result(row).task < state.task_count(), "a result's task is one of the tasks");
    for (const Event& event : state.events()) {
        fuzz::require(event.worker == kNoIndex || event.worker < state.workers().size(), "an event's worker is one of the workers");
        fuzz::require(event.task == kNoIndex || event.task < state.task_count(), "an event's task is one of the tasks");
    }
}

void look_at_changes(const ChangeSet& changes, const PoolState& state) {
    fuzz::require(changes.first_worker <= state.workers().size() && changes.first_task <= state.task_count() &&
                      changes.first_result <= state.result_count() && changes.first_event <= state.events().size() &&
                      changes.first_batch <= state.batches().size(),
                  "new rows begin within what there is");
    for (const std::uint32_t worker : changes.changed_workers)
        fuzz::require(worker < changes.first_worker, "a changed worker was there before");
    for (const std::uint32_t task : changes.changed_tasks)
        fuzz::require(task < changes.first_task, "a changed task was there before");
    for (const std::uint32_t batch : changes.changed_batches)
        fuzz::require(batch < changes.first_batch, "a changed batch was there before");
    for (const std::uint32_t slot : changes.changed_slots)
        fuzz::require(slot < state.slot_count(), "a changed slot is one of the slots");
}

/// Where the time went: every moment of every slot once.
void look_at_ledger(const PoolState& state) {
    const Ledger ledger = ledger_of(state);
    std::int64_t sum = 0;
    for (const LedgerLine& line : ledger.lines) {
        fuzz::require(line.total_ns >= 0, "no cause has less than no time");
        fuzz::require(line.places.size() <= line.place_count, "no more places are listed than there are");
        for (const LedgerPlace& place : line.places) {
            fuzz::require(place.slot < state.slot_count() && place.begin <= place.end, "a place is a piece of a slot's time");
            fuzz::require(place.worker == kNoIndex || place.worker < state.workers().size(), "a place's worker is one of the workers");
            fuzz::require(place.task == kNoIndex || place.task < state.task_count(), "a place's task is one of the tasks");
        }
        sum += line.total_ns;
    }
    fuzz::require(sum == ledger.total_ns, "the causes add up to all the time");
}

/// Whatever is wrong with the run is a finding.
void check(const std::string& path, const PoolState& state) {
    const trace::CheckReport report = trace::check_trace(path);
    fuzz::require(report.findings.size() <= report.found, "no more findings are listed than there are");
    fuzz::require(report.records == state.summary().records, "the checker has seen the records that the state has");
    static_cast<void>(trace::report_text(report));
}

void export_to_sqlite(const std::string& path) {
    const std::string target = (std::filesystem::temp_directory_path() / ("poolscope-fuzz-" + std::to_string(::getpid()) + ".db")).string();
    std::filesystem::remove(target);
    export_sqlite(path, target);
    std::filesystem::remove(target);
}

constexpr std::uint64_t kMostClaimed = 10'000;

void read_trace(const std::string& path) {
    trace::Reader reader(path);
    PoolState state;
    std::uint64_t records = 0;
    std::uint64_t sequence = 0;
    while (const auto record = reader.next()) {
        fuzz::require(record->sequence > sequence, "sequence numbers rise");
        sequence = record->sequence;
        fuzz::require(reader.read_at(record->file_offset).has_value(), "a record is found again where it was");
        state.apply(*record);
        if (++records % 3 == 0) look_at_changes(state.take_changes(), state);
    }
    look_at_changes(state.take_changes(), state);
    look_through(state);
    // A document of millions of items that a batch claims has a bound, and a test of its own: it takes too long here.
    std::uint64_t claimed = 0;
    for (const BatchInfo& batch : state.batches())
        claimed += std::min(batch.items.value_or(batch.items_settled()), kMostClaimed);
    if (claimed < kMostClaimed) {
        static_cast<void>(run_document(state, reader).dump());
        // A database takes as long as fifty of the others: by some inputs only, which follow from themselves.
        if (records % 8 == 1) export_to_sqlite(path);
    }
    look_at_ledger(state);
    NullSink sink;
    std::ostream out(&sink);
    for (const ExportFormat format : {ExportFormat::Text, ExportFormat::JsonLines, ExportFormat::Csv, ExportFormat::Chrome})
        export_trace(path, format, out);
    check(path, state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::vector<std::byte> content = fuzz::trace_file(fuzz::Input(data, size));
    const base::UniqueFd file(::memfd_create("trace", MFD_CLOEXEC));
    fuzz::require(file && ::write(file.get(), content.data(), content.size()) == static_cast<ssize_t>(content.size()),
                  "there is memory for a small file");
    try {
        read_trace("/proc/self/fd/" + std::to_string(file.get()));
    } catch (const ValueError&) {
        // No trace at all, and said so.
    }
    return 0;
}
