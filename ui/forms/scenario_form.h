// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <poolscope/scenario.h>

#include "forms/batch_draft.h"

class QAction;
class QLabel;

namespace poolscope::ui {

class BatchForm;
class BatchListEditor;
class CostNote;
class FaultPlanForm;
class Fold;
class FunctionCatalogue;
class PoolForm;

/// A whole scenario to edit, made for the column beside the run: the pool, the list of batches, the batch that is
/// chosen in it, and the faults that are to happen. Made to stand in a scroll area from 300 pixels of width on. Title, description and modules are kept as
/// they came.
class ScenarioForm : public QWidget {
    Q_OBJECT

public:
    explicit ScenarioForm(QWidget* parent = nullptr);

    /// What the forms say; to be run only while isValid().
    [[nodiscard]] Scenario value() const;
    /// Shows a scenario; it is the measure of isModified() from now on.
    void setValue(const Scenario& scenario);
    /// As setValue(), but the measure is another one: for what was edited before and comes back.
    void setValue(const Scenario& scenario, const Scenario& unmodified);
    /// What is shown was saved: it is the new measure.
    void setSaved();

    /// True while neither the pool nor a batch of the list has a problem. Run depends on it.
    [[nodiscard]] bool isValid() const { return m_valid; }
    [[nodiscard]] bool isModified() const { return m_modified; }

    void setCatalogue(const FunctionCatalogue& catalogue);
    /// See BatchForm::setSubmitEnabled().
    void setSubmitEnabled(bool enabled, const QString& reason = {});
    /// A button below what it costs, for those who wonder whether it could cost less.
    void addCostAction(QAction* action);

    [[nodiscard]] PoolForm& poolForm() { return *m_pool; }
    [[nodiscard]] BatchForm& batchForm() { return *m_batch; }
    [[nodiscard]] BatchListEditor& batchList() { return *m_list; }
    [[nodiscard]] CostNote& costNote() { return *m_cost; }
    [[nodiscard]] FaultPlanForm& faultPlan() { return *m_faults; }

signals:
    /// The scenario is another one than before; once for setValue(). For the code preview and the "modified" mark.
    void valueChanged();
    void validityChanged(bool valid);
    void modifiedChanged(bool modified);
    /// Submit was pressed below one batch: send it to the running pool.
    void submitRequested(const poolscope::BatchSpec& batch);

private:
    void layOut();
    void connectParts();
    void editRow(int row);
    void showBatchTitle();
    void storeDraft();
    void partChanged();
    void refresh();

    PoolForm* m_pool;
    CostNote* m_cost;
    BatchListEditor* m_list;
    BatchForm* m_batch;
    QLabel* m_batchTitle;
    FaultPlanForm* m_faults;
    Fold* m_faultsFold;
    BatchDraft m_unlisted;  ///< what is typed while no batch of the list is chosen
    Scenario m_rest;        ///< title, description and modules
    Json m_measure;
    bool m_valid = true;
    bool m_modified = false;
    bool m_setting = false;
};

}  // namespace poolscope::ui
