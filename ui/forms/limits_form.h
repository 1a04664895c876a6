// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include <poolscope/batch_spec.h>
#include <poolscope/limits.h>
#include <poolscope/scenario.h>

class QLineEdit;

namespace poolscope::ui {

class CountField;
class ExplainedChoice;
class MeasureField;
class ProblemLabel;

/// What a pool may be told beyond CPython: how much its workers may take, and what becomes of them and of their items when
/// something goes wrong. Nothing is set at first. Shows values and problems; knows no rule itself.
class LimitsForm : public QWidget {
    Q_OBJECT

public:
    enum class Scope {
        Pool,        ///< all but maxtasksperchild, which stands among the options that CPython has
        NewWorkers,  ///< the limits that a running pool can be given for workers to come
    };
    explicit LimitsForm(Scope scope, QWidget* parent = nullptr);

    /// Sets the fields of `spec` that this form has. A text that is no value counts as left empty.
    void writeTo(PoolSpec& spec) const;
    void show(const PoolSpec& spec);
    /// Puts each problem beside its field and removes it from the list; what is left belongs to others. Texts that are no
    /// value are problems as well. True: this form has none.
    bool showProblems(std::vector<ScenarioProblem>& problems);
    /// How many options are not left to their default.
    [[nodiscard]] int setCount() const;

signals:
    void changed();

private:
    struct Row {
        QString place;  ///< of a ScenarioProblem
        ProblemLabel* problem;
    };
    void addLimits();
    void addRobustness();
    void add(const QString& name, QWidget* field, QWidget* described, const QString& tip);
    [[nodiscard]] QString problemOf(const QString& place) const;
    void followRetry();

    Scope m_scope;
    CountField* m_maxtasks = nullptr;
    CountField* m_maxitems;
    MeasureField* m_memory;
    MeasureField* m_age;
    MeasureField* m_taskTimeout;
    MeasureField* m_initializerTimeout;
    MeasureField* m_budgetTime = nullptr;
    CountField* m_budgetDeaths = nullptr;
    QLineEdit* m_jitter = nullptr;
    ExplainedChoice* m_onLost = nullptr;
    CountField* m_retries = nullptr;
    CountField* m_seed = nullptr;
    ExplainedChoice* m_capture = nullptr;
    std::vector<Row> m_rows;
    bool m_isShowing = false;
};

/// The limits of a PoolSpec that a running pool takes for new workers.
[[nodiscard]] WorkerLimits limitsOf(const PoolSpec& spec);
/// The fields of a form for these limits.
[[nodiscard]] PoolSpec specOf(const WorkerLimits& limits);

}  // namespace poolscope::ui
