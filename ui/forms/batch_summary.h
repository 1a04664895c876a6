// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include <poolscope/batch_spec.h>

namespace poolscope::ui {

/// How many items an iterable gives. A file's lines are counted by reading it, and only when it is not large: empty when it
/// is, or cannot be read, so that typing in a form never waits for a disk.
[[nodiscard]] std::optional<qint64> itemCount(const Json& iterable);

/// What the pool will have, for the sentence about a batch.
struct PoolFacts {
    int processes = 1;
    std::optional<qint64> maxtasksperchild;
};

/// The chunksize that the pool chooses when none is given, as CPython does: for map and starmap (also async)
/// ceil(items / (4 * processes)), at least 1; for imap and imap_unordered 1.
[[nodiscard]] qint64 defaultChunksize(Method method, qint64 items, int processes);

/// How the batch is cut: "1000 items in 100 tasks of 10.", "One task.", "One task for each line of the file.", with
/// what maxtasksperchild makes of it.
[[nodiscard]] QString batchSummary(const BatchSpec& batch, std::optional<qint64> items, const PoolFacts& pool);
/// One line for a list of batches: "map(is_prime, range(1, 1001), chunksize=10)".
[[nodiscard]] QString batchLine(const BatchSpec& batch);

/// What an apply calls: "sleep(0.2)", "multiply(2, b=3)".
[[nodiscard]] QString callLine(const BatchSpec& batch);

/// What a method does, in one sentence.
[[nodiscard]] QString methodExplanation(Method method);

}  // namespace poolscope::ui
