// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/ghost_view.h"

#include <algorithm>
#include <cmath>

#include <QEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include "format/activity.h"
#include "format/appearance.h"
#include "format/quantity.h"
#include "timeline/state_style.h"

namespace poolscope::ui {

namespace {

constexpr int kMarkRows = 2;
constexpr int kTallestLane = 34;
constexpr double kLeastSharedLane = 4;
constexpr double kRecordedShare = 0.35;  ///< of the height, where the two stand apart
constexpr int kApartGap = 6;
constexpr int kLeastLabel = 44;
constexpr int kGhostAlpha = 110, kShadowAlpha = 60, kErrorAlpha = 50;
/// Room at the right of the last end, so that the marks' lines do not stand at the edge.
constexpr double kRoomRight = 1.06;

double gapOf(double lane) {
    return lane >= 12 ? 3 : lane >= 6 ? 1 : 0;
}
QColor faded(QColor color, int alpha) {
    color.setAlpha(alpha);
    return color;
}

}  // namespace

GhostView::GhostView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("schedule that would have been"));
    setFocusPolicy(Qt::StrongFocus);
}

void GhostView::showSchedule(const WhatIfAnswer& answer) {
    m_answer = answer;
    m_emptyText = answer.hasSpans ? QString() : tr("So many tasks are not drawn.");
    m_image = {};
    setAccessibleDescription(summary());
    update();
}

void GhostView::clear(const QString& why) {
    m_answer = {};
    m_emptyText = why;
    m_image = {};
    setAccessibleDescription(why);
    update();
}

double GhostView::recordedSeconds() const {
    return m_answer.run ? m_answer.run->work.recorded_seconds : 0;
}

QString GhostView::summary() const {
    if (prediction().makespan <= 0) return m_emptyText;
    return tr("%1 workers: %2 predicted, %3 measured, at best %4")
        .arg(locale().toString(prediction().shape.processes), secondsText(prediction().makespan), secondsText(recordedSeconds()), secondsText(m_answer.predictedLoss.ideal));
}

QSize GhostView::sizeHint() const {
    return {600, 320};
}

QSize GhostView::minimumSizeHint() const {
    return {200, 120};
}

std::uint32_t GhostView::workers(Half half) const {
    if (half == Half::Ghost) return std::max(1u, prediction().shape.processes);
    return m_answer.run ? std::max(1u, m_answer.run->recordedSlots) : 1;
}

/// Where the lanes begin: at the right of the longest of their labels.
int GhostView::labelWidth() const {
    const QString longest = tr("W%1").arg(locale().toString(std::max(workers(Half::Recorded), workers(Half::Ghost))));
    return std::max(kLeastLabel, fontMetrics().horizontalAdvance(longest) + 2 * kSmallGap);
}

QRect GhostView::lanes() const {
    const int line = fontMetrics().height() + 2;
    const int top = kMarkRows * line + kSmallGap;
    const int left = labelWidth();
    QRect place(left, top, width() - left - kGap, std::max(8, height() - top - line - kGap));
    const auto all = std::min<std::uint32_t>(std::max(workers(Half::Recorded), workers(Half::Ghost)), 1000);
    place.setHeight(std::min(place.height(), kTallestLane * static_cast<int>(all)));
    return place;
}

GhostView::Arrangement GhostView::arrangement() const {
    const double all = std::max(workers(Half::Recorded), workers(Half::Ghost));
    return lanes().height() / all >= kLeastSharedLane ? Arrangement::Together : Arrangement::Apart;
}

QRectF GhostView::lane(Half half, std::uint32_t slot) const {
    const QRectF place = lanes();
    if (arrangement() == Arrangement::Together) {
        const double height = place.height() / std::max(workers(Half::Recorded), workers(Half::Ghost));
        const double each = (height - gapOf(height)) / 2;
        return {place.left(), place.top() + slot * height + (half == Half::Ghost ? each : 0), place.width(), each};
    }
    const double above = std::round((place.height() - kApartGap) * kRecordedShare);
    const double room = half == Half::Recorded ? above : place.height() - kApartGap - above;
    const double height = room / workers(half);
    const double top = place.top() + (half == Half::Ghost ? above + kApartGap : 0);
    return {place.left(), top + slot * height, place.width(), height - gapOf(height)};
}

double GhostView::secondsShown() const {
    const double latest = m_answer.run ? m_answer.run->error.around(prediction().makespan).high : 0;
    return kRoomRight * std::max({prediction().makespan, latest, recordedSeconds(), m_answer.predictedLoss.ideal, 1e-9});
}

QRectF GhostView::errorBand() const {
    if (!m_answer.run || prediction().makespan <= 0) return {};
    const study::Interval around = m_answer.run->error.around(prediction().makespan);
    const double left = pixelOf(around.low), right = std::max(left + 1, pixelOf(around.high));
    const double top = lane(Half::Ghost, 0).top();
    return {left, top, right - left, lane(Half::Ghost, workers(Half::Ghost) - 1).bottom() - top};
}

double GhostView::pixelOf(double seconds) const {
    const QRect place = lanes();
    return place.left() + seconds / secondsShown() * place.width();
}

void GhostView::render() {
    const double ratio = devicePixelRatioF();
    m_image = QImage((QSizeF(size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(ratio);
    m_image.fill(palette().color(QPalette::Base));
    m_boxes = 0;
    QPainter painter(&m_image);
    paintShadow(painter);
    if (m_answer.run) paintSpans(painter, m_answer.run->recordedSpans, Half::Recorded);
    paintSpans(painter, prediction().spans, Half::Ghost);
}

void GhostView::paintShadow(QPainter& painter) {
    const QColor shadow = faded(palette().color(QPalette::Text), kShadowAlpha);
    const double from = pixelOf(0);
    double last = -1;
    for (std::uint32_t slot = 0; slot < m_answer.idealEnds.size(); ++slot) {
        QRectF box = lane(Half::Ghost, slot);
        if (arrangement() == Arrangement::Together) box.setTop(lane(Half::Recorded, slot).top());
        if (box.height() < 1) box.setHeight(1);
        if (box.top() < last) continue;  // that row of pixels shows another worker
        last = box.top() + (box.height() <= 1 ? 1 : 0);
        painter.fillRect(QRectF(from, box.top(), pixelOf(m_answer.idealEnds[slot]) - from, box.height()), shadow);
        ++m_boxes;
    }
}

void GhostView::paintSpans(QPainter& painter, const std::vector<study::GhostSpan>& spans, Half half) {
    const double ratio = devicePixelRatioF(), least = 1 / ratio;
    const StateStyles styles = stateStyles(appearanceOf(palette()), palette().color(QPalette::Base));
    const QColor edge = palette().color(QPalette::Base);
    const std::uint32_t count = workers(half);
    // What is narrower than a pixel is painted once for each pixel; lanes that share a row of pixels leave it to the first of them.
    std::vector<double> painted(count, -1);
    std::vector<QRectF> places(count);
    double row = -1;
    for (std::uint32_t slot = 0; slot < count; ++slot) {
        places[slot] = lane(half, slot);
        const double its = std::floor(places[slot].top() * ratio);
        if (its <= row) places[slot] = {};
        else row = its;
    }
    for (const study::GhostSpan& span : spans) {
        if (span.slot >= count || places[span.slot].isNull()) continue;
        const QRectF& place = places[span.slot];
        const double left = pixelOf(span.begin), right = std::max(left + least, pixelOf(span.end));
        if (right <= painted[span.slot] + least / 2) continue;
        painted[span.slot] = std::ceil(right * ratio) / ratio;
        const double height = std::max(least, place.height() * stateHeight(span.activity));
        const QRectF box(left, place.bottom() - height, right - left, height);
        const QColor color = QColor::fromRgba(styles[static_cast<std::size_t>(span.activity)].fill());
        ++m_boxes;
        if (half == Half::Recorded) {
            painter.fillRect(box, color);
            if (place.height() >= 6 && span.activity == WorkerActivity::Running && box.width() >= 3)
                painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), edge);
            continue;
        }
        // Hollow where there is room for that: it has not been.
        painter.fillRect(box, faded(color, kGhostAlpha));
        if (box.width() < 4 || box.height() < 4) continue;
        painter.setPen(QPen(color, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(0.5, 0.5, -1, -0.5));
    }
}

void GhostView::paintErrorBand(QPainter& painter) const {
    const QRectF band = errorBand();
    const QColor color = ink(Ink::Accent, palette());
    painter.fillRect(band, faded(color, kErrorAlpha));
    painter.setPen(QPen(color, 1));
    for (const double x : {band.left(), band.right()}) painter.drawLine(QPointF(x, band.top()), QPointF(x, band.bottom()));
}

void GhostView::paintMark(QPainter& painter, double seconds, const QString& text, const QColor& color, int row) const {
    const int x = static_cast<int>(std::lround(pixelOf(seconds))), line = fontMetrics().height() + 2;
    painter.setPen(QPen(color, 2, row == 0 ? Qt::SolidLine : Qt::DashLine));
    painter.drawLine(x, row * line + line / 2, x, lanes().bottom() + 2);
    const int wide = fontMetrics().horizontalAdvance(text);
    const bool fitsRight = x + kSmallGap + wide <= width() - kSmallGap;
    QRect box(fitsRight ? x + kSmallGap : x - kSmallGap - wide, row * line, wide + 1, line);
    box.moveLeft(std::max(0, box.left()));
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, text);
}

void GhostView::paintLabels(QPainter& painter) const {
    painter.setPen(ink(Ink::Muted, palette()));
    // A label at each lane where there is room, at some of them where there is not.
    const auto label = [&](Half half, bool isShared) {
        double free = -1e9;
        const std::uint32_t count = isShared ? std::max(workers(Half::Recorded), workers(Half::Ghost)) : workers(half);
        for (std::uint32_t slot = 0; slot < count; ++slot) {
            QRectF box = isShared ? lane(Half::Recorded, slot).united(lane(Half::Ghost, slot)) : lane(half, slot);
            if (box.top() < free) continue;
            box.setHeight(std::max(box.height(), static_cast<double>(fontMetrics().height())));
            free = box.top() + fontMetrics().height() + 2;
            if (free > lanes().bottom() + fontMetrics().height()) break;
            painter.drawText(QRectF(0, box.top(), labelWidth() - kSmallGap, box.height()), Qt::AlignRight | Qt::AlignVCenter, tr("W%1").arg(locale().toString(slot + 1)));
        }
    };
    if (arrangement() == Arrangement::Together) {
        label(Half::Ghost, true);
        return;
    }
    label(Half::Recorded, false);
    label(Half::Ghost, false);
}

void GhostView::paintLegend(QPainter& painter) const {
    const StateStyles styles = stateStyles(appearanceOf(palette()), palette().color(QPalette::Base));
    const QColor color = QColor::fromRgba(styles[static_cast<std::size_t>(WorkerActivity::Running)].fill());
    const int line = fontMetrics().height() + 2, top = lanes().bottom() + kSmallGap;
    int x = lanes().left();
    const auto sample = [&](const QColor& fill, bool isHollow, const QString& text) {
        const QRect box(x, top + line / 2 - 5, 22, 9);
        painter.fillRect(box, fill);
        painter.setPen(QPen(color, 1));
        painter.setBrush(Qt::NoBrush);
        if (isHollow) painter.drawRect(box.adjusted(0, 0, -1, -1));
        painter.setPen(ink(Ink::Muted, palette()));
        x = box.right() + kSmallGap + 2;
        painter.drawText(QRect(x, top, width() - x, line), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += fontMetrics().horizontalAdvance(text) + kLargeGap;
    };
    if (m_answer.run && !m_answer.run->recordedSpans.empty()) sample(color, false, tr("as it ran"));
    sample(faded(color, kGhostAlpha), true, tr("what if"));
    sample(faded(ink(Ink::Accent, palette()), kErrorAlpha), false, tr("where its end may be"));
    if (!m_answer.idealEnds.empty()) sample(faded(palette().color(QPalette::Text), kShadowAlpha), false, tr("an ideal schedule"));
}

void GhostView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (prediction().makespan <= 0) {
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(rect().adjusted(kLargeGap, kLargeGap, -kLargeGap, -kLargeGap), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    if (prediction().spans.empty()) {
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(lanes(), Qt::AlignCenter, m_emptyText);
    } else {
        if (m_image.isNull()) render();
        painter.drawImage(QPoint(), m_image);
        paintErrorBand(painter);
        paintLegend(painter);
    }
    paintLabels(painter);
    const QColor text = palette().color(QPalette::Text);
    paintMark(painter, recordedSeconds(), tr("measured %1").arg(secondsText(recordedSeconds())), text, 0);
    paintMark(painter, m_answer.predictedLoss.ideal, tr("at best %1").arg(secondsText(m_answer.predictedLoss.ideal)), ink(Ink::Good, palette()), 1);
    if (hasFocus()) {
        painter.setPen(QPen(ink(Ink::Accent, palette()), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void GhostView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_image = {};
}

void GhostView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) m_image = {};
}

QString GhostView::spanText(const std::vector<study::GhostSpan>& spans, Half half, const QPoint& place) const {
    const double seconds = (place.x() - lanes().left()) / static_cast<double>(std::max(1, lanes().width())) * secondsShown();
    for (const study::GhostSpan& span : spans) {
        if (seconds < span.begin || seconds >= span.end || span.slot >= workers(half)) continue;
        const QRectF its = lane(half, span.slot);
        if (place.y() < its.top() || place.y() >= std::max(its.bottom(), its.top() + 1)) continue;
        QString text = tr("W%1: %2, %3 from %4")
                           .arg(locale().toString(span.slot + 1), activityName(span.activity), secondsText(span.end - span.begin), secondsText(span.begin));
        if (span.activity == WorkerActivity::Running && span.items > 0) text += u'\n' + tr("items: %1").arg(locale().toString(span.items));
        return (half == Half::Ghost ? tr("what if") : tr("as it ran")) + u'\n' + text;
    }
    return {};
}

bool GhostView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    if (m_answer.run && prediction().makespan > 0) {
        text = spanText(m_answer.run->recordedSpans, Half::Recorded, help->pos());
        if (text.isEmpty()) text = spanText(prediction().spans, Half::Ghost, help->pos());
    }
    if (text.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), text, this);
    return true;
}

}  // namespace poolscope::ui
