// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <poolscope/batch_spec.h>
#include <poolscope/context.h>
#include <poolscope/cost_estimate.h>

#include "forms/function_catalogue.h"

class QLineEdit;

namespace poolscope::ui {

class CountField;
class ExplainedChoice;
class Fold;
class FunctionField;
class LimitsForm;
class NoteLabel;
class ProblemLabel;

/// The options of the pool: processes, start method, initializer with initargs, maxtasksperchild, and folded away what goes beyond CPython. Shows values and what
/// check() says of them, emits that something was changed; knows no rule itself. An empty field is the default.
class PoolForm : public QWidget {
    Q_OBJECT

public:
    explicit PoolForm(QWidget* parent = nullptr);

    /// What the fields say. A field whose text is no value (its problem is shown beside it) counts as left empty.
    [[nodiscard]] PoolSpec value() const;
    /// Shows `spec`; what was typed before is replaced.
    void setValue(const PoolSpec& spec);
    /// True while no field has a problem.
    [[nodiscard]] bool isValid() const { return m_valid; }

    /// The names that the initializer may have. Until this is called, every name is accepted.
    void setCatalogue(const FunctionCatalogue& catalogue);
    /// What the default of `processes` is and why. The constructor asks usable_cpus().
    void setUsableCpus(const CpuCount& cpus);
    /// Shows beside its field what is known to go wrong with it; those of other fields are left to others.
    void showWarnings(const std::vector<study::CostWarning>& warnings);
    /// How many workers a pool made from this form would have; 0 while the field has a problem.
    [[nodiscard]] int effectiveProcesses() const;

signals:
    /// A field was changed, by a person or by setValue() (then once).
    void valueChanged();
    /// Run and Submit depend on it. Emitted when it changes; true at the start.
    void validityChanged(bool valid);

private:
    void fillStartMethods();
    void layOut();
    void connectFields();
    void fieldChanged();
    /// Asks for the problems of what the fields say now, and shows them.
    void showProblems();
    void explain();

    CountField* m_processes;
    ExplainedChoice* m_startMethod;
    FunctionField* m_initializer;
    QLineEdit* m_initargs;
    CountField* m_maxtasks;
    NoteLabel* m_processesNote;
    NoteLabel* m_startMethodNote;
    NoteLabel* m_initializerNote;
    NoteLabel* m_initargsNote;
    NoteLabel* m_maxtasksNote;
    NoteLabel* m_processesWarning;
    NoteLabel* m_initializerWarning;
    NoteLabel* m_maxtasksWarning;
    ProblemLabel* m_processesProblem;
    ProblemLabel* m_startMethodProblem;
    ProblemLabel* m_initializerProblem;
    ProblemLabel* m_initargsProblem;
    ProblemLabel* m_maxtasksProblem;
    LimitsForm* m_limits;
    Fold* m_limitsFold;
    FunctionCatalogue m_catalogue;
    CpuCount m_cpus;
    bool m_valid = true;
    bool m_setting = false;
};

}  // namespace poolscope::ui
