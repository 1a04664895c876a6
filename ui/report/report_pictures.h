// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QByteArray>
#include <QSize>
#include <QString>

#include <poolscope/pool_state.h>

class QWidget;

namespace poolscope::ui {

/// A picture for a report: light, as paper is.
struct ReportPicture {
    QString title;
    QString words;  ///< what it shows, for who cannot see it
    QByteArray data;
    QString mimeType;
};

/// A widget as it would look if it were shown in this size, with two pixels for each unit.
[[nodiscard]] ReportPicture widgetPicture(QWidget& widget, QSize size, const QString& title, const QString& words);

/// The whole run in lanes.
[[nodiscard]] ReportPicture timelinePicture(const PoolState& state);
/// Its charts, those that have something to show.
[[nodiscard]] std::vector<ReportPicture> chartPictures(const PoolState& state);

}  // namespace poolscope::ui
