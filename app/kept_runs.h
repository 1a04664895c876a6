// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <poolscope/pool_state.h>
#include <poolscope/run_store.h>

namespace CLI {
class App;
}

namespace poolscope::app {

struct KeepOptions {
    std::uint32_t of_each = 0;                ///< of each configuration, the first so many that succeed; 0: none
    std::optional<std::string> folder = {};   ///< the store; default: where the window has its runs
};
/// Declares --keep-runs and --runs.
void declare_keeping(CLI::App& command, KeepOptions& options);

/// Runs of a study that are kept for the window's Runs page and for comparisons. Bounded: so many of each configuration, and a hundred runs
/// and a quarter of a gigabyte altogether, so that a sweep does not push the user's other runs out of the store.
class KeptRuns {
public:
    static constexpr std::uint32_t kMostRuns = 100;
    static constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20;

    /// `study` and `title`: see RunOrigin.
    KeptRuns(KeepOptions options, const std::string& study, const std::string& title);
    KeptRuns(const KeptRuns&) = delete;
    KeptRuns& operator=(const KeptRuns&) = delete;
    /// Makes room for what was kept.
    ~KeptRuns();
    /// One of this study that an earlier program has kept: it counts, and what is kept now belongs to it.
    void resume(const std::string& run_folder);
    /// Moves a run that is over out of its folder. Returns where it is; empty: enough were kept, or it cannot be kept, which is said once on
    /// standard error.
    std::string keep(const std::string& run_folder, const PoolState& state, const std::string& part, std::uint32_t repetition = 1);

private:
    KeepOptions options_;
    RunStore store_;
    RunOrigin origin_;
    std::map<std::string, std::uint32_t> kept_;  ///< by part
    std::vector<std::string> folders_;           ///< of those that this program has kept
    std::uint32_t runs_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace poolscope::app
