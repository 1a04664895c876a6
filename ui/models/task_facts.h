// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <poolscope/pool_state.h>

#include "filter/filter.h"

namespace poolscope::ui {

/// When the task's batch was submitted; empty when the batch is not known.
[[nodiscard]] std::optional<Time> submittedAt(const PoolState& state, const TaskRow& task);
/// In the pool's queue: from the submission of its batch until a worker got it. Empty as long as none has.
[[nodiscard]] std::optional<Time> queueTime(const PoolState& state, const TaskRow& task);
/// In the worker's lane: from there until it began. Empty as long as it has not.
[[nodiscard]] std::optional<Time> transportTime(const TaskRow& task);
/// Running, until it ended or until now. Empty as long as it has not begun.
[[nodiscard]] std::optional<Time> runTime(const TaskRow& task, Time now);

/// What a filter can ask of a task that is a number.
[[nodiscard]] std::optional<FilterRange> taskNumber(const PoolState& state, const TaskRow& task, FilterField field, Time now);
/// The name of its function; empty when the batch is not known.
[[nodiscard]] const std::string& functionOf(const PoolState& state, const TaskRow& task);
/// The name of its worker; empty when it has none.
[[nodiscard]] const std::string& workerOf(const PoolState& state, const TaskRow& task);

/// As a filter finds words: without regard to case, in the text or as the whole text.
[[nodiscard]] bool fitsWord(const QString& text, const QString& word, bool isWhole);

}  // namespace poolscope::ui
