// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <poolscope/host_client.h>
#include <poolscope/trace.h>

#include "row.h"
#include "temporary_folder.h"

namespace poolscope::bench {

/// A host with an open pool, and its trace followed as the window does. What goes wrong is a std::runtime_error.
class HostedPool {
public:
    explicit HostedPool(const RowOptions& options);
    void submit(const BatchSpec& batch);
    /// Waits until the trace tells of the end of all that was submitted.
    void wait();
    /// Waits until every worker is ready, and gives their pids.
    [[nodiscard]] std::vector<std::int32_t> ready_workers();
    [[nodiscard]] std::int32_t host_pid() const { return client_.host_pid(); }

private:
    void take_replies();
    [[nodiscard]] HostReply reply_to(std::uint64_t request);

    TemporaryFolder folder_;
    HostClient client_;
    std::int64_t workers_;
    std::optional<trace::Reader> reader_;
    std::size_t submitted_ = 0;
    std::size_t ended_ = 0;
};

}  // namespace poolscope::bench
