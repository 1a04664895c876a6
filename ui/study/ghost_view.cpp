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
constexpr int kTallestLane = 28;
constexpr int kLabelWidth = 44;
/// Room at the right of the last end, so that the marks' lines do not stand at the edge.
constexpr double kRoomRight = 1.06;

QString timeText(double seconds) {
    return durationText(static_cast<std::int64_t>(seconds * 1e9));
}

}  // namespace

GhostView::GhostView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("schedule that would have been"));
    setFocusPolicy(Qt::StrongFocus);
}

void GhostView::showSchedule(const study::Prediction& prediction, double recorded, double ideal) {
    m_prediction = prediction;
    m_recorded = recorded;
    m_ideal = ideal;
    m_emptyText = prediction.spans.empty() ? tr("So many tasks are not drawn.") : QString();
    m_image = {};
    setAccessibleDescription(summary());
    update();
}

void GhostView::clear(const QString& why) {
    m_prediction = {};
    m_recorded = m_ideal = 0;
    m_emptyText = why;
    m_image = {};
    setAccessibleDescription(why);
    update();
}

QString GhostView::summary() const {
    if (m_prediction.makespan <= 0) return m_emptyText;
    return tr("%1 workers: %2 predicted, %3 measured, at best %4")
        .arg(locale().toString(m_prediction.shape.processes), timeText(m_prediction.makespan), timeText(m_recorded), timeText(m_ideal));
}

QSize GhostView::sizeHint() const {
    return {600, 320};
}

QSize GhostView::minimumSizeHint() const {
    return {200, 120};
}

QRect GhostView::lanes() const {
    const int top = kMarkRows * (fontMetrics().height() + 2) + kSmallGap;
    QRect place(kLabelWidth, top, width() - kLabelWidth - kGap, height() - top - kGap);
    const int most = kTallestLane * static_cast<int>(std::min<std::uint32_t>(std::max(1u, m_prediction.shape.processes), 1000));
    if (place.height() > most) place.setHeight(most);
    return place;
}

double GhostView::secondsShown() const {
    return kRoomRight * std::max({m_prediction.makespan, m_recorded, m_ideal, 1e-9});
}

int GhostView::pixelOf(double seconds) const {
    return lanes().left() + static_cast<int>(std::lround(seconds / secondsShown() * lanes().width()));
}

void GhostView::render() {
    const QRect place = lanes();
    const double ratio = devicePixelRatioF();
    m_image = QImage((QSizeF(place.size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(ratio);
    m_image.fill(palette().color(QPalette::Base));
    QPainter painter(&m_image);
    const StateStyles styles = stateStyles(appearanceOf(palette()), palette().color(QPalette::Base));
    const auto workers = static_cast<double>(m_prediction.shape.processes);
    const double lane = place.height() / workers;
    const double gap = lane >= 6 ? 2 : lane >= 3 ? 1 : 0;
    const double scale = place.width() / secondsShown();
    const bool hasEdges = lane >= 8;
    const QColor edge = palette().color(QPalette::Base);
    for (const study::GhostSpan& span : m_prediction.spans) {
        const double height = std::max(1.0, (lane - gap) * stateHeight(span.activity));
        const double bottom = (span.slot + 1) * lane - gap;
        QRectF box(span.begin * scale, bottom - height, std::max(1.0 / ratio, (span.end - span.begin) * scale), height);
        painter.fillRect(box, QColor::fromRgba(styles[static_cast<std::size_t>(span.activity)].fill()));
        if (hasEdges && span.activity == WorkerActivity::Running && box.width() >= 3)
            painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), edge);
    }
}

void GhostView::paintMark(QPainter& painter, double seconds, const QString& text, const QColor& color, int row) const {
    const QRect place = lanes();
    const int x = pixelOf(seconds), line = fontMetrics().height() + 2;
    painter.setPen(QPen(color, 2, row == 0 ? Qt::SolidLine : Qt::DashLine));
    painter.drawLine(x, row * line + line / 2, x, place.bottom() + 2);
    const int wide = fontMetrics().horizontalAdvance(text);
    const bool fitsRight = x + kSmallGap + wide <= width() - kSmallGap;
    QRect box(fitsRight ? x + kSmallGap : x - kSmallGap - wide, row * line, wide + 1, line);
    box.moveLeft(std::max(0, box.left()));
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, text);
}

void GhostView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (m_prediction.makespan <= 0) {
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(rect().adjusted(kLargeGap, kLargeGap, -kLargeGap, -kLargeGap), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const QRect place = lanes();
    if (m_prediction.spans.empty()) {
        painter.setPen(ink(Ink::Muted, palette()));
        painter.drawText(place, Qt::AlignCenter, m_emptyText);
    } else {
        if (m_image.isNull()) render();
        painter.drawImage(place.topLeft(), m_image);
    }
    // A label at each lane where there is room, at some of them where there is not.
    const double lane = static_cast<double>(place.height()) / m_prediction.shape.processes;
    const int every = std::max(1, static_cast<int>(std::ceil((fontMetrics().height() + 2) / lane)));
    painter.setPen(ink(Ink::Muted, palette()));
    for (std::uint32_t slot = 0; slot < m_prediction.shape.processes; slot += static_cast<std::uint32_t>(every)) {
        const QRectF box(0, place.top() + slot * lane, kLabelWidth - kSmallGap, std::max(lane, static_cast<double>(fontMetrics().height())));
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, tr("W%1").arg(locale().toString(slot + 1)));
    }
    const QColor text = palette().color(QPalette::Text);
    paintMark(painter, m_recorded, tr("measured %1").arg(timeText(m_recorded)), text, 0);
    paintMark(painter, m_ideal, tr("at best %1").arg(timeText(m_ideal)), ink(Ink::Good, palette()), 1);
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

bool GhostView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QRect place = lanes();
    QString text;
    if (place.contains(help->pos()) && m_prediction.shape.processes > 0) {
        const auto slot = static_cast<std::uint32_t>(static_cast<double>(help->pos().y() - place.top()) * m_prediction.shape.processes / place.height());
        const double seconds = static_cast<double>(help->pos().x() - place.left()) / place.width() * secondsShown();
        for (const study::GhostSpan& span : m_prediction.spans) {
            if (span.slot != slot || seconds < span.begin || seconds >= span.end) continue;
            text = tr("W%1: %2, %3 from %4").arg(locale().toString(slot + 1), activityName(span.activity), timeText(span.end - span.begin), timeText(span.begin));
            if (span.activity == WorkerActivity::Running) text += u'\n' + tr("items: %1").arg(locale().toString(span.items));
        }
    }
    if (text.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), text, this);
    return true;
}

}  // namespace poolscope::ui
