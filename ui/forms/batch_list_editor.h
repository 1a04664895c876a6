// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "forms/batch_list_model.h"

class QAction;
class QListView;
class QToolButton;

namespace poolscope::ui {

class NoteLabel;

/// The batches of a scenario as a list: choose one to edit it in the form below, add, duplicate, remove and reorder them.
/// Keys while the list has the focus: Insert, Ctrl+D, Delete, Alt+Up and Alt+Down.
class BatchListEditor : public QWidget {
    Q_OBJECT

public:
    explicit BatchListEditor(QWidget* parent = nullptr);

    [[nodiscard]] BatchListModel& model() { return *m_model; }
    [[nodiscard]] const BatchListModel& model() const { return *m_model; }
    /// -1: none is chosen.
    [[nodiscard]] int currentRow() const;
    void setCurrentRow(int row);

public slots:
    void duplicateCurrent();
    void removeCurrent();
    void moveUp();
    void moveDown();

signals:
    /// Another batch, or none (-1), is to be edited.
    void currentRowChanged(int row);
    /// A batch that is in no row yet is wanted.
    void newRequested();
    /// The list itself changed: rows came, went, moved or were edited.
    void batchesChanged();

private:
    QAction* makeAction(const QString& text, const QString& tip, const QKeySequence& keys, void (BatchListEditor::*slot)());
    void moveBy(int rows);
    void requestNew();
    void refresh();

    BatchListModel* m_model;
    QListView* m_view;
    NoteLabel* m_empty;
    QAction* m_new;
    QAction* m_duplicate;
    QAction* m_remove;
    QAction* m_up;
    QAction* m_down;
};

}  // namespace poolscope::ui
