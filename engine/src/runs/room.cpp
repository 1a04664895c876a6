// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>

#include <poolscope/run_store.h>

namespace poolscope {

bool StoredRun::is_kept() const {
    return is_live || is_open || notes.pinned || notes.baseline || !notes.name.empty() || !notes.note.empty() ||
           !notes.tags.empty();
}

std::vector<std::size_t> runs_to_remove(std::span<const StoredRun> runs, const StoreLimits& limits) {
    std::uint64_t bytes = 0;
    for (const StoredRun& run : runs) bytes += run.size_bytes;
    std::size_t left = runs.size();
    std::vector<std::size_t> oldest_first(runs.size());
    std::iota(oldest_first.begin(), oldest_first.end(), std::size_t{0});
    std::sort(oldest_first.begin(), oldest_first.end(), [&](std::size_t a, std::size_t b) {
        return runs[a].began_ns() != runs[b].began_ns() ? runs[a].began_ns() < runs[b].began_ns()
                                                        : runs[a].folder < runs[b].folder;
    });
    std::vector<std::size_t> gone;
    for (const std::size_t index : oldest_first) {
        if (bytes <= limits.bytes && left <= limits.runs) break;
        if (runs[index].is_kept()) continue;
        gone.push_back(index);
        bytes -= runs[index].size_bytes;
        --left;
    }
    return gone;
}

}  // namespace poolscope
