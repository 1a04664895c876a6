// SPDX-License-Identifier: MIT
#include <poolscope/faults.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/split_mix.h"

namespace poolscope {
namespace {

constexpr std::array<std::pair<FaultAction, const char*>, 11> kActions{{{FaultAction::Kill, "kill"},
                                                                        {FaultAction::Stop, "stop"},
                                                                        {FaultAction::Segfault, "segfault"},
                                                                        {FaultAction::Abort, "abort"},
                                                                        {FaultAction::Exit, "exit"},
                                                                        {FaultAction::Delay, "delay"},
                                                                        {FaultAction::Fail, "fail"},
                                                                        {FaultAction::Refuse, "refuse"},
                                                                        {FaultAction::FillDisk, "fill_disk"},
                                                                        {FaultAction::SlowReader, "slow_reader"},
                                                                        {FaultAction::FullLane, "full_lane"}}};
constexpr std::array<std::pair<FaultPoint, const char*>, 6> kPoints{{{FaultPoint::Start, "start"},
                                                                     {FaultPoint::Initializer, "initializer"},
                                                                     {FaultPoint::Idle, "idle"},
                                                                     {FaultPoint::Reading, "reading"},
                                                                     {FaultPoint::Task, "task"},
                                                                     {FaultPoint::Writing, "writing"}}};

template <class Table, class Key>
const char* name_in(const Table& table, Key key) noexcept {
    const auto found = std::find_if(table.begin(), table.end(), [key](const auto& entry) { return entry.first == key; });
    return found == table.end() ? "unknown" : found->second;
}

template <class Table>
auto key_in(const Table& table, std::string_view name) noexcept {
    const auto found = std::find_if(table.begin(), table.end(), [name](const auto& entry) { return name == entry.second; });
    using Key = std::remove_const_t<decltype(found->first)>;
    return found == table.end() ? std::optional<Key>() : std::optional<Key>(found->first);
}

}  // namespace

const char* to_string(FaultAction action) noexcept { return name_in(kActions, action); }
const char* to_string(FaultPoint point) noexcept { return name_in(kPoints, point); }

std::optional<FaultAction> fault_action_from_string(const std::string& name) noexcept {
    return key_in(kActions, name);
}

std::optional<FaultPoint> fault_point_from_string(const std::string& name) noexcept {
    return key_in(kPoints, name);
}

bool fires(const FaultPlan& plan, std::size_t index, std::uint32_t worker, std::uint32_t slot, std::uint64_t nth) noexcept {
    const Fault& fault = plan.faults[index];
    if (fault.action == FaultAction::Refuse) {
        // A start has no worker yet that could be named before: only the slot and the count choose.
        if (fault.slot && *fault.slot != slot) return false;
        if (fault.nth != 0 && (nth < fault.nth || nth - fault.nth >= fault.times)) return false;
    } else {
        if (fault.worker && *fault.worker != worker) return false;
        if (fault.slot && *fault.slot != slot) return false;
        const bool once_a_life = fault.at == FaultPoint::Start || fault.at == FaultPoint::Initializer;
        if (!once_a_life && fault.nth != 0 && nth != fault.nth) return false;
    }
    if (fault.probability >= 1) return true;
    using base::split_mix;
    const std::uint64_t die = split_mix(split_mix(split_mix(plan.seed ^ split_mix(index)) ^ worker) ^ nth);
    return static_cast<double>(die >> 11) * 0x1.0p-53 < fault.probability;
}

}  // namespace poolscope
