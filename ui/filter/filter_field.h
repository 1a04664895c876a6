// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QString>
#include <QStringView>

namespace poolscope::ui {

/// What a filter can ask of a row.
enum class FilterField {
    Anything,  ///< a word without a field: any text of the row
    State,
    Worker,
    Slot,
    Pid,
    Batch,
    Function,
    Item,
    Task,
    Attempt,
    Duration,
    Queue,
    Transport,
    Moment,
    Value,
    Error,
    Arguments,
    Output,
    Cause,
};

/// How the values of a field are written and compared.
enum class FilterKind {
    Choice,    ///< one of a list of words
    Count,     ///< whole numbers
    Duration,  ///< nanoseconds; a number without a unit is seconds
    Name,      ///< a short text; several may be given, with commas
    Text,      ///< a long text; comparisons look at it as a number
    Written,   ///< a text, or how many bytes of it there are
};

struct FilterFieldInfo {
    FilterField field;
    const char* name;   ///< as it is written; not translated, so that filters can be passed on
    const char* alias;  ///< another name, or empty
    FilterKind kind;
    const char* meaning;  ///< for translation in the context "Filter"
    const char* example;
};

/// Every field that there is, in the order in which they are explained.
[[nodiscard]] std::span<const FilterFieldInfo> filterFields();
[[nodiscard]] const FilterFieldInfo& infoOf(FilterField field);
/// By name or alias, without regard to case.
[[nodiscard]] std::optional<FilterField> filterFieldNamed(QStringView name);

/// A word of a Choice field, and the number that rows have for it.
struct FilterChoice {
    QString word;  ///< as it is written: "timed-out"
    qint64 value = 0;
};

/// What the rows of one table can be asked.
struct FilterVocabulary {
    std::vector<FilterField> fields;
    std::vector<FilterChoice> states;  ///< for FilterField::State
    [[nodiscard]] bool has(FilterField field) const;
};

}  // namespace poolscope::ui
