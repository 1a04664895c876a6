// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/function.h>

/// Calls a registered function in this process as a worker does: through bytes there and back.
template <class R = poolscope::Json, class... A>
R invoked(const char* name, const A&... arguments) {
    std::vector<std::byte> list, result;
    poolscope::ValueWriter writer(list);
    poolscope::encode_arguments(writer, arguments...);
    poolscope::ValueReader reader(list);
    poolscope::ValueWriter out(result);
    poolscope::Registry::of_process().get(name).invoke(reader, out);
    return poolscope::decode_value<R>(result);
}
