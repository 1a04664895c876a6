// SPDX-License-Identifier: GPL-3.0-or-later
#include "completion.h"

namespace poolscope::app {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

/// What offers values for a placeholder: a line of shell, or nothing where only the user knows.
std::string offer(const OptionFacts& option) {
    if (!option.choices.empty()) return "_poolscope_words '" + joined(option.choices) + "'";
    if (option.value == "FILE" || option.value == "PNG" || option.value == "HTML") return "_poolscope_files -f";
    if (option.value == "FOLDER") return "_poolscope_files -d";
    if (option.value == "METHOD") return "_poolscope_words 'fork spawn forkserver none'";
    if (option.value == "SCENARIO") return "_poolscope_scenarios";
    return ":";
}

/// The words that lead from the program to a command: "run", "trace show".
std::string below(const std::string& path, const CommandFacts& command) {
    return path.empty() ? command.name : path + " " + command.name;
}

void add_paths(const CommandFacts& command, const std::string& path, std::string& out) {
    for (const CommandFacts& each : command.commands) {
        out += "            '" + path + " " + each.name + "') command='" + below(path, each) + "' ;;\n";
        add_paths(each, below(path, each), out);
    }
}

void add_values(const CommandFacts& command, const std::string& path, std::string& out) {
    for (const OptionFacts& option : command.options) {
        if (option.value.empty()) continue;
        for (std::size_t i = 0; i < option.names.size(); ++i)
            out += (i == 0 ? "        '" : "|'") + path + " " + option.names[i] + "'";
        out += ") " + offer(option) + "; return ;;\n";
    }
    for (const CommandFacts& each : command.commands) add_values(each, below(path, each), out);
}

void add_words(const CommandFacts& command, const std::string& path, std::string& out) {
    std::vector<std::string> options;
    for (const OptionFacts& option : command.options)
        options.insert(options.end(), option.names.begin(), option.names.end());
    out += "        '" + path + " -') _poolscope_words '" + joined(options) + "' ;;\n";
    std::vector<std::string> commands;
    for (const CommandFacts& each : command.commands) commands.push_back(each.name);
    out += "        '" + path + " ')";
    if (!command.arguments.empty()) out += " " + offer(command.arguments.front()) + ";";
    out += " _poolscope_words '" + joined(commands) + "' ;;\n";
    for (const CommandFacts& each : command.commands) add_words(each, below(path, each), out);
}

constexpr const char* kHead = R"sh(# bash completion of poolscope; printed by: poolscope completion bash

_poolscope_words() {
    COMPREPLY+=($(compgen -W "$1" -- "$cur"))
}

_poolscope_files() {
    local IFS=$'\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY+=($(compgen "$1" -- "$cur"))
}

_poolscope_scenarios() {
    _poolscope_files -f
    _poolscope_words "$(poolscope scenarios 2>/dev/null | sed '1d; s/ .*//')"
}

_poolscope() {
    local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' i
    # In --option=value the equals sign is a word of its own.
    if [[ $cur == '=' ]]; then
        cur=
    elif [[ $previous == '=' ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case "$command ${COMP_WORDS[i]}" in
)sh";

}  // namespace

std::string bash_completion(const CommandFacts& program) {
    std::string out = kHead;
    add_paths(program, "", out);
    out += "        esac\n    done\n    COMPREPLY=()\n    case \"$command $previous\" in\n";
    add_values(program, "", out);
    out += "    esac\n    local kind=''\n    [[ $cur != -* ]] || kind=-\n    case \"$command $kind\" in\n";
    add_words(program, "", out);
    out += "    esac\n}\n\ncomplete -F _poolscope " + program.name + "\n";
    return out;
}

}  // namespace poolscope::app
