// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <memory>
#include <variant>

#include <poolscope/trace.h>

#include "program_start.h"
#include "row.h"
#include "temporary_folder.h"

namespace poolscope::bench {

namespace {

/// Milliseconds from the launch of `poolscope run` to its first result, by the clock of its trace.
class FirstResultOfRun : public Row {
public:
    FirstResultOfRun() {
        std::ofstream file(folder_.file("scenario.json"));
        file << R"({"poolscope": 1, "title": "One call", "batches": [{"method": "apply", "function": "square", "args": [7]}]})";
    }
    double sample() override {
        const std::string kept = folder_.file("trace-" + std::to_string(++runs_));
        const double begin = now();
        StartedProgram program({program_beside("poolscope"), "run", folder_.file("scenario.json"), "--trace", kept});
        const int status = program.wait();
        require(status == 0, "poolscope run ended with status " + std::to_string(status));
        trace::Reader reader(kept);
        while (const auto record = reader.next()) {
            if (std::holds_alternative<trace::TaskEnded>(record->body)) return static_cast<double>(record->time) * 1e-6 - begin * 1e3;
        }
        throw std::runtime_error("the trace of the run has no result");
    }

private:
    TemporaryFolder folder_;
    int runs_ = 0;
};

}  // namespace

void add_program_rows(Rows& rows) {
    rows["first_result_of_run"] = [](const RowOptions&) { return std::make_unique<FirstResultOfRun>(); };
}

}  // namespace poolscope::bench
