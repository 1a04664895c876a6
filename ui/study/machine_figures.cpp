// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/machine_figures.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>

#include <nlohmann/json.hpp>

#include "study/ordered_end.h"
#include "study/run_study.h"

namespace poolscope::ui {

MachineFigures::MachineFigures(const QString& program, QObject* parent)
    : QObject(parent), m_program(program.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/poolscope") : program) {
    connect(&m_process, &QProcess::finished, this, [this] { readKept(); });
}

MachineFigures::~MachineFigures() {
    m_process.disconnect(this);
    endInOrder(m_process);
}

void MachineFigures::find() {
    if (!readKept() && m_process.state() == QProcess::NotRunning) m_process.start(m_program, {QStringLiteral("estimate")});
}

/// True: they hold still.
bool MachineFigures::readKept() {
    QFile file(RunStudy::stateFile(QStringLiteral("machine.json")));
    if (!file.open(QIODevice::ReadOnly)) return false;
    const Json document = Json::parse(file.readAll().toStdString(), nullptr, false);
    const auto machine = document.is_discarded() ? std::nullopt : study::machine_costs_from_json(document);
    if (!machine) return false;
    emit found(machine->costs);
    return study::is_current(*machine, QDateTime::currentSecsSinceEpoch());
}

}  // namespace poolscope::ui
