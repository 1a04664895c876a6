// SPDX-License-Identifier: MIT
#include "check_story.h"

namespace poolscope::testing {

QString told_otherwise(const std::string& path, Rule rule, const QString& text, const Tell& tell) {
    {
        Story story(path);
        tell(story);
    }
    const CheckReport report = check_trace(path);
    const QString all = QString::fromStdString(report_text(report));
    if (report.sound() || !all.contains(text)) {
        return all;
    }
    for (const Finding& finding : report.findings) {
        if (finding.rule != rule) {
            return all;
        }
    }
    const auto record = Reader(path).read_at(report.findings.front().file_offset);
    return record && record->sequence == report.findings.front().sequence ? QString() : "it names no record: " + all;
}

}  // namespace poolscope::testing
