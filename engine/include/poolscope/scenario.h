// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/batch_spec.h>
#include <poolscope/faults.h>
#include <poolscope/json.h>

namespace poolscope {

/// One thing that is wrong with a scenario, and where: a JSON pointer ("/batches/1/chunksize") or "line 3, column 5".
struct ScenarioProblem {
    std::string place;
    std::string message;
};

/// A scenario that cannot be used; what() lists every problem, one a line, as "place: message".
class ScenarioError : public std::runtime_error {
public:
    explicit ScenarioError(std::vector<ScenarioProblem> problems);
    [[nodiscard]] const std::vector<ScenarioProblem>& problems() const noexcept { return problems_; }

private:
    std::vector<ScenarioProblem> problems_;
};

/// What the window saves and opens, what the command line runs, what a demo is (DESIGN.md, "The scenario file").
struct Scenario {
    std::string title;
    std::string description;            ///< Markdown
    std::vector<std::string> modules;   ///< shared objects to load, absolute or relative to the scenario's folder
    PoolSpec pool;
    std::vector<BatchSpec> batches;
    FaultPlan faults;                   ///< "faults": {"seed": 7, "plan": [{"do": "kill", "at": "task", "worker": 1, "nth": 3}, ...]}
    Json lesson = nullptr;              ///< "lesson": an object as <poolscope/lesson.h> reads it, kept as it is; null: none
};

/// Reads a scenario. `folder` is where relative paths (modules, {"lines": FILE}) start; they are made absolute when
/// it is given. Every problem is found, not only the first: unknown keys, wrong types, values the pool would refuse (with CPython's
/// messages), unknown functions when `known_functions` is given. Throws ScenarioError.
[[nodiscard]] Scenario parse_scenario(const std::string& text, const std::string& folder = {},
                                      const std::vector<std::string>* known_functions = nullptr);
/// Reads a file; its folder is the folder. Throws ScenarioError, also when the file cannot be read.
[[nodiscard]] Scenario load_scenario(const std::string& path, const std::vector<std::string>* known_functions = nullptr);
/// As a file: "poolscope": 1 first, null for defaults. parse_scenario(to_json(s).dump(2)) gives s back.
[[nodiscard]] Json to_json(const Scenario& scenario);
/// Writes atomically (a new file, renamed). Throws SystemError.
void save_scenario(const Scenario& scenario, const std::string& path);

/// One part at a time, for a form: the problems of a pool or a batch alone, places without the leading part
/// ("processes", "chunksize"). Empty: it is good.
[[nodiscard]] std::vector<ScenarioProblem> check(const PoolSpec& pool, const std::vector<std::string>* known_functions = nullptr);
[[nodiscard]] std::vector<ScenarioProblem> check(const BatchSpec& batch, const std::vector<std::string>* known_functions = nullptr);
/// Places as "plan/0/seconds".
[[nodiscard]] std::vector<ScenarioProblem> check(const FaultPlan& plan);
/// The batch as a JSON object of the scenario format, and back (throws ScenarioError): what the command protocol sends.
[[nodiscard]] Json to_json(const BatchSpec& batch);
[[nodiscard]] BatchSpec batch_from_json(const Json& json);
/// A fault plan as the scenario's "faults" has it, and back (throws ScenarioError that names the place).
[[nodiscard]] Json to_json(const FaultPlan& plan);
[[nodiscard]] FaultPlan faults_from_json(const Json& json);
/// One fault in a line, as the command line takes it: "kill at=task worker=1 nth=3", "delay at=initializer seconds=500ms",
/// "fail message='no database'", or the JSON object of a plan. Throws ScenarioError whose places are the keys.
[[nodiscard]] Fault fault_from_text(const std::string& text);
/// fault_from_text(to_text(f)) gives f back.
[[nodiscard]] std::string to_text(const Fault& fault);

}  // namespace poolscope
