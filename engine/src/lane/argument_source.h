// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <poolscope/large_value.h>

#include "lane/arena_view.h"

namespace poolscope::lane {

/// Large arguments as a worker reads them, in place. They last as long as the task that they came with. One thread.
class ArgumentSource final : public detail::LargeSource {
public:
    explicit ArgumentSource(std::shared_ptr<ArenaView> view) : view_(std::move(view)) {}
    [[nodiscard]] const std::byte* find(std::uint64_t offset, std::uint64_t size_bytes) const override;
    [[nodiscard]] std::shared_ptr<const void> owner() const override { return {}; }
    [[nodiscard]] std::uint64_t size_bytes() const noexcept override { return view_->reach(); }

private:
    std::shared_ptr<ArenaView> view_;
};

}  // namespace poolscope::lane
