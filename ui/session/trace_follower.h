// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include <QString>

#include <poolscope/pool_state.h>
#include <poolscope/trace.h>

namespace poolscope::ui {

/// Reads a trace piece by piece into a PoolState, while it is written or after.
class TraceFollower {
public:
    /// Follows this file from its beginning and forgets the one before. The file need not exist yet.
    void follow(const QString& path);
    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] bool isOpen() const { return m_reader != nullptr; }

    enum class Progress {
        NotThere,  ///< the file does not exist yet
        Nothing,   ///< at the present end of the file
        Some,      ///< read to the present end
        More,      ///< the time was over before the end
        HeldBack,  ///< there may be more, which readSlowly() does not allow yet
    };
    /// Reads for at most about `budget`. Throws what trace::Reader throws when the file cannot be opened or is no
    /// trace; after that there is nothing to follow.
    Progress read(std::chrono::microseconds budget);

    /// At most so many bytes a second from now on, until the next follow(): the fault "slow_reader" of a plan.
    void readSlowly(std::uint64_t bytesPerSecond);

    /// If nobody writes the trace any more although its pool has not ended in it: what was open ends with the host.
    /// For a trace that was read to its present end.
    void endWhatBrokeOff();
    /// The recording was given up while its pool went on: says so to the state, with everything that came before. The error, once.
    std::optional<int> takeRecordingStopped();

    [[nodiscard]] const PoolState& state() const { return m_state; }
    [[nodiscard]] ChangeSet takeChanges() { return m_state.take_changes(); }
    /// Bytes that were damaged and skipped.
    [[nodiscard]] std::uint64_t skippedBytes() const { return m_reader ? m_reader->skipped_bytes() : 0; }
    /// Bytes of the file that were not read yet.
    [[nodiscard]] std::uint64_t pendingBytes() const { return m_reader ? m_reader->pending_bytes() : 0; }

    /// Where the file ends at present.
    [[nodiscard]] std::uint64_t fileBytes() const { return m_reader ? m_reader->offset() + m_reader->pending_bytes() : 0; }

private:
    [[nodiscard]] bool mayReadOn() const;

    struct Slowness {
        std::uint64_t bytesPerSecond = 0;
        std::chrono::steady_clock::time_point since;
    };
    QString m_path;
    std::optional<Slowness> m_slowness;
    std::unique_ptr<trace::Reader> m_reader;
    PoolState m_state;
};

}  // namespace poolscope::ui
