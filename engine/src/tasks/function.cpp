// SPDX-License-Identifier: MIT
#include <poolscope/function.h>

#include <utility>

#include "tasks/module_loading.h"

namespace poolscope::detail {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t*&.");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// "square(x, level=1)" gives x and level. Fewer or more names than parameters: the text is no signature, none are given.
std::vector<std::string> names_in_signature(std::string_view docstring, std::size_t parameters) {
    const std::string_view line = docstring.substr(0, docstring.find('\n'));
    const auto open = line.find('(');
    const auto close = line.find(')', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    std::vector<std::string> names;
    std::string_view rest = line.substr(open + 1, close - open - 1);
    while (!trimmed(rest).empty()) {
        const auto comma = rest.find(',');
        const std::string_view piece = rest.substr(0, comma);
        names.emplace_back(trimmed(piece.substr(0, piece.find_first_of("=:"))));
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    if (names.size() != parameters) return {};
    return names;
}

}  // namespace

Function describe(std::string_view name, std::string_view docstring, Role role, const void* address,
                  std::vector<std::string> parameter_types, std::string result_type, std::size_t required_parameters,
                  Function::Invoker invoker) {
    Function function;
    function.name = name.substr(0, 2) == "::" ? name.substr(2) : name;
    function.docstring = docstring;
    function.parameter_names = names_in_signature(docstring, parameter_types.size());
    if (function.parameter_names.empty())
        for (std::size_t i = 0; i < parameter_types.size(); ++i)
            function.parameter_names.push_back("arg" + std::to_string(i + 1));
    function.parameter_types = std::move(parameter_types);
    function.result_type = std::move(result_type);
    function.required_parameters = required_parameters;
    function.is_initializer = role == Role::Initializer;
    function.address = address;
    function.invoker = invoker;
    return function;
}

void announce(Function function) {
    if (auto* loading = tasks::ModuleLoading::on_this_thread()) return loading->functions.push_back(std::move(function));
    Registry::of_process().add(std::move(function));
}

void throw_argument(const Function& function, std::size_t index, const DecodingError& error) {
    const std::string place = function.name + "() " +
                              (index < function.parameter_names.size()
                                   ? "argument '" + function.parameter_names[index] + "': "
                                   : std::string("arguments: "));
    switch (error.reason()) {
    case DecodingError::Reason::WrongKind: throw TypeError(place + error.what());
    case DecodingError::Reason::OutOfRange: throw ValueError(place + error.what());
    case DecodingError::Reason::Damaged: break;
    }
    throw DecodingError(error.reason(), place + error.what());
}

void throw_unsendable(const char* result_type, const char* reason) {
    throw UnsendableResult("Error sending result: '<" + readable_type(result_type) + ">'. Reason: '" + reason + "'");
}

}  // namespace poolscope::detail
