// SPDX-License-Identifier: MIT
#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/batch_spec.h>
#include <poolscope/ledger.h>
#include <poolscope/trace_query.h>

#include "trace/task_values.h"

namespace poolscope {

namespace {

double seconds(Time nanoseconds) {
    return static_cast<double>(nanoseconds) / 1e9;
}

constexpr double kBytesPerMiB = 1024.0 * 1024.0;

}  // namespace

/// Fills the figures in, subject by subject.
class FactsCollector {
public:
    FactsCollector(const PoolState& state, const trace::Reader* values) : state_(state), values_(values) {
        const PoolSummary& summary = state.summary();
        now_ = summary.ended.value_or(summary.last);
        begin_ = now_;
        end_ = summary.origin;
        for (const BatchInfo& batch : state.batches()) {
            begin_ = std::min(begin_, batch.submitted);
            end_ = std::max(end_, batch.ended.value_or(now_));
        }
    }

    RunFacts collect() {
        if (!state_.summary().configuration) return {};
        totals();
        workers();
        tasks();
        if (!state_.batches().empty()) {
            lanes();
            results();
        }
        if (values_ != nullptr) texts();
        return std::move(facts_);
    }

private:
    void put(const char* name, double value) { facts_.numbers_[name] = value; }
    void put_truth(const char* name, bool truth) { facts_.numbers_[name] = truth ? 1 : 0; }

    void totals() {
        const PoolSummary& summary = state_.summary();
        put("run_seconds", seconds(now_ - summary.origin));
        put("items", static_cast<double>(summary.items_submitted));
        put("items_done", static_cast<double>(summary.items_done));
        put("items_failed", static_cast<double>(summary.items_failed));
        put("items_lost", static_cast<double>(summary.items_lost));
        put("items_timed_out", static_cast<double>(summary.items_timed_out));
        put("items_cancelled", static_cast<double>(summary.items_cancelled));
        put("tasks", static_cast<double>(summary.tasks_ended));
        put("batches", static_cast<double>(state_.batches().size()));
        put("processes", static_cast<double>(state_.slot_count()));
        put("workers_started", summary.workers_started);
        put("workers_crashed", summary.workers_crashed);
        put_truth("broken", summary.broken);
        const bool ended = summary.phase == trace::PoolPhase::Ended;
        put_truth("ended", ended);
        const auto& batches = state_.batches();
        const bool all = std::all_of(batches.begin(), batches.end(),
                                     [](const BatchInfo& batch) { return batch.outcome == trace::BatchOutcome::Succeeded; });
        put_truth("succeeded", all && !batches.empty());
        if (!batches.empty()) put("wall_seconds", seconds(end_ - begin_));
    }

    void workers() {
        auto& generation = facts_.columns_["generation"];
        auto& tasks_done = facts_.columns_["tasks_done"];
        auto& items = facts_.columns_["worker_items"];
        auto& starts = facts_.columns_["start_seconds"];
        auto& initializers = facts_.columns_["initializer_seconds"];
        auto& memory = facts_.columns_["rss_mib"];
        double recycled = 0;
        double failed_starts = 0;
        for (const WorkerLife& life : state_.workers()) {
            generation.push_back(life.generation);
            tasks_done.push_back(static_cast<double>(life.tasks_done));
            items.push_back(static_cast<double>(life.items_done));
            if (life.ready) starts.push_back(seconds(*life.ready - life.starting));
            if (life.ready && life.initializing) initializers.push_back(seconds(*life.ready - *life.initializing));
            if (life.max_rss_bytes > 0) memory.push_back(static_cast<double>(life.max_rss_bytes) / kBytesPerMiB);
            if (life.cause == EndCause::MaxTasksPerChild) ++recycled;
            if (life.cause == EndCause::InitializerFailed) ++failed_starts;
        }
        put("workers_recycled", recycled);
        put("failed_starts", failed_starts);
    }

    void tasks() {
        auto& durations = facts_.columns_["task_seconds"];
        auto& queued = facts_.columns_["queue_seconds"];
        auto& items = facts_.columns_["task_items"];
        std::optional<Time> first_started;
        std::optional<Time> first_ended;
        Time last_ended = 0;
        for (std::size_t i = 0; i < state_.task_count(); ++i) {
            const TaskRow task = state_.task(i);
            if (task.started == 0) continue;
            first_started = std::min(first_started.value_or(task.started), task.started);
            if (const auto batch = state_.find_batch(task.batch))
                queued.push_back(seconds(task.started - state_.batches()[*batch].submitted));
            if (task.ended == kOpen) continue;
            durations.push_back(seconds(task.ended - task.started));
            items.push_back(task.items);
            first_ended = std::min(first_ended.value_or(task.ended), task.ended);
            last_ended = std::max(last_ended, task.ended);
        }
        if (!first_started || !first_ended) return;
        put("work_seconds", seconds(last_ended - *first_started));
        put("first_result_seconds", seconds(*first_ended - begin_));
    }

    /// Who ran tasks when, and what the places' time went into, between the first submission and the end of the last batch.
    void lanes() {
        std::vector<std::pair<Time, int>> changes;
        for (std::size_t slot = 0; slot < state_.slot_count(); ++slot) {
            for (std::size_t i = 0; i < state_.span_count(slot); ++i) {
                const Span span = state_.span(slot, i);
                const Time from = std::max(span.begin, begin_);
                const Time to = std::min(span.end, end_);
                if (from >= to || span.activity != WorkerActivity::Running) continue;
                changes.emplace_back(from, 1);
                changes.emplace_back(to, -1);
            }
        }
        count_running(changes);
        const Ledger ledger = ledger_of(state_, {.begin = begin_, .end = end_, .most_places = 0});
        if (ledger.total_ns == 0) return;
        const auto share = [&](std::initializer_list<LedgerCause> causes) {
            double sum = 0;
            for (const LedgerCause cause : causes) sum += ledger[cause].share;
            return sum;
        };
        using Cause = LedgerCause;
        put("running_share", share({Cause::Useful, Cause::Wasted}));
        put("useful_share", share({Cause::Useful}));
        put("transport_share", share({Cause::Transport}));
        put("starting_share", share({Cause::Starting}));
        put("initializing_share", share({Cause::Initializing}));
        put("recycling_share", share({Cause::Recycling}));
        put("crash_share", share({Cause::Crash}));
        put("idle_share", share({Cause::IdleNoWork, Cause::IdlePaused, Cause::IdleUnfed, Cause::IdleTail}));
        put("tail_share", share({Cause::IdleTail}));
        put("absent_share", share({Cause::Absent}));
    }

    void count_running(std::vector<std::pair<Time, int>>& changes) {
        // At the same moment an end comes before a start: a worker that goes from task to task is one worker.
        std::sort(changes.begin(), changes.end());
        facts_.running_.assign(state_.slot_count() + 1, 0);
        std::size_t running = 0;
        std::size_t most = 0;
        Time since = begin_;
        for (const auto& [time, change] : changes) {
            facts_.running_[running] += seconds(time - since);
            since = time;
            running = change > 0 ? running + 1 : running - 1;
            most = std::max(most, running);
        }
        facts_.running_[running] += seconds(std::max(end_, since) - since);
        put("max_concurrency", static_cast<double>(most));
    }

    /// When the caller could have results, as the method gives them: all at once, in order, or as they come.
    void results() {
        struct Delivery {
            std::uint64_t next = 0;        ///< imap: the item that is waited for
            std::set<std::uint64_t> held;  ///< that came before it
            std::uint64_t latest = 0;
            std::uint64_t count = 0;
        };
        std::map<std::uint32_t, Delivery> deliveries;
        bool in_order = true;
        std::size_t most_held = 0;
        std::optional<Time> first_given;
        const auto give = [&](Time time) { first_given = std::min(first_given.value_or(time), time); };
        for (std::size_t row = 0; row < state_.result_count(); ++row) {
            const ResultRow result = state_.result(row);
            const auto index = state_.find_batch(result.batch);
            if (!index) continue;
            const BatchInfo& batch = state_.batches()[*index];
            Delivery& delivery = deliveries[result.batch.value];
            if (delivery.count > 0 && result.item < delivery.latest) in_order = false;
            delivery.latest = result.item;
            ++delivery.count;
            const Time time = state_.task(result.task).ended;
            const auto method = method_from_string(batch.method);
            if (method == Method::IMapUnordered || (method && takes_arguments(*method))) {
                give(time);
            } else if (method == Method::IMap) {
                delivery.held.insert(result.item);
                while (delivery.held.erase(delivery.next) > 0) {
                    ++delivery.next;
                    give(time);
                }
                most_held = std::max(most_held, delivery.held.size());
            } else {
                most_held = std::max(most_held, static_cast<std::size_t>(delivery.count));
                if (batch.ended) give(*batch.ended);
            }
        }
        if (state_.result_count() == 0) return;
        put_truth("results_in_order", in_order);
        put("most_held", static_cast<double>(most_held));
        if (first_given) put("first_given_seconds", seconds(*first_given - begin_));
    }

    void texts() {
        facts_.results_.emplace();
        auto& numbers = facts_.columns_["result_value"];
        trace::TaskValues values(state_, *values_);
        for (std::size_t row = 0; row < state_.result_count(); ++row) {
            const ResultRow result = state_.result(row);
            if (result.outcome != trace::ItemOutcome::Done) continue;
            const trace::ItemResult* const settled = values.result(result.task, result.position);
            if (settled == nullptr) continue;
            const Json value = trace::result_json(*settled);
            if (value.is_number()) numbers.push_back(value.get<double>());
            ++(*facts_.results_)[value.dump(-1, ' ', false, Json::error_handler_t::replace)];
        }
    }

    const PoolState& state_;
    const trace::Reader* values_;
    Time begin_ = 0;
    Time end_ = 0;
    Time now_ = 0;
    RunFacts facts_;
};

RunFacts RunFacts::of(const PoolState& state, const trace::Reader* values) {
    return FactsCollector(state, values).collect();
}

std::optional<double> RunFacts::number(std::string_view name) const {
    const auto found = numbers_.find(name);
    if (found == numbers_.end()) return {};
    return found->second;
}

const std::vector<double>* RunFacts::column(std::string_view name) const {
    const auto found = columns_.find(name);
    return found == columns_.end() ? nullptr : &found->second;
}

std::optional<double> RunFacts::seconds_running(std::size_t workers) const {
    if (running_.empty()) return {};
    return workers < running_.size() ? running_[workers] : 0;
}

std::optional<double> RunFacts::results_equal(std::string_view json) const {
    if (!results_) return {};
    const auto found = results_->find(json);
    return found == results_->end() ? 0 : static_cast<double>(found->second);
}

}  // namespace poolscope
