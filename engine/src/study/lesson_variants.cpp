// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

#include <poolscope/context.h>

#include "study/lesson_parts.h"

namespace poolscope::study {

namespace {

using host::Fields;
using host::Place;
using host::Problems;

/// What a variant says, put into the scenario's document.
class Mixture {
public:
    Mixture(const Scenario& scenario, Fields& fields, const Place& at, Problems& problems)
        : document_(to_json(scenario)), fields_(fields), at_(at), problems_(problems) {
        document_.erase("lesson");
    }

    Scenario scenario(const std::string& name, const std::vector<std::string>* known, const std::string& folder) {
        put_pool();
        put_batches();
        if (const Json* const faults = fields_.find("faults")) document_["faults"] = *faults;
        try {
            Scenario scenario = parse_scenario(document_.dump(), folder, known);
            if (!name.empty()) scenario.title += (scenario.title.empty() ? "" : ": ") + name;
            return scenario;
        } catch (const ScenarioError& error) {
            for (const ScenarioProblem& problem : error.problems()) problems_.add(place_of(problem.place), problem.message);
        }
        return {};
    }

private:
    void put_pool() {
        if (const Json* const pool = fields_.find("pool")) {
            if (pool->is_object()) {
                for (auto entry = pool->begin(); entry != pool->end(); ++entry) document_["pool"][entry.key()] = entry.value();
            } else {
                fields_.problem("pool", "must be an object");
            }
        }
        const auto refuse = [](const Json&) { return std::string("must be a number above 0"); };
        const std::optional<double> per_core = fields_.number("processes_per_core", refuse);
        if (!per_core) return;
        if (!(*per_core > 0 && *per_core <= 64)) {
            fields_.problem("processes_per_core", "must be above 0 and at most 64");
            return;
        }
        document_["pool"]["processes"] = std::max<std::int64_t>(1, std::llround(*per_core * static_cast<double>(usable_cpus().count)));
    }

    void put_batches() {
        if (const Json* const batches = fields_.find("batches")) document_["batches"] = *batches;
        const Json* const every = fields_.find("every_batch");
        if (every == nullptr) return;
        if (!every->is_object()) {
            fields_.problem("every_batch", "must be an object");
            return;
        }
        if (!document_["batches"].is_array()) return;
        for (Json& batch : document_["batches"]) {
            if (!batch.is_object()) continue;
            for (auto entry = every->begin(); entry != every->end(); ++entry) batch[entry.key()] = entry.value();
        }
    }

    /// Where a teacher finds what the whole scenario's place means.
    [[nodiscard]] std::string place_of(const std::string& place) const {
        const std::string key = place.substr(std::min(place.size(), place.rfind('/') + 1));
        const Json* const every = fields_.find("every_batch");
        if (place.starts_with("/batches/") && every != nullptr && every->is_object() && every->contains(key))
            return at_.pointer() + "/every_batch/" + key;
        return at_.pointer() + place;
    }

    Json document_;
    Fields& fields_;
    const Place& at_;
    Problems& problems_;
};

}  // namespace

std::vector<LessonVariant> read_variants(const Json* list, const Place& at, const Scenario& scenario, Problems& problems,
                                         const std::vector<std::string>* known, const std::string& folder) {
    std::vector<LessonVariant> variants;
    if (list == nullptr) {
        LessonVariant only{"as it stands", {}, scenario};
        only.scenario.lesson = Json();
        variants.push_back(std::move(only));
        return variants;
    }
    if (!list->is_array() || list->empty()) {
        problems.add(at, "must be a list of objects with names");
        return variants;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Place here(at, i);
        if (!(*list)[i].is_object()) {
            problems.add(here, "must be an object with a name");
            continue;
        }
        Fields fields((*list)[i], here, problems);
        LessonVariant variant;
        variant.name = fields.string("name").value_or("");
        if (variant.name.empty()) fields.problem("name", "is missing");
        if (std::any_of(variants.begin(), variants.end(), [&](const LessonVariant& other) { return other.name == variant.name; }))
            fields.problem("name", "is the name of another variant too");
        variant.text = fields.string("text").value_or("");
        variant.scenario = Mixture(scenario, fields, here, problems).scenario(variant.name, known, folder);
        fields.refuse_unknown();
        variants.push_back(std::move(variant));
    }
    return variants;
}

}  // namespace poolscope::study
