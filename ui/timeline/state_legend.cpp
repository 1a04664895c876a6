// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/state_legend.h"

#include <cmath>

#include <QPainter>

#include "format/activity.h"
#include "format/appearance.h"
#include "timeline/strip_painter.h"

namespace poolscope::ui {

namespace {

constexpr int kSwatchWidth = 22;
constexpr int kSwatchHeight = 14;

/// The state as the lanes paint it, from the same painter.
QImage swatch(const StripPainter& painter, WorkerActivity activity, double ratio) {
    QImage image(static_cast<int>(std::lround(kSwatchWidth * ratio)), painter.look().height, QImage::Format_RGB32);
    painter.paintSample(image, activity);
    image.setDevicePixelRatio(ratio);
    return image;
}

}  // namespace

StateLegend::StateLegend(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(tr("S starting, I initializing, R running, C transport, point idle, B stopped, O retiring, "
                                "X crashed; ! a failed task, ring a worker that was replaced"));
}

QSize StateLegend::sizeHint() const { return {200, fontMetrics().height() + 8}; }

void StateLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
    const double ratio = devicePixelRatioF();
    StripLook look;
    look.height = static_cast<int>(std::lround(kSwatchHeight * ratio));
    look.pixelRatio = ratio;
    look.appearance = appearanceOf(palette());
    look.background = palette().color(QPalette::Window).rgb();
    const StripPainter strip(look);

    int x = kGap;
    const int top = (height() - kSwatchHeight) / 2;
    const auto name = [&](const QString& text, const QString& letter) {
        QFont bold = font();
        bold.setBold(true);
        painter.setFont(bold);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QPoint(x, (height() + fontMetrics().ascent() - fontMetrics().descent()) / 2), letter);
        x += painter.fontMetrics().horizontalAdvance(letter) + kSmallGap;
        painter.setFont(font());
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(QPoint(x, (height() + fontMetrics().ascent() - fontMetrics().descent()) / 2), text);
        x += fontMetrics().horizontalAdvance(text) + kLargeGap;
    };
    for (const WorkerActivity activity :
         {WorkerActivity::Starting, WorkerActivity::Initializing, WorkerActivity::Transport, WorkerActivity::Running,
          WorkerActivity::Idle, WorkerActivity::Stopped, WorkerActivity::Retiring}) {
        painter.drawImage(QPoint(x, top), swatch(strip, activity, ratio));
        x += kSwatchWidth + kSmallGap;
        name(activityName(activity), QString(activityLetter(activity)));
    }
    const auto mark = [&](MarkKind kind, const QString& text, const QString& letter) {
        QImage image = strip.marks().image(kind);
        image.setDevicePixelRatio(ratio);
        const int side = static_cast<int>(image.height() / ratio);
        painter.drawImage(QPoint(x, (height() - side) / 2), image);
        x += side + kSmallGap;
        name(text, letter);
    };
    mark(MarkKind::Crashed, tr("crashed or killed"), QStringLiteral("X"));
    mark(MarkKind::FailedTask, tr("failed task"), QStringLiteral("!"));
    mark(MarkKind::Recycled, tr("worker replaced"), QString());
}

}  // namespace poolscope::ui
