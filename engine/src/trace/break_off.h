// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <variant>
#include <vector>

#include <poolscope/trace.h>

namespace poolscope::trace {

/// Who is still there when a trace that is read record by record comes to its end.
class BreakOff {
public:
    void see(const Record& record) {
        last_ = record.time;
        if (const auto* starting = std::get_if<WorkerStarting>(&record.body)) {
            living_.insert(starting->worker.value);
        } else if (const auto* gone = std::get_if<WorkerEnded>(&record.body)) {
            living_.erase(gone->worker.value);
        } else if (const auto* change = std::get_if<PoolPhaseChanged>(&record.body)) {
            ended_ = ended_ || change->phase == PoolPhase::Ended;
        }
    }
    /// The trace broke off: what became of its living workers, as records that are not in the file.
    [[nodiscard]] std::vector<Record> ends(const Reader& reader) const {
        std::vector<Record> ends;
        if (ended_ || reader.being_written() || reader.recording_stopped()) {
            return ends;
        }
        for (const std::uint32_t worker : living_) {
            Record record;
            record.time = last_;
            record.body = WorkerEnded{WorkerId{worker}, EndCause::HostGone, {}, {}, "the host ended without a word"};
            ends.push_back(std::move(record));
        }
        return ends;
    }

private:
    std::set<std::uint32_t> living_;
    Time last_ = 0;
    bool ended_ = false;
};

}  // namespace poolscope::trace
