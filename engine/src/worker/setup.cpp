// SPDX-License-Identifier: MIT
#include "worker/setup.h"

#include <tuple>

#include <poolscope/value.h>

namespace poolscope::worker {

/// A Fault, member by member.
using FaultFields = std::tuple<std::uint8_t, std::uint8_t, std::optional<std::uint32_t>, std::optional<std::uint32_t>, std::uint64_t,
                               std::uint64_t, double, std::int64_t, std::int32_t, std::int32_t, std::uint64_t, std::string>;

using Fields = std::tuple<std::string, std::uint32_t, std::uint32_t, std::string, std::optional<std::uint64_t>, std::string,
                          std::vector<std::byte>, std::vector<std::string>, std::optional<std::uint64_t>, std::uint64_t,
                          std::uint32_t, bool, std::uint64_t, std::vector<FaultFields>>;

namespace {

FaultFields fields_of(const Fault& fault) {
    return {static_cast<std::uint8_t>(fault.action), static_cast<std::uint8_t>(fault.at), fault.worker, fault.slot, fault.nth,
            fault.times, fault.probability, fault.duration.count(), fault.exit_code, fault.error_number, fault.bytes,
            fault.message};
}

Fault fault_of(const FaultFields& fields) {
    Fault fault;
    std::uint8_t action = 0, at = 0;
    std::int64_t duration = 0;
    std::tie(action, at, fault.worker, fault.slot, fault.nth, fault.times, fault.probability, duration, fault.exit_code,
             fault.error_number, fault.bytes, fault.message) = fields;
    fault.action = static_cast<FaultAction>(action);
    fault.at = static_cast<FaultPoint>(at);
    fault.duration = std::chrono::nanoseconds(duration);
    return fault;
}

}  // namespace

std::vector<std::byte> encode_setup(const Setup& setup) {
    std::vector<FaultFields> faults;
    for (const Fault& fault : setup.faults.faults) faults.push_back(fields_of(fault));
    return encode_value(Fields(setup.name, setup.slot, setup.generation, setup.start_method, setup.maxtasksperchild,
                               setup.initializer, setup.initargs, setup.modules, setup.maxitemsperchild, setup.seed,
                               setup.worker, setup.captures_output, setup.faults.seed, std::move(faults)));
}

Setup decode_setup(std::span<const std::byte> bytes) {
    Setup setup;
    std::vector<FaultFields> faults;
    std::tie(setup.name, setup.slot, setup.generation, setup.start_method, setup.maxtasksperchild, setup.initializer,
             setup.initargs, setup.modules, setup.maxitemsperchild, setup.seed, setup.worker, setup.captures_output,
             setup.faults.seed, faults) = decode_value<Fields>(bytes);
    for (const FaultFields& fields : faults) setup.faults.faults.push_back(fault_of(fields));
    return setup;
}

}  // namespace poolscope::worker
