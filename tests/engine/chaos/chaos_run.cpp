// SPDX-License-Identifier: MIT
#include "chaos_run.h"

#include <algorithm>
#include <chrono>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include <sched.h>

#include <poolscope/pool.h>
#include <poolscope/pool_state.h>
#include <poolscope/trace.h>
#include <poolscope/trace_check.h>

#include "disturber.h"
#include "leftovers.h"

namespace poolscope::chaos {
namespace {

/// Far more than any run needs, under a sanitizer and on one loaded core too: what takes longer hangs. Below the limit of the test, so
/// that it can name the plan.
constexpr std::chrono::seconds kPatience{90};

const std::string& as_text(const std::string& value) { return value; }
std::string as_text(std::string&& value) { return std::move(value); }
std::string as_text(std::uint64_t value) { return std::to_string(value); }

/// This thread, and every thread and process that it starts, share one core for as long as this lives.
class OneCore {
public:
    OneCore() {
        if (sched_getaffinity(0, sizeof before_, &before_) != 0) return;
        const int core = sched_getcpu();
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(core < 0 ? 0 : core), &one);
        is_bound_ = sched_setaffinity(0, sizeof one, &one) == 0;
    }
    ~OneCore() {
        if (is_bound_) sched_setaffinity(0, sizeof before_, &before_);
    }
    OneCore(const OneCore&) = delete;
    OneCore& operator=(const OneCore&) = delete;

private:
    cpu_set_t before_{};
    bool is_bound_ = false;
};

class Run {
public:
    Run(const ChaosPlan& plan, std::string trace) : plan_(plan), trace_(std::move(trace)) {}

    ChaosReport carry_out() {
        const tests::Leftovers leftovers;
        std::optional<OneCore> one_core;
        if (plan_.on_one_core) one_core.emplace();
        try {
            PoolOptions options = plan_.options;
            options.trace = trace_;
            Pool pool(options);
            work_with(pool);
        } catch (const SystemError& error) {
            if (!plan_.has(FaultAction::Refuse)) problem(std::string("the pool could not be made: ") + error.what());
        } catch (const std::exception& error) {
            problem(std::string("a call threw what it must not throw: ") + error.what());
        }
        if (const std::string left = leftovers.found(); !left.empty()) problem("left behind: " + left);
        return std::move(report_);
    }

private:
    using Finish = std::function<void()>;

    void problem(const std::string& text) {
        if (report_.problems.size() < 4000) report_.problems += text + "\n";
    }
    [[nodiscard]] bool workers_die_by_others() const {
        return !plan_.options.faults.faults.empty() || !plan_.disturbances.empty() || plan_.may_time_out || plan_.may_outgrow;
    }
    /// Whether workers can end before they have begun anything, again and again, by no fault of the pool.
    [[nodiscard]] bool starts_may_fail() const {
        const auto& faults = plan_.options.faults.faults;
        return plan_.may_break || plan_.has(FaultAction::Refuse) || plan_.has(Disturbance::KillWorker) ||
               plan_.has(Disturbance::KillFromOutside) || plan_.has(Disturbance::KillForkServer) ||
               std::any_of(faults.begin(), faults.end(), [](const Fault& fault) {
                   return fault.nth == 0 && (fault.at == FaultPoint::Idle || fault.at == FaultPoint::Reading);
               });
    }
    /// Whether items of this batch can end as cancelled without anybody having asked for just that.
    [[nodiscard]] bool may_be_cut_short(const PlannedBatch& batch) const {
        return plan_.terminates || batch.cancelled || batch.on_error == OnError::Stop || plan_.has(Disturbance::CancelTask);
    }

    void work_with(Pool& pool) {
        std::vector<Finish> finishes;
        std::vector<Cancel> cancels;
        try {
            for (const PlannedBatch& batch : plan_.batches) submit(pool, batch, finishes, cancels);
        } catch (const std::exception&) {
            // A pool that broke meanwhile refuses the call with what broke it, which may be an initializer's own error.
            if (!ends_unsettled_items()) throw;
        }
        disturb(pool, plan_, std::move(cancels));
        if (plan_.terminates) pool.terminate();
        else pool.close();
        for (const Finish& finish : finishes) finish();
        if (!pool.join(kPatience)) {
            problem("join() has not returned within " + std::to_string(kPatience.count()) + " s");
            problem(describe_workers(pool));
            pool.terminate();
        }
    }

    /// Whom a pool that does not end waits for.
    [[nodiscard]] static std::string describe_workers(const Pool& pool) {
        std::string words;
        std::vector<WorkerSnapshot> workers;
        try {
            workers = pool.workers();
        } catch (const std::exception& error) {
            return std::string("its workers are not known: ") + error.what();
        }
        for (const WorkerSnapshot& worker : workers) {
            words += (words.empty() ? "alive: " : ", ") + std::string("PoolWorker-") + std::to_string(worker.worker.value) + " (pid " + std::to_string(worker.pid);
            if (!worker.ready) words += ", not ready";
            if (worker.retiring) words += ", retiring";
            if (worker.stopped) words += ", stopped";
            if (worker.task) words += ", in task " + std::to_string(worker.task->value);
            words += ")";
        }
        return words.empty() ? "no worker is alive" : words;
    }

    void note_break(const std::exception& error) {
        report_.broke = true;
        if (!starts_may_fail()) problem(std::string("the pool broke: ") + error.what());
    }

    void submit(Pool& pool, const PlannedBatch& batch, std::vector<Finish>& finishes, std::vector<Cancel>& cancels) {
        const std::uint64_t manners = pack(batch.manners);
        std::vector<std::uint64_t> packed;
        std::vector<std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>> triples;
        for (std::uint64_t i = 0; i < batch.items; ++i) {
            packed.push_back(i | batch.salt << 24 | manners << 44);
            triples.emplace_back(i, batch.salt, manners);
        }
        const auto remember = [&](auto handle, auto finish) {
            report_.submitted += batch.items;
            if (batch.cancelled) cancels.push_back([handle] { static_cast<void>(handle.cancel()); });
            finishes.push_back(finish);
        };
        switch (batch.method) {
        case Method::ApplyAsync: {
            auto handle = pool.apply_async(chaos_item, std::uint64_t{0}, batch.salt, manners);
            remember(handle, [this, batch, handle] { settle_call(batch, handle); });
            return;
        }
        case Method::MapAsync: {
            const auto map = [&](auto function) {
                auto handle = pool.map_async(function, packed, {.chunksize = batch.chunksize, .on_error = batch.on_error});
                remember(handle, [this, batch, handle] { settle_map(batch, handle); });
                cancel_one(batch, handle, cancels);
            };
            if (batch.of_numbers) map(chaos_number);
            else map(chaos_one);
            return;
        }
        case Method::StarMapAsync: {
            auto handle = pool.starmap_async(chaos_item, triples, {.chunksize = batch.chunksize, .on_error = batch.on_error});
            remember(handle, [this, batch, handle] { settle_map(batch, handle); });
            cancel_one(batch, handle, cancels);
            return;
        }
        case Method::IMap: {
            const auto stream = [&](auto function) {
                auto handle = pool.imap(function, std::move(packed), batch.chunksize, batch.on_error);
                remember(handle, [this, batch, handle] { settle_stream(batch, handle, true); });
            };
            if (batch.of_numbers) stream(chaos_number);
            else stream(chaos_one);
            return;
        }
        case Method::IMapUnordered: {
            const auto stream = [&](auto function) {
                auto handle = pool.imap_unordered(function, std::move(packed), batch.chunksize, batch.on_error);
                remember(handle, [this, batch, handle] { settle_stream(batch, handle, false); });
            };
            if (batch.of_numbers) stream(chaos_number);
            else stream(chaos_one);
            return;
        }
        default: problem("a method that no plan has"); return;
        }
    }

    template <class Value>
    static void cancel_one(const PlannedBatch& batch, const MapResult<Value>& handle, std::vector<Cancel>& cancels) {
        if (batch.cancelled_item)
            cancels.push_back([handle, item = *batch.cancelled_item] { static_cast<void>(handle.cancel(item)); });
    }

    void settle_call(const PlannedBatch& batch, const AsyncResult<std::string>& handle) {
        if (!handle.wait(kPatience)) return problem("apply_async has not ended");
        try {
            check_value(batch, 0, handle.get());
        } catch (...) {
            check_error(batch, 0);
        }
    }

    template <class Value>
    void settle_map(const PlannedBatch& batch, const MapResult<Value>& handle) {
        if (!handle.wait(kPatience)) return problem("a map has not ended");
        std::uint64_t item = 0;
        for (const Outcome<Value>& outcome : handle.outcomes()) {
            if (outcome.value) check_value(batch, item, as_text(*outcome.value));
            else check_thrown(batch, item, outcome.error);
            ++item;
        }
        if (item != batch.items) problem("a map gave " + std::to_string(item) + " of " + std::to_string(batch.items));
    }

    template <class Value>
    void settle_stream(const PlannedBatch& batch, IMapIterator<Value> results, bool ordered) {
        std::unordered_multiset<std::string> unmatched;
        for (std::uint64_t i = 0; i < batch.items; ++i)
            if (!ordered && deed_of(i, batch.salt, batch.manners) == Deed::Return)
                unmatched.insert(expected_value(i, batch.salt, batch.manners));
        std::uint64_t settled = 0;
        for (std::uint64_t item = 0;; ++item) {
            try {
                const std::string value = as_text(results.next(kPatience));
                if (ordered) {
                    check_value(batch, item, value);
                } else if (const auto found = unmatched.find(value); found != unmatched.end()) {
                    unmatched.erase(found);
                    ++report_.items.done;
                } else {
                    problem("imap_unordered gave a value twice, or a wrong one, of " + std::to_string(value.size()) + " bytes");
                }
            } catch (const StopIteration&) {
                break;
            } catch (const TimeoutError&) {
                return problem("an imap has stopped at result " + std::to_string(item));
            } catch (...) {
                if (ends_unsettled_items()) continue;  // counted in the end, as one error may stand for many of them
                check_thrown(batch, ordered ? item : item_of_error(), std::current_exception());
            }
            ++settled;
        }
        if (settled > batch.items) return problem("an imap gave more results than it has items");
        report_.items.cancelled += batch.items - settled;
        if (settled < batch.items && !may_be_cut_short(batch) && !report_.broke)
            problem("an imap gave " + std::to_string(settled) + " of " + std::to_string(batch.items) + " results");
    }

    /// Inside a handler: whether this is the error of items that were dropped, by a cancellation or with the pool.
    [[nodiscard]] bool ends_unsettled_items() {
        try {
            throw;
        } catch (const CancelledError&) {
            return true;
        } catch (const BrokenPoolError& error) {
            note_break(error);
            return true;
        } catch (const std::exception& error) {
            const auto* remote = dynamic_cast<const RemoteError*>(&error);
            if (remote == nullptr || remote->origin().item) return false;
            note_break(error);  // of an initializer, as it names no item
            return true;
        } catch (...) {
            return false;
        }
    }
    [[nodiscard]] static std::uint64_t item_of_error() {
        try {
            throw;
        } catch (const RemoteError& error) {
            return error.origin().item.value_or(0);
        } catch (...) {
            return 0;
        }
    }

    void check_value(const PlannedBatch& batch, std::uint64_t item, const std::string& value) {
        ++report_.items.done;
        if (deed_of(item, batch.salt, batch.manners) != Deed::Return || value != expected_value(item, batch.salt, batch.manners))
            problem("item " + std::to_string(item) + " gave a value that a plain loop does not give");
    }

    void check_thrown(const PlannedBatch& batch, std::uint64_t item, const std::exception_ptr& error) {
        try {
            std::rethrow_exception(error);
        } catch (...) {
            check_error(batch, item);
        }
    }

    /// Inside a handler: whether this error may end this item.
    void check_error(const PlannedBatch& batch, std::uint64_t item) {
        const Deed deed = deed_of(item, batch.salt, batch.manners);
        const std::string name = "item " + std::to_string(item) + " of salt " + std::to_string(batch.salt);
        try {
            throw;
        } catch (const WorkerLostError& error) {
            ++report_.items.lost;
            if (deed != Deed::Die && !workers_die_by_others())
                problem(name + " is lost, but nobody killed its worker: " + error.what());
        } catch (const TaskTimeoutError& error) {
            ++report_.items.timed_out;
            if (!plan_.may_time_out) problem(name + " timed out without a limit: " + error.what());
        } catch (const CancelledError& error) {
            ++report_.items.cancelled;
            if (!may_be_cut_short(batch) && batch.cancelled_item != item)
                problem(name + " is cancelled, but nobody asked for it: " + error.what());
        } catch (const BrokenPoolError& error) {
            ++report_.items.broken;
            note_break(error);
        } catch (const std::range_error& error) {
            ++report_.items.failed;
            if (deed != Deed::Throw || error.what() != expected_message(item, batch.salt))
                problem(name + " threw what a plain loop does not throw: " + error.what());
        } catch (const std::exception& error) {
            if (is_ordered(error)) {
                ++report_.items.failed;
                return;
            }
            // The error of a worker that could not start breaks the pool and ends what is left.
            ++report_.items.broken;
            if (!plan_.may_break) problem(name + " met an error that nobody foresaw: " + error.what());
        }
    }

    /// Whether a fault "fail" of the plan threw this in a task. Of an initializer it names no item, and ends the pool.
    [[nodiscard]] bool is_ordered(const std::exception& error) const {
        const auto* remote = dynamic_cast<const RemoteError*>(&error);
        return plan_.has(FaultAction::Fail) && remote != nullptr && remote->origin().item && error.what() == std::string(kOrderedError);
    }

    const ChaosPlan& plan_;
    std::string trace_;
    ChaosReport report_;
};

/// The trace against its own rules and against what the handles told.
void check_recording(const ChaosPlan& plan, const std::string& path, ChaosReport& report) {
    trace::Reader reader(path);
    PoolState state;
    while (const auto record = reader.next()) state.apply(*record);
    const auto problem = [&report](const std::string& text) { report.problems += text + "\n"; };
    for (const trace::Finding& finding : trace::check_trace(path).findings)
        problem(std::string("trace, record ") + std::to_string(finding.sequence) + ", " + to_string(finding.rule) + ": " + finding.text);
    if (state.contradictions() != 0) problem(std::to_string(state.contradictions()) + " records contradict others");
    const PoolSummary& summary = state.summary();
    report.workers = state.workers().size();
    report.broke = report.broke || summary.broken;
    // Of a recording that the plan's full disk ended, the handles alone tell the rest.
    const bool is_whole = !(plan.has(FaultAction::FillDisk) && reader.recording_stopped() == ENOSPC);
    for (const WorkerLife& worker : state.workers()) {
        if (!worker.ended && is_whole) problem(worker.name + " has no end in the trace");
        if (!worker.ended) continue;
        if (worker.cause == EndCause::Crashed || worker.cause == EndCause::Killed || worker.cause == EndCause::Exited ||
                 worker.cause == EndCause::ByUser || worker.cause == EndCause::TimedOut || worker.cause == EndCause::MemoryLimit)
            ++report.deaths;
    }
    if (!is_whole) return;
    if (summary.phase != trace::PoolPhase::Ended) problem("the trace does not tell of the pool's end");
    const auto compare = [&problem](const char* what, std::uint64_t told, std::uint64_t recorded) {
        if (told != recorded)
            problem(std::to_string(told) + " items " + what + " by their handles, " + std::to_string(recorded) + " by the trace");
    };
    compare("done", report.items.done, summary.items_done);
    compare("failed", report.items.failed, summary.items_failed);
    compare("lost", report.items.lost, summary.items_lost);
    compare("timed out", report.items.timed_out, summary.items_timed_out);
    // How long an input is that nobody reads to its end, the trace cannot know.
    bool read_to_the_end = !plan.terminates && !report.broke;
    for (const PlannedBatch& batch : plan.batches) read_to_the_end = read_to_the_end && !batch.cancelled && batch.on_error == OnError::Continue;
    if (read_to_the_end) compare("submitted", report.submitted, summary.items_submitted);
    if (summary.items_done + summary.items_failed + summary.items_lost + summary.items_timed_out + summary.items_cancelled !=
        summary.items_submitted)
        problem("the items of the trace do not add up");
    if (report.items.lost + report.items.timed_out > report.deaths)
        problem(std::to_string(report.items.lost) + " items were lost and " + std::to_string(report.items.timed_out) +
                " timed out in " + std::to_string(report.deaths) + " deaths");
}

}  // namespace

ItemCounts& ItemCounts::operator+=(const ItemCounts& other) noexcept {
    done += other.done;
    failed += other.failed;
    lost += other.lost;
    timed_out += other.timed_out;
    cancelled += other.cancelled;
    broken += other.broken;
    return *this;
}

std::string trace_path(const std::string& folder, std::uint64_t seed) {
    return folder + "/seed-" + std::to_string(seed) + ".trace";
}

ChaosReport run_plan(const ChaosPlan& plan, const std::string& folder) {
    const std::string trace = trace_path(folder, plan.seed);
    std::filesystem::remove(trace);
    ChaosReport report = Run(plan, trace).carry_out();
    if (!plan.terminates && report.items.all() != report.submitted)
        report.problems += std::to_string(report.submitted) + " items were submitted, " + std::to_string(report.items.all()) +
                           " have ended\n";
    check_recording(plan, trace, report);
    return report;
}

}  // namespace poolscope::chaos
