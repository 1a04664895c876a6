// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qnamespace.h>

namespace poolscope::ui {

/// What views know of models beside Qt's own roles.
enum Role : int {
    SubjectRole = Qt::UserRole +
                  1,  ///< uint: index of the row's subject in PoolState (worker, batch, task, event; a result's row)
    ActivityRole,     ///< int: WorkerActivity, for the cell that shows a worker's state
    InkRole,          ///< int: Ink, for words whose colour has a meaning
    FuseRole,         ///< double: what is used up, 0 to 1; negative: there is no limit
    MonospaceRole,    ///< bool: values, pids and the like
};

}  // namespace poolscope::ui
