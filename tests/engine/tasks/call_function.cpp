// SPDX-License-Identifier: MIT
// Calls functions of the catalogue in a process of its own: call_function NAME '[ARGUMENTS]' [NAME '[ARGUMENTS]' ...].
// Prints a line of JSON for each.
#include <cstdio>

#include <nlohmann/json.hpp>

#include <poolscope/catalogue.h>
#include <poolscope/function.h>

int main(int argc, char** argv) {
    using namespace poolscope;
    register_catalogue();
    for (int i = 1; i + 1 < argc; i += 2) {
        const Function& function = Registry::of_process().get(argv[i]);
        const auto arguments = bind_arguments(function, Json::parse(argv[i + 1]), Json::object());
        std::vector<std::byte> result;
        ValueReader reader(arguments);
        ValueWriter writer(result);
        function.invoke(reader, writer);
        std::puts(value_to_json(result).dump().c_str());
        std::fflush(stdout);
    }
    return 0;
}
