// SPDX-License-Identifier: MIT
#pragma once

#include "base/shared_memory.h"
#include "base/unique_fd.h"
#include "lane/layout.h"

namespace poolscope::lane {

/// The host's end of the one doorbell of all its lanes: a flag in shared memory that says whether the host sleeps, and
/// an eventfd that wakes it. The flag is written by the host alone, so no worker that dies or is stopped half-way
/// can keep another one's ring from being heard.
class HostBell {
public:
    /// Throws SystemError.
    HostBell();

    /// Readable when a worker has rung.
    [[nodiscard]] int event_fd() const noexcept { return event_.get(); }
    [[nodiscard]] int memory_fd() const noexcept { return memory_.fd(); }
    /// Before the last look into the lanes. seq_cst: see RingWriter::publish.
    void going_to_sleep() noexcept;
    void awake() noexcept;
    /// Takes the ringing off the eventfd.
    void silence() noexcept;

private:
    [[nodiscard]] Doorbell& page() const noexcept;
    base::SharedMemory memory_;
    base::UniqueFd event_;
};

/// A worker's end.
class WorkerBell {
public:
    /// Takes the descriptors that the host gave. Throws SystemError.
    WorkerBell(base::UniqueFd memory, base::UniqueFd event);
    /// Wakes the host if it sleeps; costs a look otherwise. Call after publishing.
    void ring() noexcept;

private:
    base::SharedMemory memory_;
    base::UniqueFd event_;
};

}  // namespace poolscope::lane
