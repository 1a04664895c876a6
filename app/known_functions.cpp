// SPDX-License-Identifier: GPL-3.0-or-later
#include "known_functions.h"

#include <poolscope/catalogue.h>

namespace poolscope::app {

std::vector<const Function*> catalogue_functions() {
    register_catalogue();
    return Registry::of_process().all();
}

std::vector<std::string> known_functions() {
    std::vector<std::string> names;
    for (const Function* function : catalogue_functions())
        names.push_back(function->name);
    return names;
}

}  // namespace poolscope::app
