// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QProcess;

namespace poolscope::ui {

/// Ends a program of ours that runs for a window which closes: by SIGTERM, which it takes as the end of its run, so that its host ends in
/// order and its files are cleared away. That takes a moment; on a machine that is loaded many times over it is waited for ten seconds.
void endInOrder(QProcess& process);

}  // namespace poolscope::ui
