// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/scenario_form.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "forms/batch_form.h"
#include "forms/batch_list_editor.h"
#include "forms/cost_note.h"
#include "forms/count_field.h"
#include "forms/fault_plan_form.h"
#include "forms/fold.h"
#include "forms/pool_form.h"
#include "forms/section_title.h"

namespace poolscope::ui {

ScenarioForm::ScenarioForm(QWidget* parent)
    : QWidget(parent), m_pool(new PoolForm(this)), m_cost(new CostNote(this)), m_list(new BatchListEditor(this)), m_batch(new BatchForm(this)),
      m_batchTitle(new SectionTitle({}, this)), m_faults(new FaultPlanForm(this)),
      m_faultsFold(new Fold(tr("Faults"), m_faults, this)), m_unlisted(m_batch->draft()), m_measure(to_json(Scenario{})) {
    layOut();
    connectParts();
    editRow(-1);
    refresh();
}

void ScenarioForm::layOut() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kGap, kGap, kGap, kGap);
    layout->setSpacing(kGap);
    layout->addWidget(new SectionTitle(tr("Pool"), this));
    layout->addWidget(m_pool);
    layout->addWidget(m_cost);
    layout->addSpacing(kGap);
    layout->addWidget(new SectionTitle(tr("Batches"), this));
    layout->addWidget(m_list);
    layout->addSpacing(kGap);
    layout->addWidget(m_batchTitle);
    layout->addWidget(m_batch);
    layout->addSpacing(kSmallGap);
    layout->addWidget(m_faultsFold);
    layout->addStretch(1);
}

void ScenarioForm::connectParts() {
    connect(m_pool, &PoolForm::valueChanged, this, &ScenarioForm::partChanged);
    connect(m_cost, &CostNote::figuresChanged, this, &ScenarioForm::refresh);
    connect(m_faults, &FaultPlanForm::changed, this, &ScenarioForm::partChanged);
    connect(m_list, &BatchListEditor::batchesChanged, this, &ScenarioForm::partChanged);
    connect(m_list, &BatchListEditor::currentRowChanged, this, &ScenarioForm::editRow);
    connect(m_list, &BatchListEditor::newRequested, m_batch, [this] { m_batch->setFocus(); });
    connect(m_batch, &BatchForm::draftChanged, this, &ScenarioForm::storeDraft);
    connect(m_batch, &BatchForm::submitRequested, this, &ScenarioForm::submitRequested);
    connect(m_batch, &BatchForm::addRequested, this, [this](const BatchDraft& draft) {
        const int row = m_list->model().rowCount();
        // What was added is in the list now; the next new batch starts empty.
        if (m_list->currentRow() < 0) m_unlisted = BatchDraft{};
        m_list->model().insert(row, draft);
        m_list->setCurrentRow(row);
    });
}

Scenario ScenarioForm::value() const {
    Scenario scenario = m_rest;
    scenario.pool = m_pool->value();
    scenario.batches = m_list->model().batches();
    scenario.faults = m_faults->value();
    return scenario;
}

void ScenarioForm::setValue(const Scenario& scenario) {
    setValue(scenario, scenario);
}

void ScenarioForm::setValue(const Scenario& scenario, const Scenario& unmodified) {
    m_setting = true;
    m_rest = scenario;
    m_measure = to_json(unmodified);
    m_pool->setValue(scenario.pool);
    m_faults->setValue(scenario.faults);
    m_list->setCurrentRow(-1);
    m_list->model().setBatches(scenario.batches);
    m_list->setCurrentRow(scenario.batches.empty() ? -1 : 0);
    m_setting = false;
    partChanged();
}

void ScenarioForm::setSaved() {
    m_measure = to_json(value());
    refresh();
}

void ScenarioForm::setCatalogue(const FunctionCatalogue& catalogue) {
    m_setting = true;
    m_pool->setCatalogue(catalogue);
    m_batch->setCatalogue(catalogue);
    m_list->model().setKnownFunctions(catalogue.names());
    m_setting = false;
    refresh();
}

void ScenarioForm::setSubmitEnabled(bool enabled, const QString& reason) {
    m_batch->setSubmitEnabled(enabled, reason);
}

void ScenarioForm::addCostAction(QAction* action) {
    auto* const button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMinimumHeight(26);
    auto* const column = static_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->indexOf(m_cost) + 1, button, 0, Qt::AlignLeft);
}

void ScenarioForm::editRow(int row) {
    m_batch->setDraft(row < 0 ? m_unlisted : m_list->model().draft(row));
    showBatchTitle();
    m_batch->setListed(row < 0 ? BatchForm::Listed::No : BatchForm::Listed::Yes);
}

void ScenarioForm::showBatchTitle() {
    const int row = m_list->currentRow();
    const int count = m_list->model().rowCount();
    m_batchTitle->setText(row < 0 ? tr("New batch") : tr("Batch %1 of %2").arg(row + 1).arg(count));
}

void ScenarioForm::storeDraft() {
    const int row = m_list->currentRow();
    if (row < 0) m_unlisted = m_batch->draft();
    else m_list->model().setDraft(row, m_batch->draft());
}

void ScenarioForm::partChanged() {
    if (m_setting) return;
    refresh();
    emit valueChanged();
}

void ScenarioForm::refresh() {
    const Scenario scenario = value();
    const PoolFacts facts{m_pool->effectiveProcesses(), scenario.pool.maxtasksperchild};
    m_batch->setPool(facts.processes, facts.maxtasksperchild);
    m_list->model().setPool(facts);
    showBatchTitle();
    m_pool->showWarnings(m_cost->showCost(scenario).warnings);

    const std::size_t faults = scenario.faults.faults.size();
    m_faultsFold->setSummary(faults == 0 ? tr("none planned") : tr("%n planned", nullptr, static_cast<int>(faults)));

    const bool valid = m_pool->isValid() && m_list->model().isValid() && m_faults->isValid();
    // A text that is no value yet reads as the default, but it is a change all the same.
    const bool modified = !valid || to_json(scenario) != m_measure;
    if (modified != m_modified) {
        m_modified = modified;
        emit modifiedChanged(modified);
    }
    if (valid != m_valid) {
        m_valid = valid;
        emit validityChanged(valid);
    }
}

}  // namespace poolscope::ui
