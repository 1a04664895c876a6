// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/batch_list_editor.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QToolButton>

#include "format/appearance.h"
#include "forms/explained_delegate.h"
#include "forms/note_label.h"

namespace poolscope::ui {

namespace {
constexpr int kTarget = 26;
constexpr int kMostShownRows = 4;
}  // namespace

BatchListEditor::BatchListEditor(QWidget* parent)
    : QWidget(parent), m_model(new BatchListModel(this)), m_view(new QListView(this)),
      m_empty(new NoteLabel(Ink::Muted, this)) {
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ExplainedDelegate(m_view));
    m_view->setAccessibleName(tr("batches of the scenario"));
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setUniformItemSizes(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setNote(tr("No batch yet: fill in the form below and add it."));

    m_new = makeAction(tr("New"), tr("Start a new batch"), Qt::Key_Insert, &BatchListEditor::requestNew);
    m_duplicate = makeAction(tr("Duplicate"), tr("Add the same batch once more"), Qt::CTRL | Qt::Key_D,
                             &BatchListEditor::duplicateCurrent);
    m_remove = makeAction(tr("Remove"), tr("Take the batch out of the scenario"), QKeySequence::Delete,
                          &BatchListEditor::removeCurrent);
    m_up = makeAction(QStringLiteral("\u2191"), tr("Run earlier"), Qt::ALT | Qt::Key_Up, &BatchListEditor::moveUp);
    m_down = makeAction(QStringLiteral("\u2193"), tr("Run later"), Qt::ALT | Qt::Key_Down, &BatchListEditor::moveDown);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kSmallGap);
    for (QAction* action : {m_new, m_duplicate, m_remove, m_up, m_down}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAccessibleName(action->toolTip());
        button->setMinimumSize(kTarget, kTarget);
        button->setFocusPolicy(Qt::StrongFocus);
        if (action == m_up) buttons->addStretch(1);
        buttons->addWidget(button);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSmallGap);
    layout->addWidget(m_empty);
    layout->addWidget(m_view);
    layout->addLayout(buttons);
    setFocusProxy(m_view);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        refresh();
        emit currentRowChanged(current.row());
    });
    for (auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, changed, this, &BatchListEditor::refresh);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &BatchListEditor::batchesChanged);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &BatchListEditor::batchesChanged);
    connect(m_model, &QAbstractItemModel::rowsMoved, this, &BatchListEditor::batchesChanged);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        refresh();
        emit batchesChanged();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
        // A change of the explanation alone is no change of a batch.
        if (roles.isEmpty()) emit batchesChanged();
    });
    refresh();
}

QAction* BatchListEditor::makeAction(const QString& text, const QString& tip, const QKeySequence& keys,
                                     void (BatchListEditor::*slot)()) {
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(tr("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

int BatchListEditor::currentRow() const {
    return m_view->currentIndex().row();
}

void BatchListEditor::setCurrentRow(int row) {
    if (row == currentRow()) return;
    if (row < 0) {
        m_view->selectionModel()->clear();
        return;
    }
    m_view->setCurrentIndex(m_model->index(row));
}

void BatchListEditor::duplicateCurrent() {
    const int row = currentRow();
    if (row < 0) return;
    const BatchDraft copy = m_model->draft(row);
    m_model->insert(row + 1, copy);
    setCurrentRow(row + 1);
}

void BatchListEditor::removeCurrent() {
    const int row = currentRow();
    if (row < 0) return;
    m_model->remove(row);
}

void BatchListEditor::moveUp() {
    moveBy(-1);
}

void BatchListEditor::moveDown() {
    moveBy(1);
}

void BatchListEditor::moveBy(int rows) {
    const int row = currentRow();
    const int to = row + rows;
    if (row < 0 || to < 0 || to >= m_model->rowCount()) return;
    m_model->move(row, to);
    m_view->scrollTo(m_view->currentIndex());
    refresh();
}

void BatchListEditor::requestNew() {
    setCurrentRow(-1);
    emit newRequested();
}

void BatchListEditor::refresh() {
    const int rows = m_model->rowCount();
    m_empty->setVisible(rows == 0);
    m_view->setVisible(rows != 0);
    if (rows != 0)
        m_view->setFixedHeight(qMin(rows, kMostShownRows) * m_view->sizeHintForRow(0) + 2 * m_view->frameWidth());
    const int row = currentRow();
    m_duplicate->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < rows);
}

}  // namespace poolscope::ui
