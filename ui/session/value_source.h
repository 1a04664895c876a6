// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <QString>

#include <nlohmann/json.hpp>

#include <poolscope/json.h>
#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope::ui {

/// What an item gave.
struct ItemValue {
    trace::ItemOutcome outcome = trace::ItemOutcome::Done;
    QString text;       ///< the value as Python would show it; empty when it is an error
    QString errorType;  ///< of an item that was not done
    QString errorMessage;
    std::uint64_t omittedBytes = 0;  ///< the value was too long for the trace
    bool isMissing = false;          ///< the trace has no sound record of it
};

/// Values stay in the trace file until somebody looks at them. Keeps the records that were read last, since many items
/// share one record. For one thread.
class ValueSource {
public:
    /// Reads from this file; an empty path: from nowhere. Forgets what was cached.
    void setTrace(const QString& path);

    /// Both give at most `maxChars` bytes of text.
    [[nodiscard]] ItemValue result(const TaskRow& task, std::uint32_t position, std::size_t maxChars) const;
    /// The argument list of one item of a task.
    [[nodiscard]] QString argument(const TaskRow& task, std::uint32_t position, std::size_t maxChars) const;
    /// The same as JSON; empty when the trace does not have it.
    [[nodiscard]] std::optional<Json> argumentJson(const TaskRow& task, std::uint32_t position) const;
    /// Bytes of the task's arguments that were left out of the trace because they were too long.
    [[nodiscard]] std::uint64_t omittedArguments(const TaskRow& task) const;
    /// The argument lists of a task's items.
    [[nodiscard]] QString arguments(const TaskRow& task, std::size_t maxChars) const;
    /// What a worker wrote in one piece, as text; bytes that are no UTF-8 become replacement characters.
    [[nodiscard]] QString output(const OutputRow& row) const;
    /// When that piece came to the host; empty when the trace does not have it.
    [[nodiscard]] std::optional<Time> writtenAt(const OutputRow& row) const;

private:
    [[nodiscard]] std::shared_ptr<const trace::Record> record(std::uint64_t offset) const;
    [[nodiscard]] const std::vector<Json>& argumentLists(const TaskRow& task) const;

    static constexpr std::size_t kKept = 256;
    using Kept = std::list<std::pair<std::uint64_t, std::shared_ptr<const trace::Record>>>;

    std::unique_ptr<trace::Reader> m_reader;
    mutable std::uint64_t m_argumentsOf = 0;  ///< the record of m_arguments; 0: none
    mutable std::vector<Json> m_arguments;    ///< of each item: a chunk is decoded once, not once an item
    mutable Kept m_kept;  ///< the latest used first
    mutable std::unordered_map<std::uint64_t, Kept::iterator> m_places;
};

}  // namespace poolscope::ui
