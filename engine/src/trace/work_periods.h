// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <poolscope/ledger.h>

namespace poolscope::trace {

/// Why a worker that idles at some moment has nothing to do, over the whole run. Tasks wait from the submission of their
/// batch until the last of them was first given to a worker; a batch is open until its end.
class WorkPeriods {
public:
    explicit WorkPeriods(const PoolState& state);

    /// Calls visit(cause, begin, end) for the parts of [begin, end), in order.
    template <class Visit> void split(Time begin, Time end, Visit visit) const {
        auto step = std::upper_bound(steps_.begin(), steps_.end(), begin,
                                     [](Time time, const Step& one) { return time < one.begin; });
        LedgerCause cause = step == steps_.begin() ? LedgerCause::IdleNoWork : std::prev(step)->cause;
        for (; step != steps_.end() && step->begin < end; ++step) {
            visit(cause, begin, step->begin);
            begin = step->begin;
            cause = step->cause;
        }
        visit(cause, begin, end);
    }

private:
    struct Step {
        Time begin = 0;
        LedgerCause cause = LedgerCause::IdleNoWork;
    };
    std::vector<Step> steps_;  ///< in order of time, each other than the one before
};

}  // namespace poolscope::trace
