// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QString>

#include <poolscope/batch_spec.h>

namespace poolscope::ui {

/// What somebody has typed for one batch, whether or not it makes sense yet. The fields that the chosen method and kind of
/// input do not use keep their text, so that changing one's mind loses nothing.
struct BatchDraft {
    enum class Input { List, Range, Lines };

    Method method = Method::Map;
    QString function;
    Input input = Input::List;
    QString list;                           ///< JSON, with or without the outer brackets
    QString rangeStart, rangeStop, rangeStep;
    QString file;
    QString args, kwargs;
    QString chunksize;

    [[nodiscard]] bool operator==(const BatchDraft&) const = default;
};

/// One thing that is wrong with a draft, and the field to say it beside.
struct DraftProblem {
    enum class Field { Method, Function, Input, Args, Kwargs, Chunksize };

    Field field = Field::Method;
    QString message;
};

/// A draft as a batch. `spec` is what could be read; only without problems may it be submitted.
struct DraftReading {
    BatchSpec spec;
    std::vector<DraftProblem> problems;

    [[nodiscard]] bool isGood() const { return problems.empty(); }
    /// The messages for one field, one a line.
    [[nodiscard]] QString problemsOf(DraftProblem::Field field) const;
};

/// Reads the texts and asks check() about the result. Without `knownFunctions` every name is accepted.
[[nodiscard]] DraftReading readDraft(const BatchDraft& draft, const std::vector<std::string>* knownFunctions = nullptr);
/// The draft that readDraft() gives `spec` back for.
[[nodiscard]] BatchDraft draftOf(const BatchSpec& spec);

}  // namespace poolscope::ui
