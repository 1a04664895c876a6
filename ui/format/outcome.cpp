// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/outcome.h"

#include <QCoreApplication>

namespace poolscope::ui {

namespace {
QString say(const char* text) {
    return QCoreApplication::translate("Outcome", text);
}
}  // namespace

QString outcomeName(trace::ItemOutcome outcome) {
    switch (outcome) {
    case trace::ItemOutcome::Done: return say("done");
    case trace::ItemOutcome::Failed: return say("failed");
    case trace::ItemOutcome::Lost: return say("lost");
    case trace::ItemOutcome::TimedOut: return say("timed out");
    case trace::ItemOutcome::Cancelled: return say("cancelled");
    case trace::ItemOutcome::Moved: return say("moved");
    }
    return {};
}

Ink outcomeInk(trace::ItemOutcome outcome) {
    switch (outcome) {
    case trace::ItemOutcome::Done: return Ink::Good;
    case trace::ItemOutcome::Failed:
    case trace::ItemOutcome::Lost: return Ink::Bad;
    case trace::ItemOutcome::TimedOut: return Ink::Caution;
    case trace::ItemOutcome::Cancelled:
    case trace::ItemOutcome::Moved: return Ink::Muted;
    }
    return Ink::Muted;
}

QString outcomeName(std::optional<trace::BatchOutcome> outcome) {
    if (!outcome) return say("running");
    switch (*outcome) {
    case trace::BatchOutcome::Succeeded: return say("succeeded");
    case trace::BatchOutcome::Failed: return say("failed");
    case trace::BatchOutcome::Lost: return say("lost");
    case trace::BatchOutcome::Cancelled: return say("cancelled");
    }
    return {};
}

Ink outcomeInk(std::optional<trace::BatchOutcome> outcome) {
    if (!outcome) return Ink::Accent;
    switch (*outcome) {
    case trace::BatchOutcome::Succeeded: return Ink::Good;
    case trace::BatchOutcome::Failed:
    case trace::BatchOutcome::Lost: return Ink::Bad;
    case trace::BatchOutcome::Cancelled: return Ink::Muted;
    }
    return Ink::Muted;
}

QString phaseName(TaskPhase phase) {
    switch (phase) {
    case TaskPhase::Assigned: return say("assigned");
    case TaskPhase::Running: return say("running");
    case TaskPhase::Waiting: return say("waiting");
    case TaskPhase::Done: return say("done");
    case TaskPhase::Failed: return say("failed");
    case TaskPhase::Lost: return say("lost");
    case TaskPhase::TimedOut: return say("timed out");
    case TaskPhase::Cancelled: return say("cancelled");
    }
    return {};
}

Ink phaseInk(TaskPhase phase) {
    switch (phase) {
    case TaskPhase::Assigned:
    case TaskPhase::Waiting:
    case TaskPhase::Cancelled: return Ink::Muted;
    case TaskPhase::Running: return Ink::Accent;
    case TaskPhase::Done: return Ink::Good;
    case TaskPhase::Failed:
    case TaskPhase::Lost: return Ink::Bad;
    case TaskPhase::TimedOut: return Ink::Caution;
    }
    return Ink::Muted;
}

QString phaseName(trace::PoolPhase phase) {
    switch (phase) {
    case trace::PoolPhase::Running: return say("running");
    case trace::PoolPhase::Closing: return say("closing");
    case trace::PoolPhase::Terminating: return say("terminating");
    case trace::PoolPhase::Broken: return say("broken");
    case trace::PoolPhase::Ended: return say("ended");
    }
    return {};
}

QString severityName(trace::Severity severity) {
    switch (severity) {
    case trace::Severity::Note: return say("note");
    case trace::Severity::Warning: return say("warning");
    case trace::Severity::Error: return say("error");
    }
    return {};
}

Ink severityInk(trace::Severity severity) {
    switch (severity) {
    case trace::Severity::Note: return Ink::Muted;
    case trace::Severity::Warning: return Ink::Caution;
    case trace::Severity::Error: return Ink::Bad;
    }
    return Ink::Muted;
}

}  // namespace poolscope::ui
