// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/ordered_end.h"

#include <QProcess>

namespace poolscope::ui {

void endInOrder(QProcess& process) {
    constexpr int kPatienceMs = 10'000;
    if (process.state() == QProcess::NotRunning) return;
    process.terminate();
    if (!process.waitForFinished(kPatienceMs)) process.kill();
}

}  // namespace poolscope::ui
