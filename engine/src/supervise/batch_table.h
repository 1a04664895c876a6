// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "supervise/batch_run.h"

namespace poolscope::supervise {

/// The batches that have not ended, in the order of their numbers. Adding and taking out cost the same however many there are.
class BatchTable {
public:
    [[nodiscard]] bool empty() const noexcept { return living_ == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return living_; }

    /// Its number must be higher than that of every batch before.
    void add(std::shared_ptr<BatchRun> batch);
    /// False when it is not there (any more).
    bool remove(const BatchRun& batch);
    /// Null when it is not there.
    [[nodiscard]] const std::shared_ptr<BatchRun>& find(BatchId id) const noexcept;
    [[nodiscard]] bool contains(BatchId id) const noexcept { return find(id) != nullptr; }
    /// All of them, oldest first; none are left.
    [[nodiscard]] std::vector<std::shared_ptr<BatchRun>> take_all();
    /// The same, and they stay.
    [[nodiscard]] std::vector<std::shared_ptr<BatchRun>> all() const;

private:
    struct Place {
        BatchId id;
        std::shared_ptr<BatchRun> batch;  ///< null: it has ended
    };
    void close_gaps();

    std::vector<Place> places_;
    std::size_t living_ = 0;
};

}  // namespace poolscope::supervise
