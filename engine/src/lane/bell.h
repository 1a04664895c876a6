// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "base/shared_memory.h"
#include "base/unique_fd.h"
#include "lane/arena.h"
#include "lane/argument_source.h"
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
    [[nodiscard]] int memory_fd() const noexcept { return memory_->fd(); }
    /// Before the last look into the lanes. seq_cst: see RingWriter::publish.
    void going_to_sleep() noexcept;
    void awake() noexcept;
    /// Takes the ringing off the eventfd.
    void silence() noexcept;
    /// Where large arguments are put; any thread, also after this has gone.
    [[nodiscard]] const std::shared_ptr<Arena>& arguments() const noexcept { return arguments_; }

private:
    [[nodiscard]] Doorbell& page() const noexcept;
    std::shared_ptr<base::SharedMemory> memory_;
    base::UniqueFd event_;
    std::shared_ptr<Arena> arguments_;
};

/// A worker's end.
class WorkerBell {
public:
    /// Takes the descriptors that the host gave. Throws SystemError.
    WorkerBell(base::UniqueFd memory, base::UniqueFd event);
    /// Wakes the host if it sleeps; costs a look otherwise. Call after publishing.
    void ring() noexcept;
    /// Large arguments, as the host has put them there. One thread.
    [[nodiscard]] const ArgumentSource& arguments() const noexcept { return *arguments_; }

private:
    std::shared_ptr<base::SharedMemory> memory_;
    base::UniqueFd event_;
    std::shared_ptr<ArgumentSource> arguments_;
};

}  // namespace poolscope::lane
