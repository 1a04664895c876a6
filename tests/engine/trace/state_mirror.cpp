// SPDX-License-Identifier: MIT
#include "state_mirror.h"

#include <algorithm>
#include <optional>
#include <sstream>

namespace poolscope::testing {
namespace {

template <class Value> std::string text(const std::optional<Value>& value) {
    return value ? std::to_string(static_cast<std::int64_t>(*value)) : "-";
}

template <class... Fields> std::string joined(const Fields&... fields) {
    std::ostringstream out;
    ((out << fields << ' '), ...);
    return out.str();
}

std::string text(const WorkerLife& life) {
    return joined(life.id.value, life.slot.value, life.generation, life.pid, static_cast<int>(life.activity),
                  life.starting, text(life.started), text(life.initializing), text(life.ready), text(life.ended),
                  life.tasks_done, life.items_done, life.current_task, life.assigned_tasks, life.cpu_ns, life.rss_bytes,
                  text(life.cause), text(life.exit_code), text(life.signal), life.message);
}

std::string text(const BatchInfo& batch) {
    return joined(batch.id.value, text(batch.items), text(batch.tasks), batch.tasks_assigned, batch.tasks_ended,
                  batch.items_done, batch.items_failed, batch.items_lost, batch.items_timed_out, batch.items_cancelled,
                  batch.submitted, text(batch.first_started), text(batch.ended), text(batch.outcome),
                  batch.error_message);
}

std::string text(const TaskRow& task) {
    return joined(task.id.value, task.batch.value, task.worker, task.items, task.first_item, task.assigned,
                  task.started, task.ended, task.assigned_offset, task.ended_offset, static_cast<int>(task.phase),
                  static_cast<int>(task.attempt));
}

std::string text(const ResultRow& row) {
    return joined(row.batch.value, row.item, row.task, row.position, static_cast<int>(row.outcome));
}

std::string text(const OutputRow& row) {
    return joined(row.worker, row.task, text(row.item), static_cast<int>(row.stream), row.size, row.omitted,
                  row.offset);
}

std::string text(const Span& span) {
    return joined(span.begin, span.end, span.worker, span.task, static_cast<int>(span.activity), span.failed);
}

template <class TextAt>
void take_over(std::vector<std::string>& mirror, std::size_t first, std::size_t size,
               const std::vector<std::uint32_t>& changed, const TextAt& text_at) {
    for (const std::uint32_t index : changed) {
        mirror.at(index) = text_at(index);
    }
    mirror.resize(std::min(mirror.size(), first));
    while (mirror.size() < size) {
        mirror.push_back(text_at(mirror.size()));
    }
}

template <class TextAt>
std::string compare(const char* what, const std::vector<std::string>& mirror, std::size_t size, const TextAt& text_at) {
    if (mirror.size() != size) {
        return joined(what, "number:", mirror.size(), "in the mirror,", size, "in the state");
    }
    for (std::size_t index = 0; index < size; ++index) {
        if (mirror[index] != text_at(index)) {
            return joined(what, index, "in the mirror:", mirror[index], "in the state:", text_at(index));
        }
    }
    return {};
}

}  // namespace

void StateMirror::follow(const PoolState& state, const ChangeSet& changes) {
    take_over(workers_, changes.first_worker, state.workers().size(), changes.changed_workers,
              [&](std::size_t index) { return text(state.workers()[index]); });
    take_over(batches_, changes.first_batch, state.batches().size(), changes.changed_batches,
              [&](std::size_t index) { return text(state.batches()[index]); });
    take_over(tasks_, changes.first_task, state.task_count(), changes.changed_tasks,
              [&](std::size_t index) { return text(state.task(index)); });
    take_over(results_, changes.first_result, state.result_count(), {},
              [&](std::size_t index) { return text(state.result(index)); });
    take_over(events_, changes.first_event, state.events().size(), {},
              [&](std::size_t index) { return state.events()[index].text; });
    take_over(outputs_, changes.first_output, state.output_count(), {},
              [&](std::size_t index) { return text(state.output(index)); });
    lanes_.resize(state.slot_count());
    for (const std::uint32_t slot : changes.changed_slots) {
        std::vector<std::string>& lane = lanes_.at(slot);
        const std::size_t kept = lane.size() > kChangingSpans ? lane.size() - kChangingSpans : 0;
        take_over(lane, kept, state.span_count(slot), {},
                  [&](std::size_t index) { return text(state.span(slot, index)); });
    }
}

std::string StateMirror::difference(const PoolState& state) const {
    std::string found = compare("worker", workers_, state.workers().size(),
                                [&](std::size_t index) { return text(state.workers()[index]); });
    found += compare("batch", batches_, state.batches().size(),
                     [&](std::size_t index) { return text(state.batches()[index]); });
    found += compare("task", tasks_, state.task_count(), [&](std::size_t index) { return text(state.task(index)); });
    found +=
        compare("result", results_, state.result_count(), [&](std::size_t index) { return text(state.result(index)); });
    found +=
        compare("event", events_, state.events().size(), [&](std::size_t index) { return state.events()[index].text; });
    found +=
        compare("output", outputs_, state.output_count(), [&](std::size_t index) { return text(state.output(index)); });
    for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
        found += compare("span", lanes_.at(slot), state.span_count(slot),
                         [&](std::size_t index) { return text(state.span(slot, index)); });
    }
    return found;
}

std::string broken_promise(const PoolState& state) {
    for (std::size_t slot = 0; slot < state.slot_count(); ++slot) {
        for (std::size_t index = 0; index < state.span_count(slot); ++index) {
            const Span span = state.span(slot, index);
            const bool last = index + 1 == state.span_count(slot);
            if (span.begin > span.end || (!last && span.end != state.span(slot, index + 1).begin)) {
                return joined("span", index, "of slot", slot, "is out of order:", text(span));
            }
            if (span.worker >= state.workers().size() || state.workers()[span.worker].slot.value != slot) {
                return joined("span", index, "of slot", slot, "names a wrong worker:", text(span));
            }
            if ((span.activity == WorkerActivity::Running) != (span.task < state.task_count())) {
                return joined("span", index, "of slot", slot, "names a wrong task:", text(span));
            }
        }
    }
    for (std::size_t index = 0; index < state.task_count(); ++index) {
        const TaskRow task = state.task(index);
        if (state.find_task(task.id) != index || (task.worker != kNoIndex && task.worker >= state.workers().size())) {
            return joined("task", text(task));
        }
    }
    for (std::size_t row = 0; row < state.result_count(); ++row) {
        const ResultRow result = state.result(row);
        if (result.task >= state.task_count() || result.position >= state.task(result.task).items) {
            return joined("result", row, text(result));
        }
    }
    std::size_t outputs = 0;
    for (std::uint32_t worker = 0; worker < state.workers().size(); ++worker) {
        for (const std::uint32_t row : state.outputs_of_worker(worker)) {
            const OutputRow output = state.output(row);
            if (output.worker != worker || (output.task != kNoIndex && output.task >= state.task_count())) {
                return joined("output", row, text(output));
            }
            ++outputs;
        }
    }
    if (outputs != state.output_count()) {
        return joined("outputs of workers:", outputs, "and not", state.output_count());
    }
    std::uint32_t alive = 0;
    for (std::size_t index = 0; index < state.workers().size(); ++index) {
        const WorkerLife& life = state.workers()[index];
        const bool over = life.activity == WorkerActivity::Ended || life.activity == WorkerActivity::Crashed;
        alive += over ? 0 : 1;
        if (life.id.value != index + 1 || (life.current_task != kNoIndex && life.current_task >= state.task_count())) {
            return joined("worker", text(life));
        }
    }
    return alive == state.summary().workers_alive
               ? ""
               : joined("workers alive:", alive, "and not", state.summary().workers_alive);
}

}  // namespace poolscope::testing
