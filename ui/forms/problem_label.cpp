// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/problem_label.h"

#include <QAccessible>

namespace poolscope::ui {

ProblemLabel::ProblemLabel(QWidget* field, QWidget* parent) : NoteLabel(Ink::Bad, parent), m_field(field) {}

void ProblemLabel::setProblem(const QString& problem) {
    if (problem == m_problem) return;
    m_problem = problem;
    setNote(problem.isEmpty() ? QString() : QStringLiteral("\u26a0 ") + problem);
    m_field->setAccessibleDescription(problem);
    if (problem.isEmpty()) return;
    QAccessibleEvent alert(m_field, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

}  // namespace poolscope::ui
