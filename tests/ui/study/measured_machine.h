// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <nlohmann/json.hpp>

#include <poolscope/cost_estimate.h>

/// A state folder in which this machine counts as measured, so that no test waits for that.
inline void useMeasuredMachine(const QString& state) {
    using namespace poolscope;
    qputenv("XDG_STATE_HOME", state.toUtf8());
    const study::MachineCosts machine{study::usual_costs(), study::this_machine(), QDateTime::currentSecsSinceEpoch()};
    QDir().mkpath(state + QStringLiteral("/poolscope"));
    QFile file(state + QStringLiteral("/poolscope/machine.json"));
    if (file.open(QIODevice::WriteOnly)) file.write(QByteArray::fromStdString(to_json(machine).dump()));
}
