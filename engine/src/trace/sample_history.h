// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::trace {

/// The samples of one process life, in bounded memory: all of them while they are few, then ever fewer to the second, spread evenly
/// over the life. The first and the latest are always there. A peak between two that are kept is lost;
/// WorkerLife::max_rss_bytes knows it.
class SampleHistory {
public:
    static constexpr std::size_t kMost = 512;

    void add(const WorkerSample& sample) {
        const std::size_t size = samples_.size();
        // The latest stands in for those to come until it is far enough from the one before.
        if (size >= 2 && samples_[size - 1].time - samples_[size - 2].time < gap_) {
            samples_[size - 1] = sample;
            return;
        }
        if (size == kMost) {
            thin_out();
        }
        samples_.push_back(sample);
    }
    [[nodiscard]] std::span<const WorkerSample> samples() const noexcept { return samples_; }

private:
    void thin_out() {
        std::size_t kept = 0;
        for (std::size_t at = 0; at < samples_.size(); at += 2) {
            samples_[kept++] = samples_[at];
        }
        samples_.resize(kept);
        gap_ = (samples_.back().time - samples_.front().time) / static_cast<Time>(kept - 1);
    }

    std::vector<WorkerSample> samples_;
    Time gap_ = 0;  ///< at least between two that stay
};

}  // namespace poolscope::trace
