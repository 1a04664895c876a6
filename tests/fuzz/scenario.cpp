// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/scenario.h>
#include <poolscope/scenario_draft.h>

#include "fuzz_input.h"

/// A scenario file of unknown origin.
namespace {

using namespace poolscope;

void read_again(const Scenario& scenario, const std::vector<std::string>& known) {
    const std::string text = to_json(scenario).dump(2);
    const Scenario again = parse_scenario(text, {}, &known);
    fuzz::require(to_json(again).dump(2) == text, "a saved scenario is read as it was");
    // What modules bring is not known before they are loaded.
    const std::vector<std::string>* const known_here = scenario.modules.empty() ? &known : nullptr;
    fuzz::require(check(scenario.pool, known_here).empty(), "the pool of a sound scenario is sound");
    for (const BatchSpec& batch : scenario.batches) {
        fuzz::require(check(batch, known_here).empty(), "the batches of a sound scenario are sound");
        static_cast<void>(batch_from_json(to_json(batch)));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<std::string> known{"square", "is_prime", "multiply", "sleep", "slow_start"};
    const std::string text(fuzz::Input(data, size).text());
    if (const auto draft = parse_scenario_draft(text)) static_cast<void>(to_json(*draft).dump(-1, ' ', false, Json::error_handler_t::replace));
    for (const char* folder : {"", "/a/folder"}) {
        try {
            read_again(parse_scenario(text, folder, &known), known);
        } catch (const ScenarioError& error) {
            fuzz::require(!error.problems().empty(), "a refused scenario has a problem");
            for (const ScenarioProblem& problem : error.problems())
                fuzz::require(!problem.message.empty(), "a problem says what it is");
        }
    }
    return 0;
}
