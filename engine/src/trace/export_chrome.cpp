// SPDX-License-Identifier: MIT
#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "trace/decimal_seconds.h"
#include "trace/elapsed.h"
#include "trace/event_text.h"
#include "trace/export_watch.h"
#include "trace/exporters.h"
#include "trace/task_values.h"

// The "Trace Event Format" of Chrome, which Perfetto opens too: slots are threads of one process, lives and tasks are
// slices in them.
namespace poolscope::trace {
namespace {

constexpr std::size_t kMostOfAValue = 160;  // characters of arguments and results beside a task
constexpr std::size_t kMostCounterPoints = 20'000;

class ChromeWriter {
public:
    ChromeWriter(std::ostream& out, const PoolState& state)
        : out_(out), origin_(state.summary().origin), pid_(std::max(state.summary().host_pid, 1)) {}

    void begin() { out_ << "{\"displayTimeUnit\":\"ms\",\"traceEvents\":["; }
    void end() { out_ << "\n]}\n"; }

    /// `thread`: 0 is the host, a slot is 1 and its index.
    void name_thread(std::uint32_t thread, const std::string& name) {
        head("M", "thread_name", thread);
        out_ << ",\"args\":" << text_of({{"name", name}}) << '}';
        head("M", "thread_sort_index", thread);
        out_ << ",\"args\":{\"sort_index\":" << thread << "}}";
    }
    void name_process(const std::string& name) {
        head("M", "process_name", 0);
        out_ << ",\"args\":" << text_of({{"name", name}}) << '}';
    }
    void slice(std::uint32_t thread, const std::string& category, const std::string& name, Time from, Time to,
               const Json& args) {
        head("X", name, thread);
        out_ << ",\"cat\":\"" << category << "\",\"ts\":" << decimal_microseconds(elapsed(origin_, from))
             << ",\"dur\":" << decimal_microseconds(elapsed(from, to)) << ",\"args\":" << text_of(args) << '}';
    }
    void instant(std::uint32_t thread, const std::string& name, Time when, const Json& args = Json::object()) {
        head("i", name, thread);
        out_ << ",\"s\":\"" << (thread == 0 ? 'p' : 't')
             << "\",\"ts\":" << decimal_microseconds(elapsed(origin_, when));
        if (!args.empty()) {
            out_ << ",\"args\":" << text_of(args);
        }
        out_ << '}';
    }
    void counter(const std::string& name, Time when, std::int64_t value) {
        head("C", name, 0);
        out_ << ",\"ts\":" << decimal_microseconds(elapsed(origin_, when)) << ",\"args\":{\"tasks\":" << value << "}}";
    }

private:
    static std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }
    void head(const char* phase, const std::string& name, std::uint32_t thread) {
        out_ << (first_ ? "\n" : ",\n") << "{\"ph\":\"" << phase << "\",\"name\":" << text_of(name)
             << ",\"pid\":" << pid_ << ",\"tid\":" << thread;
        first_ = false;
    }

    std::ostream& out_;
    Time origin_;
    std::int32_t pid_;
    bool first_ = true;
};

std::string shortened(const Json& json) {
    std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() > kMostOfAValue) {
        text.resize(kMostOfAValue);
        text += "...";
    }
    return text;
}

void write_lives(ChromeWriter& out, const PoolState& state) {
    for (const WorkerLife& life : state.workers()) {
        if (life.generation == 0) {
            continue;  // nothing is known of it
        }
        const std::uint32_t thread = life.slot.value + 1;
        const Time end = life.ended.value_or(std::max(state.summary().last, life.starting));
        Json args{{"pid", life.pid},
                  {"generation", life.generation},
                  {"start_method", life.start_method},
                  {"tasks", life.tasks_done}};
        if (life.cause) {
            args["end"] = to_string(*life.cause);
        }
        out.slice(thread, "worker", life.name, life.starting, end, args);
        const Time begun = std::min(life.initializing.value_or(life.ready.value_or(end)), end);
        out.slice(thread, "worker", "starting", life.starting, begun, Json::object());
        if (life.initializing) {
            out.slice(thread, "worker", "initializing", begun, std::clamp(life.ready.value_or(end), begun, end),
                      Json::object());
        }
        if (life.activity == WorkerActivity::Crashed && life.ended) {
            out.instant(thread, life.name + " " + end_words(life), *life.ended);
        }
    }
}

void write_tasks(ChromeWriter& out, const PoolState& state, const Reader& reader, ExportWatch& watch) {
    TaskValues values(state, reader);
    for (std::uint32_t index = 0; index < state.task_count(); ++index) {
        watch.step(index, state.task_count() + state.output_count());
        const TaskRow task = state.task(index);
        if (task.started == 0 || task.worker == kNoIndex) {
            continue;
        }
        const WorkerLife& life = state.workers()[task.worker];
        const auto batch = state.find_batch(task.batch);
        Json args{{"task", task.id.value},         {"batch", task.batch.value}, {"first_item", task.first_item},
                  {"items", task.items},           {"attempt", task.attempt},   {"worker", life.name},
                  {"state", phase_name(task.phase)}};
        if (const Json arguments = values.arguments(index, 0); !arguments.is_null()) {
            args["arguments"] = shortened(arguments);
        }
        if (const ItemResult* result = values.result(index, 0)) {
            if (result->outcome == ItemOutcome::Done) {
                args["result"] = shortened(result_json(*result));
            } else if (const ItemError error = error_of(*result); !error.type.empty()) {
                args["error"] = error.type + ": " + error.message;
            }
        }
        const Time end =
            task.ended != kOpen ? task.ended : std::max(life.ended.value_or(state.summary().last), task.started);
        out.slice(life.slot.value + 1, "task", batch ? state.batches()[*batch].function : "task", task.started, end,
                  args);
    }
}

// What workers wrote, where it arrived.
void write_output(ChromeWriter& out, const PoolState& state, const Reader& reader, ExportWatch& watch) {
    for (std::size_t index = 0; index < state.output_count(); ++index) {
        watch.step(state.task_count() + index, state.task_count() + state.output_count());
        const OutputRow row = state.output(index);
        const auto record = reader.read_at(row.offset);
        const TaskOutput* output = record ? std::get_if<TaskOutput>(&record->body) : nullptr;
        const WorkerLife& life = state.workers()[row.worker];
        if (output == nullptr || life.generation == 0) {
            continue;
        }
        Json args{{"text", shortened(output->text)}};
        if (output->task) {
            args["task"] = output->task->value;
        }
        out.instant(life.slot.value + 1, row.stream == OutputStream::Err ? "stderr" : "stdout", record->time, args);
    }
}

// How many tasks are in lanes. Very many points are thinned out; the last one of each stretch is kept, so that the end
// is right.
void write_in_flight(ChromeWriter& out, const PoolState& state) {
    std::vector<std::pair<Time, int>> steps;
    for (std::size_t index = 0; index < state.task_count(); ++index) {
        const TaskRow task = state.task(index);
        if (task.worker == kNoIndex) {
            continue;
        }
        steps.emplace_back(task.assigned, 1);
        if (task.ended != kOpen) {
            steps.emplace_back(std::max(task.ended, task.assigned), -1);
        }
    }
    std::sort(steps.begin(), steps.end());
    const std::size_t stride = steps.size() / kMostCounterPoints + 1;
    std::int64_t in_flight = 0;
    for (std::size_t index = 0; index < steps.size(); ++index) {
        in_flight += steps[index].second;
        const bool last_of_time = index + 1 == steps.size() || steps[index + 1].first != steps[index].first;
        if (last_of_time && (index % stride == 0 || index + 1 == steps.size())) {
            out.counter("in flight", steps[index].first, in_flight);
        }
    }
}

}  // namespace

void export_chrome(const PoolState& state, const Reader& reader, const ExportOptions& options, std::ostream& stream) {
    ExportWatch watch(options, kReduced);
    ChromeWriter out(stream, state);
    out.begin();
    const PoolSummary& summary = state.summary();
    out.name_process(summary.title.empty() ? "Poolscope" : "Poolscope: " + summary.title);
    out.name_thread(0, "host");
    for (std::uint32_t slot = 0; slot < state.slot_count(); ++slot) {
        if (state.span_count(slot) != 0) {
            out.name_thread(slot + 1, "slot " + std::to_string(slot));
        }
    }
    write_lives(out, state);
    write_tasks(out, state, reader, watch);
    write_output(out, state, reader, watch);
    write_in_flight(out, state);
    for (const PoolChange& change : state.changes_by_control()) {
        out.instant(0, "pool changed: " + (change.now.message.empty() ? change_words(change.now) : change.now.message),
                    change.time);
    }
    for (const BatchInfo& batch : state.batches()) {
        if (batch.method != "apply" && batch.method != "apply_async") {
            out.instant(0, "batch " + std::to_string(batch.id.value) + ": " + batch.method + " of " + batch.function,
                        batch.submitted);
        }
    }
    out.end();
}

}  // namespace poolscope::trace
