// SPDX-License-Identifier: GPL-3.0-or-later
#include "made_up_run.h"

#include <algorithm>
#include <csignal>

using poolscope::EndCause;
using poolscope::kOpen;

MadeUpRun::MadeUpRun(const Plan& plan) {
    std::mt19937_64 random(plan.seed);
    if (plan.maxTasksPerChild > 0) m_limit = plan.maxTasksPerChild;
    for (std::size_t slot = 0; slot < plan.lanes; ++slot) play(slot, plan, random);
}

std::size_t MadeUpRun::add(std::size_t slot, Activity activity, Time begin, Time end, std::uint32_t worker,
                           std::uint32_t task, bool failed) {
    if (slot >= m_lanes.size()) {
        m_lanes.resize(slot + 1);
        m_current.resize(slot + 1, poolscope::kNoIndex);
    }
    m_lanes[slot].push_back({begin, end, worker, task, activity, failed});
    m_last = std::max(m_last, end == kOpen ? begin : end);
    if (worker < m_workers.size()) m_workers[worker].activity = activity;
    return m_lanes[slot].size() - 1;
}

void MadeUpRun::close(std::size_t slot, Time end) {
    m_lanes[slot].back().end = end;
    m_last = std::max(m_last, end);
}

std::uint32_t MadeUpRun::addWorker(std::size_t slot, std::uint32_t generation, Time starting) {
    if (slot >= m_current.size()) {
        m_lanes.resize(slot + 1);
        m_current.resize(slot + 1, poolscope::kNoIndex);
    }
    poolscope::WorkerLife life;
    life.id = {static_cast<std::uint32_t>(m_workers.size() + 1)};
    life.slot = {static_cast<std::uint32_t>(slot)};
    life.generation = generation;
    life.name = "PoolWorker-" + std::to_string(life.id.value);
    life.start_method = "forkserver";
    life.pid = static_cast<std::int32_t>(4700 + 3 * m_workers.size());
    life.starting = starting;
    m_workers.push_back(life);
    m_current[slot] = life.id.value - 1;
    return life.id.value - 1;
}

std::uint32_t MadeUpRun::addTask(std::uint32_t worker, Time started, Time ended) {
    poolscope::TaskRow task;
    task.id = {m_tasks.size() + 1};
    task.batch = m_batch.id;
    task.worker = worker;
    task.items = 10;
    task.first_item = m_tasks.size() * 10;
    task.assigned = started;
    task.started = started;
    task.ended = ended;
    task.phase = ended == kOpen ? poolscope::TaskPhase::Running : poolscope::TaskPhase::Done;
    m_tasks.push_back(task);
    return static_cast<std::uint32_t>(m_tasks.size() - 1);
}

void MadeUpRun::play(std::size_t slot, const Plan& plan, std::mt19937_64& random) {
    const auto length = [&](Time mean) {
        std::lognormal_distribution<double> spread(-0.18, 0.6);
        return std::max<Time>(1, static_cast<Time>(static_cast<double>(mean) * spread(random)));
    };
    std::uniform_real_distribution<double> chance(0.0, 1.0);
    Time at = kOrigin + length(400'000);
    std::uint32_t generation = 0;
    std::uint32_t worker = 0;
    std::uint64_t taskOfLife = 0;
    const auto spend = [&](Activity activity, Time duration, std::uint32_t task = poolscope::kNoIndex, bool failed = false) {
        add(slot, activity, at, at + duration, worker, task, failed);
        at += duration;
    };
    const auto beBorn = [&] {
        worker = addWorker(slot, ++generation, at);
        taskOfLife = 0;
        spend(Activity::Starting, length(plan.starting));
        spend(Activity::Initializing, length(plan.initializing));
        m_workers[worker].ready = at;
    };
    const auto die = [&](EndCause cause) {
        m_workers[worker].cause = cause;
        m_workers[worker].ended = at;
    };
    beBorn();
    for (std::size_t task = 0; task < plan.tasksPerLane; ++task) {
        if (chance(random) < 0.15) spend(Activity::Idle, length(plan.meanTask / 2));
        spend(Activity::Transport, length(std::max<Time>(2, plan.meanTask / 60)));
        const Time duration = length(plan.meanTask);
        const bool crashes = chance(random) < plan.crashes;
        const bool fails = crashes || chance(random) < plan.failures;
        spend(Activity::Running, duration, addTask(worker, at, at + duration), fails);
        ++m_workers[worker].tasks_done;
        ++taskOfLife;
        if (crashes) {
            die(EndCause::Killed);
            m_workers[worker].signal = chance(random) < 0.5 ? SIGKILL : SIGSEGV;
            spend(Activity::Crashed, length(1'000'000));
            if (task + 1 < plan.tasksPerLane) beBorn();
        } else if (plan.maxTasksPerChild > 0 && taskOfLife == plan.maxTasksPerChild) {
            spend(Activity::Retiring, length(1'500'000));
            die(EndCause::MaxTasksPerChild);
            add(slot, Activity::Ended, at, at, worker);
            if (task + 1 < plan.tasksPerLane) beBorn();
        }
    }
    if (m_workers[worker].ended) return;
    if (plan.endsInOrder) {
        spend(Activity::Idle, length(plan.meanTask));
        die(EndCause::Closed);
        add(slot, Activity::Ended, at, kOpen, worker);
    } else {
        add(slot, Activity::Running, at, kOpen, worker, addTask(worker, at, kOpen));
    }
}
