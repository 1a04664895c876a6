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

/// How the entries are set: letters first, then the space between and the size of the words are given up where it is narrow,
/// and at last the single row.
struct Setting {
    QFont plain, bold;
    bool hasLetters = true;
    int gap = kLargeGap;
};

struct Entry {
    QImage picture;
    QString letter, name;
};

std::vector<Entry> entriesOf(const StripPainter& strip, double ratio) {
    std::vector<Entry> entries;
    for (const WorkerActivity activity :
         {WorkerActivity::Running, WorkerActivity::Transport, WorkerActivity::Idle, WorkerActivity::Starting,
          WorkerActivity::Initializing, WorkerActivity::Retiring, WorkerActivity::Stopped}) {
        const QChar letter = activityLetter(activity);
        entries.push_back({swatch(strip, activity, ratio), QString(letter == u'.' ? QChar(u'·') : letter), activityName(activity)});
    }
    const auto addMark = [&](MarkKind kind, const QString& name, char16_t cause = u'X') {
        QImage image = strip.marks().image(kind, cause);
        image.setDevicePixelRatio(ratio);
        entries.push_back({image, QString(), name});
    };
    addMark(MarkKind::Crashed, StateLegend::tr("crashed"));
    addMark(MarkKind::Crashed, StateLegend::tr("killed"), u'K');
    addMark(MarkKind::Crashed, StateLegend::tr("by request"), u'U');
    addMark(MarkKind::Crashed, StateLegend::tr("time out"), u'T');
    addMark(MarkKind::Crashed, StateLegend::tr("memory"), u'M');
    addMark(MarkKind::FailedTask, StateLegend::tr("failed"));
    addMark(MarkKind::Recycled, StateLegend::tr("replaced"));
    return entries;
}

StripLook lookOf(const QWidget& widget) {
    StripLook look;
    look.pixelRatio = widget.devicePixelRatioF();
    look.height = static_cast<int>(std::lround(kSwatchHeight * look.pixelRatio));
    look.appearance = appearanceOf(widget.palette());
    look.background = widget.palette().color(QPalette::Window).rgb();
    return look;
}

double widthOf(const Entry& entry, const Setting& setting) {
    double width = entry.picture.width() / entry.picture.devicePixelRatio() + kSmallGap +
                   QFontMetrics(setting.plain).horizontalAdvance(entry.name);
    if (setting.hasLetters && !entry.letter.isEmpty())
        width += QFontMetrics(setting.bold).horizontalAdvance(entry.letter) + kSmallGap;
    return width;
}

double widthOf(const std::vector<Entry>& entries, const Setting& setting) {
    double sum = kGap;
    for (const Entry& entry : entries) sum += widthOf(entry, setting) + setting.gap;
    return sum;
}

Setting settingFor(const std::vector<Entry>& entries, const QFont& font, double width) {
    Setting setting{font, font, true, kLargeGap};
    setting.bold.setBold(true);
    if (widthOf(entries, setting) <= width) return setting;
    setting.gap = kGap;
    if (widthOf(entries, setting) <= width) return setting;
    setting.hasLetters = false;
    setting.gap = kLargeGap;
    if (widthOf(entries, setting) <= width) return setting;
    setting.gap = kGap;
    const double size = font.pointSizeF();
    for (double scale = 1; scale >= 0.85 && size > 0 && widthOf(entries, setting) > width; scale -= 0.05)
        setting.plain.setPointSizeF(size * scale);
    return setting;
}

/// Where each row ends, as the number of entries up to there.
std::vector<std::size_t> rowsOf(const std::vector<Entry>& entries, const Setting& setting, double width) {
    std::vector<std::size_t> ends;
    double x = kGap;
    for (std::size_t at = 0; at < entries.size(); ++at) {
        const double needed = widthOf(entries[at], setting);
        if (x + needed > width && x > kGap) {
            ends.push_back(at);
            x = kGap;
        }
        x += needed + setting.gap;
    }
    ends.push_back(entries.size());
    return ends;
}

}  // namespace

StateLegend::StateLegend(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Legend"));
    setAccessibleDescription(tr("S starting, I initializing, R running, C transport, point idle, B stopped, O retiring, "
                                "X crashed; ! a failed task, ring a worker that was replaced"));
}

QSize StateLegend::sizeHint() const { return {200, fontMetrics().height() + 8}; }

int StateLegend::heightForWidth(int width) const {
    const StripLook look = lookOf(*this);
    const std::vector<Entry> entries = entriesOf(StripPainter(look), look.pixelRatio);
    const auto rows = static_cast<int>(rowsOf(entries, settingFor(entries, font(), width), width).size());
    return rows * (fontMetrics().height() + 4) + 4;
}

void StateLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().window());
    const StripLook look = lookOf(*this);
    const std::vector<Entry> entries = entriesOf(StripPainter(look), look.pixelRatio);
    const Setting setting = settingFor(entries, font(), width());
    const std::vector<std::size_t> ends = rowsOf(entries, setting, width());
    const QFontMetrics plainMetrics(setting.plain);
    const QFontMetrics boldMetrics(setting.bold);
    const double rowHeight = (height() - 4.0) / static_cast<double>(ends.size());
    std::size_t at = 0;
    for (std::size_t row = 0; row < ends.size(); ++row) {
        const double middle = 2 + (static_cast<double>(row) + 0.5) * rowHeight;
        const double base = middle + (plainMetrics.ascent() - plainMetrics.descent()) / 2.0;
        double x = kGap;
        for (; at < ends[row]; ++at) {
            const Entry& entry = entries[at];
            const double ratio = entry.picture.devicePixelRatio();
            painter.drawImage(QPointF(x, std::floor(middle - entry.picture.height() / ratio / 2)), entry.picture);
            x += entry.picture.width() / ratio + kSmallGap;
            if (setting.hasLetters && !entry.letter.isEmpty()) {
                painter.setFont(setting.bold);
                painter.setPen(palette().color(QPalette::WindowText));
                painter.drawText(QPointF(x, base), entry.letter);
                x += boldMetrics.horizontalAdvance(entry.letter) + kSmallGap;
            }
            painter.setFont(setting.plain);
            painter.setPen(ink(Ink::Muted, palette()));
            painter.drawText(QPointF(x, base), entry.name);
            x += plainMetrics.horizontalAdvance(entry.name) + setting.gap;
        }
    }
}

}  // namespace poolscope::ui
