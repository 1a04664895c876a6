// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/batch_spec.h>
#include <poolscope/host_client.h>
#include <poolscope/ids.h>
#include <poolscope/scenario.h>

#include "base/event_loop.h"
#include "host/call_lines.h"
#include "host/host_life.h"
#include "host/run_trace.h"
#include "host/turn_queue.h"
#include "supervise/supervisor.h"

namespace poolscope {
struct Function;
}

namespace poolscope::host {

/// The one pool of a host: made from a scenario, fed in turns, ended once.
class PoolRun final : private TurnTaker {
public:
    struct Programs {
        std::string worker;          ///< what spawn and forkserver start
        std::string dynamic_worker;  ///< the same for pools with modules
    };
    struct StartOptions {
        std::optional<std::chrono::milliseconds> terminate_grace;
        std::optional<std::string> host_note;
    };
    struct Started {
        std::uint32_t processes = 0;
        std::string start_method;
    };

    /// Loop and trace are borrowed; the loop does not run any more when this is destroyed. `scenario_path`: where the
    /// scenario is kept beside the trace.
    PoolRun(base::EventLoop& loop, RunTrace& trace, Programs programs, std::string scenario_path);
    PoolRun(const PoolRun&) = delete;
    PoolRun& operator=(const PoolRun&) = delete;
    ~PoolRun() override;

    /// Makes the pool and accepts the batches. Everything wrong with the scenario is found before anything is made:
    /// throws TypeError, ValueError, SystemError, and may be called again. SystemError also when the workers cannot be
    /// started; then, and when there is or was a pool, it throws RuntimeError when it is called again.
    Started start(Scenario scenario, AfterBatches after, const StartOptions& options);
    /// Throws as plan_batch and TurnQueue::add do.
    void submit(BatchSpec batch, TurnQueue::OnTurn on_turn);
    /// A call of apply_async, whose number of arguments suits the function. Empty, and nothing is done: it has to wait for its turn, or the
    /// pool does not run. Throws as Supervisor::submit does.
    [[nodiscard]] std::optional<BatchId> submit_at_once(const CallLine& call, const Function& function);
    /// The same for what is planned already.
    void submit(supervise::BatchRequest request, Method method, TurnQueue::OnTurn on_turn);
    void close();
    void terminate();
    /// For live control. Throws BrokenPoolError, or ValueError "no pool yet: send start first".
    [[nodiscard]] supervise::Supervisor& pool();
    /// Calls back when no worker is left, perhaps at once. Throws ValueError "Pool is still running".
    void join(std::function<void()> when_ended);

    [[nodiscard]] PoolStage stage() const noexcept;
    /// Empty: there is no pool yet, or none any more.
    [[nodiscard]] std::optional<trace::PoolPhase> phase_of_pool() const noexcept;
    /// "new", "running", "closing", "terminating", "broken" or "ended".
    [[nodiscard]] std::string phase() const;
    /// Called once when the pool has ended.
    void set_on_ended(std::function<void()> callback) { on_ended_ = std::move(callback); }

private:
    [[nodiscard]] supervise::PoolConfiguration configure(const Scenario& scenario, const StartOptions& options) const;
    void accept(supervise::BatchRequest request, Method method, TurnQueue::OnTurn on_turn, TurnQueue::Bound bound = TurnQueue::Bound::Most);
    void record(const Scenario& scenario);
    void make_pool(supervise::PoolConfiguration configuration);
    void pool_has_ended();

    BatchId submit(supervise::BatchRequest request) override;
    void close_pool() override;
    void come_back() override;

    base::EventLoop& loop_;
    RunTrace& trace_;
    Programs programs_;
    std::string scenario_path_;
    std::map<const Function*, supervise::BatchRequest> shapes_;  ///< of single calls; they outlive the supervisor
    std::string description_;                                    ///< of the one that is submitted
    std::unique_ptr<supervise::Supervisor> supervisor_;
    std::unique_ptr<TurnQueue> turns_;
    std::vector<std::function<void()>> joining_;
    std::function<void()> on_ended_;
    bool failed_ = false;
    bool ended_ = false;
};

}  // namespace poolscope::host
