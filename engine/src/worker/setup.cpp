// SPDX-License-Identifier: MIT
#include "worker/setup.h"

#include <tuple>

#include <poolscope/value.h>

namespace poolscope::worker {

using Fields = std::tuple<std::string, std::uint32_t, std::uint32_t, std::string, std::optional<std::uint64_t>, std::string,
                          std::vector<std::byte>, std::vector<std::string>>;

std::vector<std::byte> encode_setup(const Setup& setup) {
    return encode_value(Fields(setup.name, setup.slot, setup.generation, setup.start_method, setup.maxtasksperchild,
                               setup.initializer, setup.initargs, setup.modules));
}

Setup decode_setup(std::span<const std::byte> bytes) {
    Setup setup;
    std::tie(setup.name, setup.slot, setup.generation, setup.start_method, setup.maxtasksperchild, setup.initializer,
             setup.initargs, setup.modules) = decode_value<Fields>(bytes);
    return setup;
}

}  // namespace poolscope::worker
