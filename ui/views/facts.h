// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include <QString>

#include "format/appearance.h"
#include "session/selection.h"

namespace poolscope::ui {

class RunMoment;
class ValueSource;

/// What there is to say about one subject, without any look.
struct Facts {
    struct Fact {
        QString name;
        QString value;
        Subject link;  ///< what the value leads to
        friend bool operator==(const Fact&, const Fact&) = default;
    };
    struct Text {
        QString name;
        QString text;
        Ink ink = Ink::Muted;
        friend bool operator==(const Text&, const Text&) = default;
    };
    QString title;
    QString state;  ///< in one or a few words
    Ink stateInk = Ink::Muted;
    std::vector<Fact> facts;
    std::vector<Text> texts;  ///< arguments, value, error

    friend bool operator==(const Facts&, const Facts&) = default;
};

/// Everything that the trace knows of the subject at a moment of the run; no title when it is None or does not exist, and no
/// facts when it is not there yet at that moment.
[[nodiscard]] Facts describe(Subject subject, const RunMoment& moment, const ValueSource& values, Time now);

}  // namespace poolscope::ui
