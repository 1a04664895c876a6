// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

/// What is wrong with the document of a scenario from resources/scenarios, judged against values that are computed here
/// in another way than the workers do. Empty: all is right. `start_method` is the one it ran with.
[[nodiscard]] QByteArray wrongResults(const QString& scenario, const QJsonObject& document, const QString& startMethod);

/// The exit status that a scenario is to end with.
[[nodiscard]] int expectedExitStatus(const QString& scenario);
