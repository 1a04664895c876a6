// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace poolscope::app {

/// A scenario that came with the program.
struct ShelvedScenario {
    std::string name;  ///< "four-workers": the file's name without its number and ending
    std::string path;
    std::string title;
};

/// The scenarios that came with the program, in their order: from share/poolscope/scenarios beside the program's
/// folder, or from resources/scenarios of the source tree in which it was built. Files that cannot be read are left
/// out.
[[nodiscard]] std::vector<ShelvedScenario> shelved_scenarios();

/// The path of the scenario of this name, "four-workers" or "01-four-workers"; empty when there is none.
[[nodiscard]] std::optional<std::string> find_shelved_scenario(const std::string& name);

/// The path of the sweep file of this name, "how-many-workers", from the folder of sweeps beside that of the scenarios.
[[nodiscard]] std::optional<std::string> find_shelved_sweep(const std::string& name);

/// What `poolscope scenarios` does. Returns the exit status.
[[nodiscard]] int scenarios_command();

}  // namespace poolscope::app
