// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDialog>

#include <poolscope/limits.h>
#include <poolscope/pool_state.h>

#include "session/reply.h"

class QPushButton;

namespace poolscope::ui {

class LimitsForm;
class NoteLabel;
class ProblemLabel;
class Session;

/// The limits of workers that start from now on, to be changed while the pool runs. Not modal; says itself whether the host
/// took them and whether the trace has them.
class LimitsDialog : public QDialog {
    Q_OBJECT

public:
    explicit LimitsDialog(QWidget* parent);

    /// Puts the limits that are in force into the fields.
    void showLimits(const PoolSummary& summary);
    /// What the trace says now; `whyNot` is empty when limits can be changed.
    void follow(const Session& session, const QString& whyNot);
    void setRequest(quint64 request) { m_request = request; }
    void answer(const Reply& reply);
    [[nodiscard]] LimitsForm& form() { return *m_form; }
    [[nodiscard]] QPushButton& applyButton() { return *m_apply; }
    [[nodiscard]] QString said() const;

signals:
    void wanted(const poolscope::WorkerLimits& limits);

private:
    void apply();
    void check();

    LimitsForm* m_form;
    NoteLabel* m_state;
    ProblemLabel* m_refusal;
    QPushButton* m_apply;
    QString m_whyNot;
    WorkerLimits m_inForce;
    std::optional<WorkerLimits> m_asked;
    quint64 m_request = 0;
    bool m_isGood = true;
};

/// The limits that a run has for new workers.
[[nodiscard]] WorkerLimits limitsInForce(const PoolSummary& summary);

}  // namespace poolscope::ui
