// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions_command.h"

#include <cstddef>
#include <iostream>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include "exit_status.h"
#include "known_functions.h"

namespace poolscope::app {

namespace {

/// "multiply(a: int, b: int) -> int"; what may be left out stands in brackets.
std::string signature(const Function& function) {
    std::string text = function.name + "(";
    for (std::size_t i = 0; i < function.parameter_names.size(); ++i) {
        const bool optional = i >= function.required_parameters;
        if (optional) text += '[';
        if (i > 0) text += ", ";
        text += function.parameter_names[i];
        if (i < function.parameter_types.size()) text += ": " + function.parameter_types[i];
        if (optional) text += ']';
    }
    text += ")";
    if (!function.result_type.empty() && function.result_type != "None") text += " -> " + function.result_type;
    return text;
}

/// The docstring without its first line, which is the signature.
std::string explanation(const Function& function) {
    const auto end = function.docstring.find('\n');
    return end == std::string::npos ? std::string() : function.docstring.substr(end + 1);
}

void write_function(const Function& function, std::ostream& out) {
    out << signature(function) << '\n';
    std::istringstream lines(explanation(function));
    for (std::string line; std::getline(lines, line);) {
        out << (line.empty() ? "" : "    ") << line << '\n';
    }
    out << '\n';
}

Json to_json(const Function& function) {
    Json parameters = Json::array();
    for (std::size_t i = 0; i < function.parameter_names.size(); ++i) {
        Json parameter = {{"name", function.parameter_names[i]}};
        if (i < function.parameter_types.size()) parameter["type"] = function.parameter_types[i];
        parameter["required"] = i < function.required_parameters;
        parameters.push_back(std::move(parameter));
    }
    return {{"name", function.name},          {"signature", signature(function)},
            {"doc", explanation(function)},   {"parameters", std::move(parameters)},
            {"result", function.result_type}, {"initializer", function.is_initializer}};
}

}  // namespace

int functions_command(FunctionsOutput output) {
    const auto functions = catalogue_functions();
    if (output == FunctionsOutput::Json) {
        Json document = Json::array();
        for (const Function* function : functions)
            document.push_back(to_json(*function));
        std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
        return kSucceeded;
    }
    std::cout << "Functions\n\n";
    for (const Function* function : functions) {
        if (!function->is_initializer) write_function(*function, std::cout);
    }
    std::cout << "Initializers (called once in each new worker; any function may be one)\n\n";
    for (const Function* function : functions) {
        if (function->is_initializer) write_function(*function, std::cout);
    }
    return kSucceeded;
}

}  // namespace poolscope::app
