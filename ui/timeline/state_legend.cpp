// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/state_legend.h"

#include <algorithm>
#include <cmath>
#include <vector>

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

    struct Entry {
        QImage picture;
        QString letter, name;
    };
    std::vector<Entry> entries;
    for (const WorkerActivity activity :
         {WorkerActivity::Running, WorkerActivity::Transport, WorkerActivity::Idle, WorkerActivity::Starting,
          WorkerActivity::Initializing, WorkerActivity::Retiring, WorkerActivity::Stopped}) {
        const QChar letter = activityLetter(activity);
        entries.push_back({swatch(strip, activity, ratio), QString(letter == u'.' ? QChar(u'·') : letter), activityName(activity)});
    }
    const auto addMark = [&](MarkKind kind, const QString& letter, const QString& name, char16_t cause = u'X') {
        QImage image = strip.marks().image(kind, cause);
        image.setDevicePixelRatio(ratio);
        entries.push_back({image, letter, name});
    };
    addMark(MarkKind::Crashed, QString(), tr("crashed"));
    addMark(MarkKind::Crashed, QString(), tr("killed"), u'K');
    addMark(MarkKind::Crashed, QString(), tr("time out"), u'T');
    addMark(MarkKind::Crashed, QString(), tr("memory"), u'M');
    addMark(MarkKind::FailedTask, QString(), tr("failed"));
    addMark(MarkKind::Recycled, QString(), tr("replaced"));

    // The letters, then the space between, then the size of the words are given up where the row is short.
    QFont plain = font();
    QFont bold = plain;
    bold.setBold(true);
    const auto widthWith = [&](bool letters, int gap) -> double {
        const QFontMetrics plainMetrics(plain);
        const QFontMetrics boldMetrics(bold);
        double sum = kGap;
        for (const Entry& entry : entries) {
            sum += entry.picture.width() / ratio + kSmallGap + plainMetrics.horizontalAdvance(entry.name) + gap;
            if (letters && !entry.letter.isEmpty()) sum += boldMetrics.horizontalAdvance(entry.letter) + kSmallGap;
        }
        return sum;
    };
    const bool letters = widthWith(true, kGap) <= width();
    const int gap = widthWith(letters, kLargeGap) <= width() ? kLargeGap : kGap;
    const double size = plain.pointSizeF();
    for (double scale = 0.95; scale >= 0.65 && size > 0 && widthWith(letters, gap) > width(); scale -= 0.05)
        plain.setPointSizeF(size * scale);
    const QFontMetrics plainMetrics(plain);
    const QFontMetrics boldMetrics(bold);
    double x = kGap;
    const double base = (height() + plainMetrics.ascent() - plainMetrics.descent()) / 2.0;
    for (const Entry& entry : entries) {
        // What has no room as a whole is left away rather than cut.
        if (x + entry.picture.width() / ratio + kSmallGap + plainMetrics.horizontalAdvance(entry.name) > width()) break;
        painter.drawImage(QPointF(x, std::floor((height() - entry.picture.height() / ratio) / 2)), entry.picture);
        x += entry.picture.width() / ratio + kSmallGap;
        if (letters && !entry.letter.isEmpty()) {
            painter.setFont(bold);
            painter.setPen(palette().color(QPalette::WindowText));
            painter.drawText(QPointF(x, base), entry.letter);
            x += boldMetrics.horizontalAdvance(entry.letter) + kSmallGap;
        }
        painter.setFont(plain);
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(QPointF(x, base), entry.name);
        x += plainMetrics.horizontalAdvance(entry.name) + gap;
    }
}

}  // namespace poolscope::ui
