// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>
#include <cstring>
#include <utility>

#include "supervise/supervisor_impl.h"

namespace poolscope::supervise {
namespace {

constexpr std::chrono::milliseconds kFaultPeriod{5};

std::string number_of(std::size_t index) { return "fault " + std::to_string(index + 1) + " of the plan: "; }

std::string seconds(std::chrono::nanoseconds duration) {
    std::string text = std::to_string(std::chrono::duration<double>(duration).count());
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text + " s";
}

std::string what_it_does(const Fault& fault) {
    switch (fault.action) {
    case FaultAction::Kill: return "kills itself with SIGKILL";
    case FaultAction::Stop: return "stops" + (fault.duration.count() > 0 ? ", to go on after " + seconds(fault.duration) : std::string());
    case FaultAction::Segfault: return "crashes with SIGSEGV";
    case FaultAction::Abort: return "aborts";
    case FaultAction::Exit: return "exits with code " + std::to_string(fault.exit_code);
    case FaultAction::Delay: return "waits for " + seconds(fault.duration);
    case FaultAction::Fail: return "throws";
    default: return to_string(fault.action);
    }
}

std::string where(FaultPoint point, std::uint32_t nth) {
    const std::string task = "its task " + std::to_string(nth);
    switch (point) {
    case FaultPoint::Start: return "at its start";
    case FaultPoint::Initializer: return "in its initializer";
    case FaultPoint::Idle: return "while it waits for " + task;
    case FaultPoint::Reading: return "while it reads " + task;
    case FaultPoint::Task: return "in " + task;
    case FaultPoint::Writing: return "while it writes a result of " + task;
    }
    return task;
}

bool may_befall(const Fault& fault, const WorkerRecord& worker) {
    return fault.action <= FaultAction::Fail && (!fault.worker || *fault.worker == worker.id.value) &&
           (!fault.slot || *fault.slot == worker.slot.value);
}

}  // namespace

/// The whole plan, as the place of a fault in it decides together with the seed, or none of it.
FaultPlan Supervisor::Impl::faults_for(const WorkerRecord& worker) const {
    const FaultPlan& plan = configuration.faults;
    const bool any = std::any_of(plan.faults.begin(), plan.faults.end(), [&](const Fault& fault) { return may_befall(fault, worker); });
    return any ? plan : FaultPlan{};
}

/// The errno with which the system is to refuse this start, or 0. Each start of the pool asks once.
int Supervisor::Impl::refusal_for(const WorkerRecord& worker) {
    ++starts;
    const FaultPlan& plan = configuration.faults;
    for (std::size_t i = 0; i < plan.faults.size(); ++i) {
        const Fault& fault = plan.faults[i];
        if (fault.action != FaultAction::Refuse || !fires(plan, i, worker.id.value, worker.slot.value, starts)) continue;
        const char* name = strerrorname_np(fault.error_number);
        tell(trace::Severity::Note, number_of(i) + "start " + std::to_string(starts) + " of a worker, " + worker.name() +
                                        ", is refused with " + (name != nullptr ? name : std::to_string(fault.error_number).c_str()));
        return fault.error_number;
    }
    return 0;
}

void Supervisor::Impl::fill_disk_if_planned() {
    const FaultPlan& plan = configuration.faults;
    for (std::size_t i = 0; i < plan.faults.size() && writer != nullptr; ++i) {
        if (plan.faults[i].action != FaultAction::FillDisk) continue;
        tell(trace::Severity::Note, number_of(i) + "the disk under the trace is full " + std::to_string(plan.faults[i].bytes) +
                                        " bytes from here");
        writer->flush();
        writer->fill_disk_after(plan.faults[i].bytes);
    }
}

/// Called when the worker has been given its next task.
void Supervisor::Impl::deafen_if_due(WorkerRecord& worker) {
    const FaultPlan& plan = configuration.faults;
    if (plan.empty() || worker.handed <= worker.faults.counted_tasks) return;
    worker.faults.counted_tasks = worker.handed;
    for (std::size_t i = 0; i < plan.faults.size(); ++i) {
        const Fault& fault = plan.faults[i];
        if (fault.action != FaultAction::FullLane || !fires(plan, i, worker.id.value, worker.slot.value, worker.handed)) continue;
        tell(trace::Severity::Note, number_of(i) + "no result of " + worker.name() + " is taken for " + seconds(fault.duration) +
                                        ", from its task " + std::to_string(worker.handed) + " on");
        worker.faults.deaf_until = std::chrono::steady_clock::now() + fault.duration;
        arm_fault_watch();
    }
}

/// What workers do by themselves they announce in their lanes.
void Supervisor::Impl::hear_of_faults(WorkerRecord& worker) {
    const FaultPlan& plan = configuration.faults;
    if (plan.empty() || !worker.lane) return;
    for (const lane::ToldFault& told : worker.lane->take_told_faults()) {
        if (told.index >= plan.faults.size() || !may_befall(plan.faults[told.index], worker)) continue;  // a worker's nonsense
        const Fault& fault = plan.faults[told.index];
        tell(trace::Severity::Note, number_of(told.index) + worker.name() + " " + what_it_does(fault) + " " + where(fault.at, told.nth));
        if (fault.action != FaultAction::Stop || fault.duration.count() <= 0) continue;
        worker.faults.stop = {told.index, fault.duration, {}};
        arm_fault_watch();
    }
}

void Supervisor::Impl::arm_fault_watch() {
    if (fault_timer) return;
    fault_timer = loop.add_timer(std::chrono::steady_clock::now() + kFaultPeriod, [this] {
        fault_timer.reset();
        watch_faults();
    });
}

void Supervisor::Impl::watch_faults() {
    const auto now = std::chrono::steady_clock::now();
    bool pending = false;
    for (Slot& slot : slots) {
        if (!slot.worker || !slot.worker->alive() || !slot.worker->child) continue;
        WorkerRecord& worker = *slot.worker;
        FaultsOfWorker& faults = worker.faults;
        if (faults.deaf_until && now >= *faults.deaf_until) faults.deaf_until.reset();  // its lane is looked at before the loop sleeps
        if (faults.stop && !faults.stop->goes_on_at) {
            sample(worker);
            if (worker.stopped) faults.stop->goes_on_at = now + faults.stop->duration;
        } else if (faults.stop && now >= *faults.stop->goes_on_at) {
            tell(trace::Severity::Note, number_of(faults.stop->index) + worker.name() + " goes on");
            worker.child.send_signal(SIGCONT);
            faults.stop.reset();
        }
        pending = pending || faults.pending();
    }
    if (pending) arm_fault_watch();
}

}  // namespace poolscope::supervise
