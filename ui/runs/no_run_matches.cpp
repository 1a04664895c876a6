// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/no_run_matches.h"

#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "views/ink_label.h"

namespace poolscope::ui {

NoRunMatches::NoRunMatches(QTableView& table) : QWidget(table.viewport()) {
    auto* const column = new QVBoxLayout(this);
    auto* const words = new InkLabel(Ink::Muted, this);
    words->setText(tr("No run matches the filter."));
    words->setAlignment(Qt::AlignCenter);
    auto* const all = new QPushButton(tr("Show all runs"), this);
    all->setObjectName(QStringLiteral("showAllRuns"));
    column->addWidget(words);
    column->addWidget(all, 0, Qt::AlignCenter);
    auto* const middle = new QVBoxLayout(table.viewport());
    middle->addWidget(this, 0, Qt::AlignCenter);
    connect(all, &QPushButton::clicked, this, [this, &table] {
        table.setFocus(Qt::OtherFocusReason);
        emit allWanted();
    });
}

}  // namespace poolscope::ui
