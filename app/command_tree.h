// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace poolscope::app {

/// An option or an argument of a command, as --help knows it.
struct OptionFacts {
    std::vector<std::string> names;  ///< "--help", "-h"; empty: an argument without a name
    std::string value;               ///< what stands for its value: "FILE", "N"; empty: it takes none
    std::vector<std::string> choices;  ///< the values that are taken, where they are a closed list
    std::string description;
    std::string group;
};

/// A command with what it takes and the commands below it.
struct CommandFacts {
    std::string name;
    std::string description;
    std::string footer;
    std::vector<OptionFacts> options;    ///< with names
    std::vector<OptionFacts> arguments;  ///< without
    std::vector<CommandFacts> commands;
};

/// The command line as it was declared. Completion and manual are made of this, so that neither can fall behind.
/// What was declared with an empty group is hidden and left out.
[[nodiscard]] CommandFacts facts_of(const CLI::App& app);

}  // namespace poolscope::app
