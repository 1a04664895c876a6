// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QTimer>

#include "runs/host_list_model.h"

class QPushButton;

namespace poolscope::ui {

class DataTable;
class HostBoard;
class InkLabel;

/// The pools of this machine that can be attached to, looked for again and again while it is shown. Not modal.
class AttachDialog : public QDialog {
    Q_OBJECT

public:
    /// Borrows the board.
    AttachDialog(HostBoard& board, QWidget* parent);

    [[nodiscard]] DataTable& table() { return *m_table; }
    [[nodiscard]] HostListModel& model() { return *m_model; }
    [[nodiscard]] QPushButton& attachButton() { return *m_attach; }

signals:
    void attachWanted(const QString& runFolder);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refreshButton();
    void attach();

    HostBoard& m_board;
    HostListModel* m_model;
    DataTable* m_table;
    InkLabel* m_about;
    QPushButton* m_attach;
    QTimer m_again;
};

}  // namespace poolscope::ui
