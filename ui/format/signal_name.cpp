// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/signal_name.h"

#include <csignal>
#include <cstring>

#include <QCoreApplication>

namespace poolscope::ui {

QString signalName(int signal) {
    // sigabbrev_np gives "KILL" (glibc 2.32), and null for real-time and unknown numbers.
    if (const char* name = sigabbrev_np(signal)) return QStringLiteral("SIG") + QString::fromLatin1(name);
    return QCoreApplication::translate("Signal", "signal %1").arg(signal);
}

}  // namespace poolscope::ui
