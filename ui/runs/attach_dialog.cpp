// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/attach_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

#include "format/appearance.h"
#include "runs/host_board.h"
#include "views/data_table.h"
#include "views/ink_label.h"

namespace poolscope::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kLookAgain = 1500ms;
constexpr int kWidths[] = {120, 66, 150, 84, 84, 132, 84, 84, 60, 110};
}  // namespace

AttachDialog::AttachDialog(HostBoard& board, QWidget* parent)
    : QDialog(parent), m_board(board), m_model(new HostListModel(this)),
      m_table(new DataTable(QStringLiteral("hosts"), tr("Pools on this machine"), this)), m_about(new InkLabel(Ink::Muted, this)) {
    setObjectName(QStringLiteral("attachDialog"));
    setWindowTitle(tr("Attach to a pool"));
    setModal(false);
    resize(1000, 360);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(kLargeGap, kLargeGap, kLargeGap, kLargeGap);
    column->setSpacing(kGap);
    m_about->setText(tr("Pools of yours that run on this machine now: of other windows, of the command line, and of programs that let "
                        "theirs be watched. You see all that happened from the first task on; detaching, or closing this window, changes nothing for them, save that a pool that is not to be kept running ends with its last window."));
    m_about->setWordWrap(true);
    column->addWidget(m_about);
    column->addWidget(m_table, 1);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEmptyText(tr("No pool runs.\nA program shows its pool here when it is made with .monitor = poolscope::monitor()."));
    m_table->setFirstWidths({std::begin(kWidths), std::end(kWidths)});
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_attach = buttons->addButton(tr("&Attach"), QDialogButtonBox::ActionRole);
    m_attach->setDefault(true);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_attach, &QPushButton::clicked, this, &AttachDialog::attach);
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex&) { attach(); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AttachDialog::refreshButton);
    connect(&board, &HostBoard::listed, this, [this](const std::vector<HostInfo>& hosts) {
        m_model->setHosts(hosts);
        // The latest is what one usually wants.
        if (!m_table->selectionModel()->hasSelection() && m_model->rowCount() > 0) m_table->selectRow(0);
        refreshButton();
    });
    m_again.setInterval(kLookAgain);
    connect(&m_again, &QTimer::timeout, &board, &HostBoard::look);
    refreshButton();
}

void AttachDialog::refreshButton() {
    const QModelIndex row = m_table->selectionModel()->selectedRows().value(0);
    m_attach->setEnabled(row.isValid() && m_model->hosts()[static_cast<std::size_t>(row.row())].control.has_value());
}

void AttachDialog::attach() {
    const QModelIndex row = m_table->selectionModel()->selectedRows().value(0);
    if (!row.isValid() || !m_attach->isEnabled()) return;
    emit attachWanted(row.data(HostListModel::FolderRole).toString());
    hide();
}

void AttachDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    m_board.look();
    m_again.start();
    m_table->setFocus();
}

void AttachDialog::hideEvent(QHideEvent* event) {
    QDialog::hideEvent(event);
    m_again.stop();
}

}  // namespace poolscope::ui
