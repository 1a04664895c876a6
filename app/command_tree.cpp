// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_tree.h"

#include <sstream>

#include <CLI/CLI.hpp>

namespace poolscope::app {

namespace {

/// The words of "THEME:{system,light,dark}"; none where there is no such list.
std::vector<std::string> choices_in(const std::string& type) {
    const auto open = type.find('{');
    const auto close = type.find('}', open);
    if (open == std::string::npos || close == std::string::npos) return {};
    std::vector<std::string> words;
    std::istringstream list(type.substr(open + 1, close - open - 1));
    for (std::string word; std::getline(list, word, ',');) words.push_back(word);
    return words;
}

OptionFacts facts_of(const CLI::Option& option) {
    OptionFacts facts;
    for (const std::string& name : option.get_snames()) facts.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) facts.names.push_back("--" + name);
    const std::string type = option.get_type_name();
    if (option.get_items_expected_max() > 0) facts.value = type.substr(0, type.find(':'));
    if (facts.names.empty()) facts.value = option.get_name(true);
    facts.choices = choices_in(type);
    facts.description = option.get_description();
    facts.group = option.get_group();
    return facts;
}

}  // namespace

CommandFacts facts_of(const CLI::App& app) {
    CommandFacts facts{app.get_name(), app.get_description(), app.get_footer(), {}, {}, {}};
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) continue;
        OptionFacts of_option = facts_of(*option);
        (of_option.names.empty() ? facts.arguments : facts.options).push_back(std::move(of_option));
    }
    for (const CLI::App* command : app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); }))
        facts.commands.push_back(facts_of(*command));
    return facts;
}

}  // namespace poolscope::app
