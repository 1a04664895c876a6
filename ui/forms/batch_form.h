// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QWidget>

#include <poolscope/batch_spec.h>

#include "forms/batch_draft.h"
#include "forms/function_catalogue.h"

class QLineEdit;
class QPushButton;

namespace poolscope::ui {

class CountField;
class ExplainedChoice;
class FunctionField;
class IterableEditor;
class NoteLabel;
class ProblemLabel;

/// One batch: the method, the function, what it is called with, the chunksize. Shows a draft and what is wrong with it,
/// emits intent; knows no rule itself.
class BatchForm : public QWidget {
    Q_OBJECT

public:
    explicit BatchForm(QWidget* parent = nullptr);

    /// What the fields say; only to be used while isValid().
    [[nodiscard]] BatchSpec value() const;
    void setValue(const BatchSpec& spec);
    /// The same with all that was typed, good or not.
    [[nodiscard]] const BatchDraft& draft() const { return m_draft; }
    void setDraft(const BatchDraft& draft);
    [[nodiscard]] bool isValid() const { return m_valid; }

    /// The functions one can choose from. Until this is called, every name is accepted.
    void setCatalogue(const FunctionCatalogue& catalogue);
    /// The pool that the preview counts with: its processes (the effective number) and its maxtasksperchild.
    void setPool(int processes, std::optional<qint64> maxtasksperchild);
    /// Whether there is a pool that takes batches now, and if not why not ("no pool runs"), which the button's tooltip says.
    /// The button is enabled when this and isValid() are true. False at the start.
    void setSubmitEnabled(bool enabled, const QString& reason = {});
    /// Whether the batch stands in the scenario's list already, which changes what "Add" is called.
    enum class Listed { No, Yes };
    void setListed(Listed listed);
    /// The line that says how the items are cut into tasks: "1000 items in 100 tasks of 10".
    [[nodiscard]] QString preview() const;

public slots:
    /// As a click on Submit: emits submitRequested() if the button is enabled.
    void submit();

signals:
    /// Something was changed, by a person or by setDraft() (then once).
    void draftChanged();
    /// Emitted when it changes; an empty form has no function and is therefore not valid.
    void validityChanged(bool valid);
    /// Submit was pressed: send this batch to the running pool now.
    void submitRequested(const poolscope::BatchSpec& batch);
    /// "Add to scenario" was pressed; the draft may still have problems.
    void addRequested(const poolscope::ui::BatchDraft& draft);

private:
    void layOut();
    void connectFields();
    void fieldChanged();
    void showDraft();
    /// Reads the draft anew and shows what is wrong with it.
    void refresh();
    /// The lines that say what the fields mean now.
    void explain();

    ExplainedChoice* m_method;
    FunctionField* m_function;
    IterableEditor* m_input;
    QLineEdit* m_args;
    QLineEdit* m_kwargs;
    CountField* m_chunksize;
    NoteLabel* m_methodNote;
    NoteLabel* m_functionNote;
    NoteLabel* m_callNote;
    NoteLabel* m_preview;
    ProblemLabel* m_methodProblem;
    ProblemLabel* m_functionProblem;
    ProblemLabel* m_inputProblem;
    ProblemLabel* m_argsProblem;
    ProblemLabel* m_kwargsProblem;
    ProblemLabel* m_chunksizeProblem;
    QPushButton* m_submit;
    QPushButton* m_add;
    QWidget* m_iterableRows;
    QWidget* m_argumentRows;
    FunctionCatalogue m_catalogue;
    BatchDraft m_draft;
    DraftReading m_reading;
    int m_processes = 1;
    std::optional<qint64> m_maxtasksperchild;
    QString m_submitReason;
    bool m_submitEnabled = false;
    bool m_valid = false;
    bool m_setting = false;
};

}  // namespace poolscope::ui
