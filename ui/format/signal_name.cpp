// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/signal_name.h"

#include <QCoreApplication>

#include <poolscope/signal_name.h>

namespace poolscope::ui {

QString signalName(int signal) {
    const std::string name = signal_name(signal);
    if (signal_from_name(name)) return QString::fromStdString(name);
    return QCoreApplication::translate("Signal", "signal %1").arg(signal);
}

}  // namespace poolscope::ui
