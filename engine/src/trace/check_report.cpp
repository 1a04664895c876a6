// SPDX-License-Identifier: MIT
#include <cstring>

#include <nlohmann/json.hpp>

#include <poolscope/trace_check.h>

#include "trace/decimal_seconds.h"
#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/task_values.h"

namespace poolscope::trace {
namespace {

const char* end_name(CheckReport::End end) noexcept {
    switch (end) {
    case CheckReport::End::PoolEnded: return "pool_ended";
    case CheckReport::End::BrokeOff: return "broke_off";
    case CheckReport::End::RecordingStopped: return "recording_stopped";
    case CheckReport::End::BeingWritten: return "being_written";
    }
    return "unknown";
}

}  // namespace

const char* to_string(Rule rule) noexcept {
    switch (rule) {
    case Rule::Reading: return "reading";
    case Rule::Order: return "order";
    case Rule::Times: return "times";
    case Rule::WorkerLife: return "worker_life";
    case Rule::Slots: return "slots";
    case Rule::Generation: return "generation";
    case Rule::Cause: return "cause";
    case Rule::TaskLife: return "task_life";
    case Rule::Items: return "items";
    case Rule::Attempts: return "attempts";
    case Rule::Recycling: return "recycling";
    case Rule::Pause: return "pause";
    case Rule::BatchLife: return "batch_life";
    case Rule::Outcome: return "outcome";
    case Rule::PoolLife: return "pool_life";
    }
    return "unknown";
}

std::string finding_text(const Finding& finding, Time origin) {
    return "record " + std::to_string(finding.sequence) + " at " + decimal_seconds(elapsed(origin, finding.time)) +
           " s: " + to_string(finding.rule) + ": " + finding.text;
}

std::string report_text(const CheckReport& report) {
    std::string text;
    for (const Finding& finding : report.findings) {
        text += finding_text(finding, report.origin) + "\n";
    }
    text += report.sound() ? "sound" : count_words(report.found, "finding");
    if (report.found > report.findings.size()) {
        text += " (the first " + std::to_string(report.findings.size()) + " are listed)";
    }
    text += ": " + count_words(report.records, "record") + ", " + count_words(report.workers, "worker") + ", " +
            std::to_string(report.batches) + (report.batches == 1 ? " batch, " : " batches, ") +
            count_words(report.tasks, "task") + ", " + count_words(report.items_submitted, "item") +
            " submitted = " + std::to_string(report.items_done) + " done + " + std::to_string(report.items_failed) +
            " failed + " + std::to_string(report.items_lost) + " lost + " + std::to_string(report.items_timed_out) +
            " timed out + " + std::to_string(report.items_cancelled) + " cancelled";
    if (report.items_open != 0) {
        text += " + " + std::to_string(report.items_open) + " open";
    }
    text += "\n";
    if (report.end == CheckReport::End::BrokeOff) {
        text += "host_gone: the trace broke off; " + count_words(report.living.size(), "worker") +
                " ended with the host, and with " + (report.living.size() == 1 ? "it " : "them ") +
                count_words(report.items_open, "item") + "\n";
    } else if (report.end == CheckReport::End::RecordingStopped) {
        text += std::string("the recording stopped: ") + std::strerror(report.stop_error) +
                "; what was open may have ended since\n";
    } else if (report.end == CheckReport::End::BeingWritten) {
        text += "the trace is still being written: what is open may still end\n";
    }
    return text;
}

Json report_json(const CheckReport& report) {
    Json findings = Json::array();
    for (const Finding& finding : report.findings) {
        findings.push_back({{"rule", to_string(finding.rule)},
                            {"record", finding.sequence},
                            {"seconds", static_cast<double>(elapsed(report.origin, finding.time)) / 1e9},
                            {"offset", finding.file_offset},
                            {"text", utf8_only(finding.text)}});
    }
    Json gone = Json::array();
    if (report.end == CheckReport::End::BrokeOff) {
        for (const WorkerId worker : report.living) {
            gone.push_back("PoolWorker-" + std::to_string(worker.value));
        }
    }
    return {{"sound", report.sound()},
            {"end", end_name(report.end)},
            {"findings", std::move(findings)},
            {"found", report.found},
            {"host_gone", std::move(gone)},
            {"records", report.records},
            {"workers", report.workers},
            {"batches", report.batches},
            {"tasks", report.tasks},
            {"items",
             {{"submitted", report.items_submitted},
              {"done", report.items_done},
              {"failed", report.items_failed},
              {"lost", report.items_lost},
              {"timed_out", report.items_timed_out},
              {"cancelled", report.items_cancelled},
              {"open", report.items_open}}},
            {"skipped_bytes", report.skipped_bytes},
            {"pending_bytes", report.pending_bytes}};
}

}  // namespace poolscope::trace
