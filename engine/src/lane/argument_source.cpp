// SPDX-License-Identifier: MIT
#include "lane/argument_source.h"

#include <cerrno>
#include <string>

#include <poolscope/errors.h>
#include <poolscope/wire.h>

namespace poolscope::lane {

const std::byte* ArgumentSource::find(std::uint64_t offset, std::uint64_t size_bytes) const {
    if (!view_->holds(offset, size_bytes) || offset % 8 != 0)
        throw DecodingError(DecodingError::Reason::Damaged, "damaged value: a handle beyond the memory of the pool's arguments");
    const std::byte* const data = view_->at(offset, size_bytes);
    if (data == nullptr)
        throw SystemError("cannot map a large argument of " + std::to_string(size_bytes) + " bytes: this worker has no address space left for it (RLIMIT_AS?)", ENOMEM);
    return data;
}

}  // namespace poolscope::lane
