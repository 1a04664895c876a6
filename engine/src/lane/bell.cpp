// SPDX-License-Identifier: MIT
#include "lane/bell.h"

#include <cerrno>
#include <cstdint>
#include <new>

#include <sys/eventfd.h>
#include <unistd.h>

#include "base/posix_error.h"

namespace poolscope::lane {

HostBell::HostBell()
    : memory_(std::make_shared<base::SharedMemory>(
          base::SharedMemory::create("poolscope-doorbell", kDoorbellBytes, base::SharedMemory::Sealing::SizeAndReadOnly, kDoorbellReach))),
      event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!event_) base::throw_system_error("cannot create the doorbell: eventfd", errno);
    memory_->keep_from_forks();  // also of other pools: they would keep the arguments as long as they live
    new (memory_->data()) Doorbell{};
    page().magic = kMagic;
    page().reach = memory_->reach();
    arguments_ = std::make_shared<Arena>(memory_, ByteRange{kDoorbellBytes, memory_->reach()});
}

Doorbell& HostBell::page() const noexcept { return *reinterpret_cast<Doorbell*>(memory_->data()); }
void HostBell::going_to_sleep() noexcept { page().host_sleeps.store(1, std::memory_order_seq_cst); }
void HostBell::awake() noexcept { page().host_sleeps.store(0, std::memory_order_relaxed); }  // a late ring costs a round, no more

void HostBell::silence() noexcept {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = ::read(event_.get(), &count, sizeof count);  // EAGAIN: nobody rang
}

WorkerBell::WorkerBell(base::UniqueFd memory, base::UniqueFd event)
    : memory_(std::make_shared<base::SharedMemory>(
          base::SharedMemory::open(std::move(memory), kDoorbellBytes, base::SharedMemory::Access::ReadOnly))),
      event_(std::move(event)) {
    memory_->close_fd();
    const std::uint64_t reach = reinterpret_cast<const Doorbell*>(memory_->data())->reach;
    arguments_ = std::make_shared<ArgumentSource>(std::make_shared<ArenaView>(memory_, reach));
}

void WorkerBell::ring() noexcept {
    const auto& page = *reinterpret_cast<const Doorbell*>(memory_->data());
    if (page.host_sleeps.load(std::memory_order_seq_cst) == 0) return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(event_.get(), &one, sizeof one);  // EAGAIN: it is ringing already
}

}  // namespace poolscope::lane
