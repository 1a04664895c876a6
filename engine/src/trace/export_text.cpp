// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>
#include <ostream>
#include <string>

#include <poolscope/signal_name.h>
#include <poolscope/value.h>

#include "trace/break_off.h"
#include "trace/decimal_seconds.h"
#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/export_watch.h"
#include "trace/exporters.h"

namespace poolscope::trace {
namespace {

constexpr std::size_t kMostOfAValue = 200;  // characters
constexpr std::size_t kMostOfOutput = 1000;
constexpr std::size_t kMostResults = 10;  // of one task

std::string name(WorkerId worker) {
    return "PoolWorker-" + std::to_string(worker.value);
}
std::string name(TaskId task) {
    return "task " + std::to_string(task.value);
}
std::string name(BatchId batch) {
    return "batch " + std::to_string(batch.value);
}
std::string with(const std::string& text) {
    return text.empty() ? "" : ": " + text;
}

// One function for each record.

std::string words(const RunStarted& record, Time) {
    return "run begins: " + record.program + " " + record.version + ", pid " + std::to_string(record.host_pid) +
           with(record.title);
}
std::string words(const PoolCreated& record, Time) {
    std::string text = "pool: " + count_words(record.processes, "worker") + " by " + record.start_method;
    if (!record.processes_reason.empty()) {
        text += " (" + record.processes_reason + ")";
    }
    if (!record.initializer.empty()) {
        text += ", initializer " + record.initializer;
        text += record.initargs.empty() ? "" : " " + value_to_text(record.initargs, kMostOfAValue);
    }
    text += record.maxtasksperchild ? ", maxtasksperchild " + std::to_string(*record.maxtasksperchild) : "";
    text += limits_words(record.limits);
    text += record.jitter > 0 ? ", jitter " + short_number(record.jitter) : "";
    if (record.restart_budget) {
        text += ", restart_budget " + count_words(record.restart_budget->deaths, "death") + " in " +
                duration_words(record.restart_budget->per.count());
    }
    text += record.item_attempts != 1 ? ", " + count_words(record.item_attempts, "attempt") + " an item" : "";
    text += record.seed != 0 ? ", seed " + std::to_string(record.seed) : "";
    text += record.captures_output ? ", captures output" : "";
    return text + (record.faults.empty() ? "" : ", faults " + record.faults);
}
std::string words(const PoolPhaseChanged& record, Time) {
    return std::string("pool is ") + phase_words(record.phase) + with(record.message);
}
std::string words(const BatchSubmitted& record, Time) {
    std::string text = name(record.batch) + " submitted: " + record.method + " of " + record.function;
    text += record.description.empty() ? "" : " over " + record.description;
    if (record.items) {
        text += ", " + count_words(*record.items, "item");
    }
    if (record.tasks) {
        text += " in " + count_words(*record.tasks, "task");
    }
    return text + ", chunksize " + std::to_string(record.chunksize);
}
std::string words(const BatchInputEnded& record, Time) {
    return name(record.batch) + " has all its input: " + count_words(record.items, "item") + " in " +
           count_words(record.tasks, "task") + with(record.error);
}
std::string words(const BatchEnded& record, Time) {
    std::string text = name(record.batch) + " " + outcome_words(record.outcome);
    if (!record.error_type.empty() || !record.error_message.empty()) {
        text += ": " + record.error_type + with(record.error_message);
    }
    if (record.error_item) {
        text += " (item " + std::to_string(*record.error_item) +
                (record.error_worker ? ", " + name(*record.error_worker) : "") + ")";
    }
    return text;
}
std::string words(const WorkerStarting& record, Time) {
    return name(record.worker) + " is to start in slot " + std::to_string(record.slot.value) + " by " +
           record.start_method + ", generation " + std::to_string(record.generation);
}
std::string words(const WorkerStarted& record, Time) {
    return name(record.worker) + " started, pid " + std::to_string(record.pid);
}
std::string words(const WorkerInitializing& record, Time) {
    return name(record.worker) + " runs its initializer";
}
std::string words(const WorkerReady& record, Time) {
    return name(record.worker) + " is ready";
}
std::string words(const WorkerRetiring& record, Time) {
    return name(record.worker) + " retires (" + to_string(record.cause) + ")";
}
std::string words(const WorkerStopped& record, Time) {
    return name(record.worker) + " was stopped by a signal";
}
std::string words(const WorkerContinued& record, Time) {
    return name(record.worker) + " goes on";
}
std::string words(const WorkerEnded& record, Time) {
    std::string text = name(record.worker) + " ended: " + to_string(record.cause);
    text += record.signal ? ", " + signal_name(*record.signal) : "";
    text += record.exit_code ? ", exit code " + std::to_string(*record.exit_code) : "";
    return text + with(record.message);
}
std::string words(const WorkerSampled& record, Time) {
    std::string text = name(record.worker) + " used " + duration_words(record.cpu_ns) + " of CPU";
    if (record.rss_bytes != 0) text += " and holds " + std::to_string(record.rss_bytes / 1024) + " KiB";
    return text;
}
std::string words(const TaskAssigned& record, Time) {
    std::string text = name(record.task) + " of " + name(record.batch) + " (" +
                       item_words(record.first_item, record.items) + ") goes to " + name(record.worker);
    text += record.attempt > 1 ? ", attempt " + std::to_string(record.attempt) : "";
    if (record.arguments_omitted != 0) {
        return text + ": " + count_words(record.arguments_omitted, "byte") + " of arguments, not kept";
    }
    return text + (record.arguments.empty() ? "" : ": " + value_to_text(record.arguments, kMostOfAValue));
}
std::string words(const TaskWithdrawn& record, Time) {
    return name(record.task) + " is taken back from " + name(record.worker);
}
std::string words(const TaskStarted& record, Time origin) {
    return name(record.task) + " runs in " + name(record.worker) + " since " +
           decimal_seconds(elapsed(origin, record.started));
}
std::string words(const ItemResult& item) {
    const std::string outcome = item.outcome == ItemOutcome::Done ? "" : std::string(outcome_words(item.outcome)) + " ";
    if (item.value_omitted != 0) {
        return outcome + "<" + count_words(item.value_omitted, "byte") + ", not kept>";
    }
    return outcome + (item.value.empty() ? "" : value_to_text(item.value, kMostOfAValue));
}
std::string words(const TaskEnded& record, Time) {
    std::string text = name(record.task) + " of " + name(record.batch) + " (" +
                       item_words(record.first_item, record.results.size()) + ") ended";
    text += record.worker ? " in " + name(*record.worker) : "";
    text += record.started != 0 ? " after " + duration_words(elapsed(record.started, record.ended)) : "";
    const char* before = ": ";
    for (std::size_t position = 0; position < std::min(record.results.size(), kMostResults); ++position) {
        text += before + words(record.results[position]);
        before = ", ";
    }
    if (record.results.size() > kMostResults) {
        text += ", and " + std::to_string(record.results.size() - kMostResults) + " more";
    }
    return text;
}
std::string words(const Message& record, Time) {
    switch (record.severity) {
    case Severity::Warning: return "warning: " + record.text;
    case Severity::Error: return "error: " + record.text;
    case Severity::Note: break;
    }
    return record.text;
}

std::string words(const PoolChanged& record, Time) {
    return "pool changed: " + change_words(record) + (record.message.empty() ? "" : " (" + record.message + ")");
}
std::string words(const TaskOutput& record, Time) {
    std::string text = name(record.worker) + (record.stream == OutputStream::Err ? " stderr" : " stdout");
    text += record.task ? ", " + name(*record.task) : "";
    text += record.item ? ", " + item_words(*record.item, 1) : "";
    text += ": " + record.text.substr(0, kMostOfOutput);
    const std::uint64_t more = record.text.size() - std::min(record.text.size(), kMostOfOutput);
    text += more != 0 ? " ... and " + count_words(more, "byte") + " more" : "";
    return text + (record.omitted != 0 ? " (" + count_words(record.omitted, "byte") + " dropped)" : "");
}

// A record is a line, whatever its strings hold.
std::string one_line(std::string text) {
    for (char& letter : text) {
        if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F) {
            letter = ' ';
        }
    }
    return text;
}

}  // namespace

void export_text(Reader& reader, const ExportOptions& options, std::ostream& out) {
    ExportWatch watch(options);
    Time origin = 0;
    bool first = true;
    const auto write = [&](const Record& record) {
        std::string time = decimal_seconds(elapsed(origin, record.time));
        time.insert(0, time.size() < 16 ? 16 - time.size() : 0, ' ');
        const std::string text = std::visit([origin](const auto& body) { return words(body, origin); }, record.body);
        out << time << "  " << one_line(text) << '\n';
    };
    BreakOff break_off;
    while (const auto record = reader.next()) {
        if (first) {
            origin = record->time;
            first = false;
        }
        break_off.see(*record);
        write(*record);
        watch.step(reader);
    }
    for (const Record& end : break_off.ends(reader)) {
        write(end);
    }
    if (const auto error = reader.recording_stopped()) {
        out << "# the recording stopped here: " << std::strerror(*error) << '\n';
    }
    if (reader.skipped_bytes() != 0) {
        out << "# " << count_words(reader.skipped_bytes(), "byte") << " of the trace are damaged and were skipped\n";
    }
    if (reader.pending_bytes() != 0) {
        out << "# the trace ends in an unfinished record of " << count_words(reader.pending_bytes(), "byte") << '\n';
    }
}

}  // namespace poolscope::trace
