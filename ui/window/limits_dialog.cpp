// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/limits_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <poolscope/scenario.h>

#include "format/appearance.h"
#include "forms/limits_form.h"
#include "forms/note_label.h"
#include "forms/problem_label.h"
#include "session/session.h"

namespace poolscope::ui {

WorkerLimits limitsInForce(const PoolSummary& summary) {
    const trace::Limits& limits = summary.limits;
    return {summary.maxtasksperchild,  limits.maxitemsperchild, limits.max_memory_per_child,
            limits.max_age_per_child, limits.task_timeout,     limits.initializer_timeout};
}

LimitsDialog::LimitsDialog(QWidget* parent)
    : QDialog(parent), m_form(new LimitsForm(LimitsForm::Scope::NewWorkers, this)), m_state(new NoteLabel(Ink::Muted, this)),
      m_refusal(nullptr), m_apply(nullptr) {
    setObjectName(QStringLiteral("limitsDialog"));
    setWindowTitle(tr("Limits for new workers"));
    setModal(false);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Apply | QDialogButtonBox::Close, this);
    m_apply = buttons->button(QDialogButtonBox::Apply);
    m_apply->setDefault(true);
    m_refusal = new ProblemLabel(m_apply, this);
    auto* const about = new QLabel(tr("Workers that live keep the limits with which they started."), this);
    about->setWordWrap(true);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, kLargeGap);
    column->setSpacing(kGap);
    column->addWidget(about);
    column->addWidget(m_form);
    column->addStretch(1);
    column->addWidget(m_state);
    column->addWidget(m_refusal);
    column->addWidget(buttons);
    setMinimumWidth(400);
    connect(m_form, &LimitsForm::changed, this, &LimitsDialog::check);
    connect(m_apply, &QPushButton::clicked, this, &LimitsDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void LimitsDialog::showLimits(const PoolSummary& summary) {
    m_asked.reset();
    m_refusal->setProblem({});
    m_form->show(specOf(limitsInForce(summary)));
    check();
}

void LimitsDialog::check() {
    PoolSpec spec;
    m_form->writeTo(spec);
    std::vector<ScenarioProblem> problems = poolscope::check(spec);
    m_isGood = m_form->showProblems(problems);
    m_apply->setEnabled(m_isGood && m_whyNot.isEmpty());
    m_apply->setToolTip(!m_isGood              ? tr("A limit cannot be read: see beside it")
                        : !m_whyNot.isEmpty() ? tr("Not now: %1").arg(m_whyNot)
                                               : tr("Hold for workers that start from now on"));
}

void LimitsDialog::follow(const Session& session, const QString& whyNot) {
    m_whyNot = whyNot;
    m_inForce = limitsInForce(session.state().summary());
    const bool isThere = m_asked && m_inForce == *m_asked;
    m_state->setNote(!whyNot.isEmpty()                        ? tr("They cannot be changed now: %1.").arg(whyNot)
                     : isThere                                ? tr("In force: workers that start from now on have these limits.")
                     : m_asked && m_refusal->problem().isEmpty() ? tr("Asked for; the trace has not told of it yet.")
                                                              : QString());
    check();
}

void LimitsDialog::apply() {
    PoolSpec spec;
    m_form->writeTo(spec);
    m_asked = limitsOf(spec);
    m_refusal->setProblem({});
    m_state->setNote(tr("Asked for; the trace has not told of it yet."));
    emit wanted(*m_asked);
}

void LimitsDialog::answer(const Reply& reply) {
    if (reply.id != m_request) return;
    m_request = 0;
    if (reply.isGood) return;
    m_asked.reset();
    m_state->setNote({});
    m_refusal->setProblem(reply.errorMessage);
}

QString LimitsDialog::said() const {
    return m_refusal->problem().isEmpty() ? m_state->text() : m_refusal->problem();
}

}  // namespace poolscope::ui
