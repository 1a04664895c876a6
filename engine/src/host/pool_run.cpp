// SPDX-License-Identifier: MIT
#include "host/pool_run.h"

#include <exception>
#include <filesystem>
#include <utility>
#include <vector>

#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/catalogue.h>
#include <poolscope/errors.h>
#include <poolscope/function.h>
#include <poolscope/run_store.h>

#include "base/clock.h"
#include "base/kept_memory.h"
#include "host/batch_plan.h"
#include "host/hosted_call.h"
#include "supervise/configuration.h"
#include "tasks/modules.h"

namespace poolscope::host {

namespace {

std::string default_note() {
    return "set by poolscope-host (pid " + std::to_string(::getpid()) + ") before its workers started";
}

std::string words_of(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& known) {
        return known.what();
    }
}

/// The same kind of error with the place in front. What is no error of the caller's is passed on as it is.
template <class F> auto at_place(const std::string& place, F f) {
    try {
        return f();
    } catch (const TypeError& error) {
        throw TypeError(place + ": " + error.what());
    } catch (const ValueError& error) {
        throw ValueError(place + ": " + error.what());
    } catch (const SystemError& error) {
        throw SystemError(place + ": " + error.what(), error.error_number());
    }
}

}  // namespace

PoolRun::PoolRun(base::EventLoop& loop, RunTrace& trace, Programs programs, std::string scenario_path)
    : loop_(loop), trace_(trace), programs_(std::move(programs)), scenario_path_(std::move(scenario_path)) {}

PoolRun::~PoolRun() {
    // Batches that end while the supervisor goes must not come back to a queue that is gone.
    turns_.reset();
}

supervise::PoolConfiguration PoolRun::configure(const Scenario& scenario, const StartOptions& options) const {
    supervise::PoolConfiguration configuration = supervise::make_configuration(scenario.pool);
    configuration.context.set_modules(scenario.modules);
    configuration.context.set_executable(scenario.modules.empty() ? programs_.worker : programs_.dynamic_worker);
    // Standard output of a host is nobody's terminal: what tasks write there belongs into the trace.
    configuration.capture_output = scenario.pool.capture_output.value_or(true);
    configuration.faults = scenario.faults;
    if (options.terminate_grace) configuration.terminate_grace = *options.terminate_grace;
    return configuration;
}

PoolRun::Started PoolRun::start(Scenario scenario, AfterBatches after, const StartOptions& options) {
    if (supervisor_ || failed_) throw RuntimeError("this host has had its pool; a host runs one pool in its life");
    for (std::size_t i = 0; i < scenario.modules.size(); ++i) {
        at_place("/modules/" + std::to_string(i), [&] { (void)tasks::load_module(scenario.modules[i]); });
    }
    supervise::PoolConfiguration configuration = at_place("/pool", [&] { return configure(scenario, options); });
    const std::uint32_t processes = configuration.processes;
    std::vector<std::pair<supervise::BatchRequest, Method>> requests;
    for (std::size_t i = 0; i < scenario.batches.size(); ++i) {
        const BatchSpec& batch = scenario.batches[i];
        requests.emplace_back(at_place("/batches/" + std::to_string(i),
                                       [&] { return plan_batch(batch, processes, Registry::of_process()); }),
                              batch.method);
    }
    Started started{processes, to_string(configuration.context.start_method())};
    record(scenario);
    scenario = {};
    set_host_note(options.host_note.value_or(default_note()));
    make_pool(std::move(configuration));
    for (auto& [request, method] : requests)
        accept(std::move(request), method, {}, TurnQueue::Bound::None);
    // While the first workers start there is nothing else to do.
    begin_run_file(std::filesystem::path(scenario_path_).parent_path().string());
    if (after == AfterBatches::Close) close();
    return started;
}

void PoolRun::record(const Scenario& scenario) {
    trace_.begin(scenario.title, to_json(scenario).dump(-1, ' ', false, Json::error_handler_t::replace));
    try {
        save_scenario(scenario, scenario_path_);
    } catch (const SystemError& error) {
        trace_.tell(trace::Severity::Warning, error.what());  // the trace has it too, so the run goes on
    }
}

void PoolRun::make_pool(supervise::PoolConfiguration configuration) {
    failed_ = true;  // unless everything succeeds
    auto supervisor = std::make_unique<supervise::Supervisor>(loop_, std::move(configuration), &trace_.writer());
    supervisor->set_on_ended([this] { pool_has_ended(); });
    try {
        supervisor->start();
    } catch (const std::exception& error) {
        trace_.tell(trace::Severity::Error, std::string("the pool could not be started: ") + error.what());
        throw;
    }
    supervisor_ = std::move(supervisor);
    TurnTaker& self = *this;  // a private base, which only this class converts to
    turns_ = std::make_unique<TurnQueue>(self);
    failed_ = false;
}

void PoolRun::accept(supervise::BatchRequest request, Method method, TurnQueue::OnTurn on_turn, TurnQueue::Bound bound) {
    const std::string text = request.method + " " + request.function + " over " + request.description;
    turns_->add(std::move(request), is_blocking(method) ? TurnQueue::Holds::WhatFollows : TurnQueue::Holds::Nothing,
                [this, text, on_turn = std::move(on_turn)](const TurnQueue::Turn& turn) {
                    if (turn.error)
                        trace_.tell(trace::Severity::Warning, text + " did not run: " + words_of(turn.error));
                    if (on_turn) on_turn(turn);
                }, bound);
}

void PoolRun::submit(BatchSpec batch, TurnQueue::OnTurn on_turn) {
    if (const std::string& broken = pool().phase_message(); !broken.empty()) throw BrokenPoolError(broken);
    const Method method = batch.method;
    accept(plan_batch(std::move(batch), supervisor_->processes(), Registry::of_process()), method, std::move(on_turn));
}

std::optional<BatchId> PoolRun::submit_at_once(const CallLine& call, const Function& function) {
    if (call.method != Method::ApplyAsync || phase_of_pool() != trace::PoolPhase::Running || !turns_->is_free()) return {};
    const auto [place, is_new] = shapes_.try_emplace(&function);
    if (is_new) place->second = call_shape(call.method, function);
    describe_call(call, description_);
    const auto hosted = base::make_kept<HostedCall>(place->second, call.arguments);
    return supervisor_->submit(std::shared_ptr<supervise::BatchRun>(hosted, &hosted->run), base::now_ns(), description_);
}

void PoolRun::submit(supervise::BatchRequest request, Method method, TurnQueue::OnTurn on_turn) {
    accept(std::move(request), method, std::move(on_turn));
}

void PoolRun::close() {
    (void)pool();
    turns_->close();
}

void PoolRun::terminate() {
    supervise::Supervisor& supervisor = pool();
    turns_->drop(std::make_exception_ptr(CancelledError("the pool was terminated before the batch had its turn")));
    supervisor.terminate();
}

void PoolRun::join(std::function<void()> when_ended) {
    const trace::PoolPhase phase = pool().phase();
    if (phase == trace::PoolPhase::Running && !turns_->closing()) throw ValueError("Pool is still running");
    if (ended_) {
        when_ended();
    } else {
        joining_.push_back(std::move(when_ended));
    }
}

PoolStage PoolRun::stage() const noexcept {
    if (ended_ || failed_) return PoolStage::Ended;
    return supervisor_ ? PoolStage::Alive : PoolStage::None;
}

std::optional<trace::PoolPhase> PoolRun::phase_of_pool() const noexcept {
    if (failed_ || !supervisor_) return {};
    return supervisor_->phase();
}

std::string PoolRun::phase() const {
    if (failed_) return "broken";
    if (!supervisor_) return "new";
    switch (supervisor_->phase()) {
    case trace::PoolPhase::Running: return turns_->closing() ? "closing" : "running";
    case trace::PoolPhase::Closing: return "closing";
    case trace::PoolPhase::Terminating: return "terminating";
    case trace::PoolPhase::Broken: return "broken";
    case trace::PoolPhase::Ended: return "ended";
    }
    return "ended";
}

supervise::Supervisor& PoolRun::pool() {
    if (failed_) throw BrokenPoolError("the pool could not be started");
    if (!supervisor_) throw ValueError("no pool yet: send start first");
    return *supervisor_;
}

void PoolRun::pool_has_ended() {
    if (std::exchange(ended_, true)) return;
    // A pool that broke by itself leaves batches that wait for their turn.
    turns_->drop(std::make_exception_ptr(BrokenPoolError("the pool has ended: " + supervisor_->phase_message())));
    for (auto& one : std::exchange(joining_, {}))
        one();
    if (on_ended_) on_ended_();
}

BatchId PoolRun::submit(supervise::BatchRequest request) {
    return pool().submit(std::move(request));
}

void PoolRun::close_pool() {
    pool().close();
}

// In a round of its own: the supervisor is in the middle of ending a batch.
void PoolRun::come_back() {
    loop_.post([this] {
        if (turns_) turns_->advance();
    });
}

}  // namespace poolscope::host
