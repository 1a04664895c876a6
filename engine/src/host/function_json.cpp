// SPDX-License-Identifier: MIT
#include "host/function_json.h"

#include <nlohmann/json.hpp>

#include <poolscope/function.h>

namespace poolscope::host {

namespace {

Json json_of(const Function& function) {
    return {{"name", function.name},
            {"doc", function.docstring},
            {"parameters", function.parameter_names},
            {"parameter_types", function.parameter_types},
            {"required_parameters", function.required_parameters},
            {"result_type", function.result_type},
            {"is_initializer", function.is_initializer},
            {"module", function.module}};
}

}  // namespace

Json functions_json() {
    Json list = Json::array();
    for (const Function* function : Registry::of_process().all())
        list.push_back(json_of(*function));
    return list;
}

}  // namespace poolscope::host
