// SPDX-License-Identifier: GPL-3.0-or-later
#include "completion.h"

namespace poolscope::app {

namespace {

/// Text inside '...[here]...': brackets, colons and quotes mean something to _arguments and to the shell.
std::string quoted(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\'')
            out += "'\\''";
        else if (c == '[' || c == ']' || c == ':' || c == '\\')
            out += std::string("\\") + c;
        else
            out += c == '\n' ? ' ' : c;
    }
    return out;
}

std::string offer(const OptionFacts& option) {
    if (!option.choices.empty()) {
        std::string words;
        for (const std::string& word : option.choices) words += (words.empty() ? "" : " ") + word;
        return "(" + words + ")";
    }
    if (option.value == "FILE" || option.value == "PNG" || option.value == "HTML") return "_files";
    if (option.value == "FOLDER") return "_files -/";
    if (option.value == "METHOD") return "(fork spawn forkserver none)";
    if (option.value == "SCENARIO") return "_poolscope__scenario_names";
    return " ";
}

std::string function_name(const std::string& path) {
    return "_" + path;
}

void add_specifications(const CommandFacts& command, std::string& out) {
    for (const OptionFacts& option : command.options) {
        for (const std::string& name : option.names) {
            out += " \\\n        '" + name + (option.value.empty() ? "" : "=");
            out += "[" + quoted(option.description) + "]";
            if (!option.value.empty()) out += ":" + quoted(option.value) + ":" + offer(option);
            out += "'";
        }
    }
}

void add_function(const CommandFacts& command, const std::string& path, std::string& out) {
    for (const CommandFacts& each : command.commands) add_function(each, path + "_" + each.name, out);
    out += function_name(path) + "() {\n";
    if (command.commands.empty()) {
        out += "    _arguments -s";
        add_specifications(command, out);
        for (const OptionFacts& argument : command.arguments)
            out += " \\\n        '" + std::string(":") + quoted(argument.value) + ":" + offer(argument) + "'";
        out += "\n}\n\n";
        return;
    }
    out += "    local curcontext=\"$curcontext\" state\n    local -a line commands\n    commands=(";
    for (const CommandFacts& each : command.commands)
        out += "\n        '" + each.name + ":" + quoted(each.description) + "'";
    out += "\n    )\n    _arguments -C -s";
    add_specifications(command, out);
    out += " \\\n        '1: :->first' '*:: :->rest'\n    case $state in\n        first)\n"
           "            _describe -t commands command commands\n";
    if (!command.arguments.empty()) out += "            " + offer(command.arguments.front()) + "\n";
    out += "            ;;\n        rest)\n            case $line[1] in\n";
    for (const CommandFacts& each : command.commands)
        out += "                " + each.name + ") " + function_name(path + "_" + each.name) + " ;;\n";
    out += "            esac\n            ;;\n    esac\n}\n\n";
}

// Two underscores, since the command `scenarios` has a function of its own.
constexpr const char* kScenarios = R"sh(_poolscope__scenario_names() {
    local -a names
    names=(${(f)"$(poolscope scenarios 2>/dev/null | sed '1d; s/ .*//')"})
    _describe -t scenarios scenario names
    _files
}

)sh";

}  // namespace

std::string zsh_completion(const CommandFacts& program) {
    std::string out = "#compdef poolscope\n# zsh completion of poolscope; printed by: poolscope completion zsh\n\n";
    out += kScenarios;
    add_function(program, program.name, out);
    out += "if [ \"$funcstack[1]\" = _poolscope ]; then\n    _poolscope \"$@\"\nelse\n    compdef _poolscope poolscope\nfi\n";
    return out;
}

}  // namespace poolscope::app
