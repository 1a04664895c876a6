// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <poolscope/json.h>

namespace poolscope::ui {

class AdviceModel;

/// A search for a better configuration as one HTML page that needs nothing beside itself: what can be said, every configuration with its runs,
/// and the code of the better one, or else of the present one. Needs a QApplication.
[[nodiscard]] QString adviceReport(const AdviceModel& model, const Json& document, const QString& title, const QString& verdict);

/// Writes the page, a row for each run (.csv), or `document`, which is what `poolscope advise --events` said last, by the name of the file.
/// Returns what went wrong, or nothing.
[[nodiscard]] QString exportAdvice(const AdviceModel& model, const Json& document, const QString& title, const QString& verdict, const QString& target);
/// The page of what `poolscope advise --json` prints, whatever the file is called. Returns what went wrong, or nothing.
[[nodiscard]] QString writeAdviceReport(const QByteArray& text, const QString& target);

}  // namespace poolscope::ui
