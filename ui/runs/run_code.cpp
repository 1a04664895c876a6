// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/run_code.h"

namespace poolscope::ui {

std::optional<MeasuredCode> codeOfRun(const StoredRun& run, const std::vector<StoredRun>& all, const std::optional<study::BaselineMark>& mark) {
    auto recorded = study::recorded_configuration(run, all, mark);
    if (!recorded) return {};
    QStringList words;
    for (const std::string& line : recorded->measured) words << QString::fromStdString(line);
    return MeasuredCode{std::move(recorded->scenario), words};
}

}  // namespace poolscope::ui
