// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "forms/note_label.h"

namespace poolscope::ui {

/// The line under a field that says what is wrong with it. Takes no room while nothing is.
class ProblemLabel : public NoteLabel {
    Q_OBJECT

public:
    /// `field` is what the problem is with: screen readers are told the words with it.
    explicit ProblemLabel(QWidget* field, QWidget* parent = nullptr);

    void setProblem(const QString& problem);
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    QWidget* m_field;
    QString m_problem;
};

}  // namespace poolscope::ui
