// SPDX-License-Identifier: MIT
#include <tuple>

#include <poolscope/function.h>

#include "tasks/catalogue_sections.h"

namespace poolscope::tasks {

namespace {

std::int64_t plain_loop(const std::string& name, std::int64_t count) {
    if (count < 0) throw ValueError("count must not be negative");
    const Function& function = Registry::of_process().get(name);
    std::vector<std::byte> bytes;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::vector<std::byte> arguments = encode_value(std::tuple<std::int64_t>(i));
        ValueReader reader(arguments);
        bytes.clear();
        ValueWriter result(bytes);
        function.invoke(reader, result);
    }
    return count;
}

}  // namespace

void register_loops() {
    register_function<&plain_loop>("plain_loop", R"(plain_loop(function, count)
Calls a function of one number with 0, 1, 2, ... up to `count` - 1, one after another within this one task, and gives how
often: what a plain loop costs, beside the same calls dealt out by a pool.

Example: `plain_loop("square", 20000)` gives `20000`.)");
}

}  // namespace poolscope::tasks
