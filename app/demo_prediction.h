// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <poolscope/lesson.h>

namespace poolscope::app {

/// How an answer to this question is typed: "a number of s", "the number of one of them", ...
[[nodiscard]] std::string prediction_form(const LessonQuestion& question);
/// What was typed. Throws ValueError that says what is wrong with it.
[[nodiscard]] LessonAnswer prediction_from_text(const LessonQuestion& question, const std::string& typed);

}  // namespace poolscope::app
