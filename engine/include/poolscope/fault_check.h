// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/faults.h>

/// What a fault may say and what would mean nothing: for scenarios, forms, the command line and the pool itself.
namespace poolscope {

/// The parts of a Fault beside its action, named as a scenario names them.
enum class FaultField : std::uint8_t {
    At,           ///< "at"
    Worker,       ///< "worker"
    Slot,         ///< "slot"
    Nth,          ///< "nth"
    Times,        ///< "times"
    Probability,  ///< "probability"
    Seconds,      ///< "seconds": Fault::duration
    ExitCode,     ///< "exit_code"
    Errno,        ///< "errno": Fault::error_number, by name
    Bytes,        ///< "bytes"
    Message,      ///< "message"
};

[[nodiscard]] const char* to_string(FaultField field) noexcept;

/// Whether the field says anything for this action at this point: a form shows it, a scenario may hold it. What it does not
/// say must keep its default.
[[nodiscard]] bool has_field(FaultAction action, FaultPoint at, FaultField field) noexcept;
/// What to say of one that means nothing there: "kill takes no seconds".
[[nodiscard]] std::string meaningless_field(FaultAction action, FaultPoint at, FaultField field);
/// Whether the action may happen there: fail only in the initializer and in a task; for actions without a point only the default.
[[nodiscard]] bool has_point(FaultAction action, FaultPoint at) noexcept;
/// The field has a meaning only with a value: "seconds" of a delay, "errno" of a refusal.
[[nodiscard]] bool needs_field(FaultAction action, FaultField field) noexcept;

struct FaultProblem {
    FaultField field = FaultField::At;
    std::string message;
};
/// Everything that is wrong with a fault; empty when it can be carried out.
[[nodiscard]] std::vector<FaultProblem> check(const Fault& fault);

/// The errors with which a start can be refused: "EAGAIN", "ENOMEM", "EMFILE"; "errno 5" for another number.
[[nodiscard]] std::string error_number_name(int error_number);
[[nodiscard]] std::optional<int> error_number_from_name(const std::string& name);

}  // namespace poolscope
