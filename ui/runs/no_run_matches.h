// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTableView;

namespace poolscope::ui {

/// What stands in the middle of the table of runs while the filter leaves none of them: that, and a button that shows all again.
class NoRunMatches : public QWidget {
    Q_OBJECT

public:
    /// In the middle of the table, which takes the focus when the button goes.
    explicit NoRunMatches(QTableView& table);

signals:
    void allWanted();
};

}  // namespace poolscope::ui
