// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <queue>
#include <set>
#include <utility>
#include <vector>

#include <poolscope/simulation.h>

#include "study/processor_share.h"
#include "study/task_supply.h"

namespace poolscope::study {

/// One run of the simulation: events in order of their time, as a real host meets them in its loop.
class SimulatedPool {
public:
    SimulatedPool(const Workload& work, const PoolCosts& costs, const PoolShape& shape, const SimulationOptions& options);
    [[nodiscard]] Prediction run();

private:
    enum class What : std::uint8_t {
        Submit,   ///< batch `which`
        Loads,    ///< worker `which` was born, and makes itself ready to run
        Up,       ///< worker `which` runs, its initializer is next
        Waited,   ///< worker `which` has done its waiting, and computes next
        Ended,    ///< of a task or an initializer that did not compute
        Arrived,  ///< a task is there for worker `which`, which had none
        Feed,     ///< the host looks at what has ended, and fills the lanes
        Heard,    ///< it takes the results of worker `which` again
        Steal,    ///< it looks again whether something can be taken back
    };
    struct Event {
        double time;
        std::uint64_t number;  ///< those of one time happen in the order in which they were made
        What what;
        std::uint32_t which;
        bool operator>(const Event& other) const {
            return time != other.time ? time > other.time : number > other.number;
        }
    };
    enum class State : std::uint8_t { Absent, Starting, Initializing, Idle, Awaiting, Running };
    struct Worker {
        State state = State::Absent;
        bool is_successor = false;
        bool is_open = false;         ///< ready and not leaving
        std::uint64_t handed = 0;     ///< tasks of this life
        std::uint64_t done = 0;
        std::uint64_t counted = 0;    ///< of those handed, for the fault plan
        std::deque<SimulatedTask> lane;  ///< the running one first
        std::vector<SimulatedTask> unheard{};  ///< done, and not taken by the host
        double deaf_until = 0;        ///< the host takes no result before
        std::uint32_t id = 0;         ///< of this life, from 1
        [[nodiscard]] std::size_t load() const { return lane.size() + unheard.size(); }  ///< as the host counts
        double since = 0;             ///< of its state, or of its task's begin
        double compute = 0;           ///< what is left to compute after the waiting
    };

    void at(double time, What what, std::uint32_t which) { events_.push({time, next_number_++, what, which}); }
    void handle(const Event& event);
    void step_to(double time);  ///< accounts for the time of idle workers up to then
    void move_to(std::uint32_t slot, State state);
    void start_all();
    void initialize(std::uint32_t slot);
    void become_ready(std::uint32_t slot);
    void work_phase(std::uint32_t slot, double seconds, double computing);
    void phase_ended(std::uint32_t slot);
    void begin_task(std::uint32_t slot);
    void task_ended(std::uint32_t slot);
    void retire(std::uint32_t slot);
    void submit(std::uint32_t batch);
    void batch_ended(std::uint32_t batch);
    [[nodiscard]] bool is_over() const;

    // What the host does (simulated_host.cpp).
    void ask_for_feed();
    void feed();
    void hand(std::uint32_t slot, const SimulatedTask& task, double arrives);
    void steal();
    void deafen_if_due(std::uint32_t slot);
    void hear(std::uint32_t slot);
    void list(std::uint32_t slot);  ///< as a receiver, if it is one; unlist() before its lane or its life changes
    void unlist(std::uint32_t slot);
    [[nodiscard]] std::uint64_t allowance(const Worker& worker) const;
    double& of(LedgerCause cause) { return result_.ledger[static_cast<std::size_t>(cause)]; }

    const Workload& work_;
    const PoolCosts& costs_;
    PoolShape shape_;
    SimulationOptions options_;
    TaskSupply supply_;
    ProcessorShare processors_;
    std::vector<Worker> workers_;
    std::set<std::pair<std::size_t, std::uint32_t>> receivers_;  ///< open ones that may be given more: tasks in the lane, slot
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    std::uint64_t next_number_ = 0;
    double now_ = 0;
    double host_free_ = 0;
    double starting_until_ = 0;  ///< the host starts one worker after the other
    std::vector<SimulatedTask> ended_;  ///< which the host has not looked at yet
    bool feed_is_due_ = false;
    bool steal_is_due_ = false;
    std::size_t in_flight_ = 0;       ///< tasks in lanes
    std::size_t queued_behind_ = 0;   ///< those of them that lie behind another
    std::size_t idle_ = 0;            ///< workers
    std::size_t open_batches_ = 0;    ///< submitted and not ended
    std::size_t batches_left_ = 0;    ///< not ended
    std::uint32_t next_batch_ = 0;
    Prediction result_;
};

}  // namespace poolscope::study
