// SPDX-License-Identifier: MIT
#include <poolscope/fault_check.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

namespace poolscope {
namespace {

/// Thirty years: a waiting time beyond it is a typing error, and one near it still fits every clock.
constexpr std::chrono::nanoseconds kLongest = std::chrono::seconds(1'000'000'000);
constexpr std::array<std::pair<int, const char*>, 3> kErrors{{{EAGAIN, "EAGAIN"}, {ENOMEM, "ENOMEM"}, {EMFILE, "EMFILE"}}};
constexpr std::array<FaultField, 11> kFields{FaultField::At,    FaultField::Worker,      FaultField::Slot,    FaultField::Nth,
                                             FaultField::Times, FaultField::Probability, FaultField::Seconds, FaultField::ExitCode,
                                             FaultField::Errno, FaultField::Bytes,       FaultField::Message};

/// Something that a worker does by its own doing at a point of its life.
bool happens_in_worker(FaultAction action) noexcept {
    switch (action) {
    case FaultAction::Kill:
    case FaultAction::Stop:
    case FaultAction::Segfault:
    case FaultAction::Abort:
    case FaultAction::Exit:
    case FaultAction::Delay:
    case FaultAction::Fail: return true;
    case FaultAction::Refuse:
    case FaultAction::FillDisk:
    case FaultAction::SlowReader:
    case FaultAction::FullLane: return false;
    }
    return false;
}

/// The whole run has it, not one worker or one start.
bool is_of_the_run(FaultAction action) noexcept {
    return action == FaultAction::FillDisk || action == FaultAction::SlowReader;
}

bool is_default(const Fault& fault, FaultField field) {
    const Fault usual;
    switch (field) {
    case FaultField::At: return fault.at == usual.at;
    case FaultField::Worker: return !fault.worker;
    case FaultField::Slot: return !fault.slot;
    case FaultField::Nth: return fault.nth == usual.nth;
    case FaultField::Times: return fault.times == usual.times;
    case FaultField::Probability: return fault.probability == usual.probability;
    case FaultField::Seconds: return fault.duration == usual.duration;
    case FaultField::ExitCode: return fault.exit_code == usual.exit_code;
    case FaultField::Errno: return fault.error_number == usual.error_number;
    case FaultField::Bytes: return fault.bytes == usual.bytes;
    case FaultField::Message: return fault.message.empty();
    }
    return true;
}

/// What is wrong with the value of a field that means something; empty when it is good.
std::string value_problem(const Fault& fault, FaultField field) {
    switch (field) {
    case FaultField::Worker: return fault.worker && *fault.worker == 0 ? "workers are numbered from 1" : "";
    case FaultField::Times: return fault.times == 0 ? "must be at least 1" : "";
    case FaultField::Probability: return fault.probability >= 0 && fault.probability <= 1 ? "" : "must be from 0 to 1";
    case FaultField::Seconds:
        if (fault.duration < std::chrono::nanoseconds(0) || fault.duration > kLongest) return "must be from 0 to 1000000000";
        return fault.duration == std::chrono::nanoseconds(0) && needs_field(fault.action, field)
                   ? std::string(to_string(fault.action)) + " needs seconds above 0"
                   : "";
    case FaultField::ExitCode: return fault.exit_code >= 0 && fault.exit_code <= 255 ? "" : "must be from 0 to 255";
    case FaultField::Errno:
        for (const auto& [number, name] : kErrors)
            if (number == fault.error_number) return {};
        return "must be EAGAIN, ENOMEM or EMFILE";
    case FaultField::Bytes:
        return fault.action == FaultAction::SlowReader && fault.bytes == 0 ? "slow_reader needs bytes above 0: so many are read in a second"
                                                                           : "";
    case FaultField::At:
    case FaultField::Slot:
    case FaultField::Nth:
    case FaultField::Message: return {};
    }
    return {};
}

}  // namespace

const char* to_string(FaultField field) noexcept {
    switch (field) {
    case FaultField::At: return "at";
    case FaultField::Worker: return "worker";
    case FaultField::Slot: return "slot";
    case FaultField::Nth: return "nth";
    case FaultField::Times: return "times";
    case FaultField::Probability: return "probability";
    case FaultField::Seconds: return "seconds";
    case FaultField::ExitCode: return "exit_code";
    case FaultField::Errno: return "errno";
    case FaultField::Bytes: return "bytes";
    case FaultField::Message: return "message";
    }
    return "unknown";
}

bool has_field(FaultAction action, FaultPoint at, FaultField field) noexcept {
    switch (field) {
    case FaultField::At: return happens_in_worker(action);
    case FaultField::Worker: return happens_in_worker(action) || action == FaultAction::FullLane;
    case FaultField::Slot:
    case FaultField::Probability: return !is_of_the_run(action);
    case FaultField::Nth:
        if (happens_in_worker(action)) return at != FaultPoint::Start && at != FaultPoint::Initializer;
        return !is_of_the_run(action);
    case FaultField::Times:
    case FaultField::Errno: return action == FaultAction::Refuse;
    case FaultField::Seconds:
        return action == FaultAction::Stop || action == FaultAction::Delay || action == FaultAction::FullLane;
    case FaultField::ExitCode: return action == FaultAction::Exit;
    case FaultField::Bytes: return is_of_the_run(action);
    case FaultField::Message: return action == FaultAction::Fail;
    }
    return false;
}

bool has_point(FaultAction action, FaultPoint at) noexcept {
    if (action == FaultAction::Fail) return at == FaultPoint::Initializer || at == FaultPoint::Task;
    return happens_in_worker(action) || at == Fault{}.at;
}

bool needs_field(FaultAction action, FaultField field) noexcept {
    switch (action) {
    case FaultAction::Delay:
    case FaultAction::FullLane: return field == FaultField::Seconds;
    case FaultAction::Refuse: return field == FaultField::Errno;
    case FaultAction::SlowReader: return field == FaultField::Bytes;
    default: return false;
    }
}

std::string meaningless_field(FaultAction action, FaultPoint at, FaultField field) {
    std::string text = std::string(to_string(action)) + " takes no " + to_string(field);
    if (field == FaultField::Nth && happens_in_worker(action))
        text += std::string(" at ") + to_string(at) + ", which a worker meets once in its life";
    if (field == FaultField::Worker && action == FaultAction::Refuse)
        text += ": a start that is refused has no worker yet; name a slot";
    return text;
}

std::vector<FaultProblem> check(const Fault& fault) {
    std::vector<FaultProblem> problems;
    for (const FaultField field : kFields) {
        if (!has_field(fault.action, fault.at, field)) {
            if (!is_default(fault, field)) problems.push_back({field, meaningless_field(fault.action, fault.at, field)});
        } else if (std::string problem = value_problem(fault, field); !problem.empty()) {
            problems.push_back({field, std::move(problem)});
        }
    }
    if (happens_in_worker(fault.action) && !has_point(fault.action, fault.at)) {
        problems.push_back({FaultField::At, std::string(to_string(fault.action)) + " cannot happen at " + to_string(fault.at) +
                                                ", only at initializer and task"});
    }
    return problems;
}

std::string error_number_name(int error_number) {
    for (const auto& [number, name] : kErrors)
        if (number == error_number) return name;
    return "errno " + std::to_string(error_number);
}

std::optional<int> error_number_from_name(const std::string& name) {
    for (const auto& [number, known] : kErrors)
        if (name == known) return number;
    return {};
}

}  // namespace poolscope
