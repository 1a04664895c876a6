// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/lane_strip.h"

#include <algorithm>
#include <cstring>

namespace poolscope::ui {

void LaneStrip::invalidateFrom(Time time) { m_dirtyFrom = std::min(m_dirtyFrom, time); }

int LaneStrip::bringUpToDate(int width, const StripPainter& painter, const TimeScale& scale, const IndexedLane& lane,
                             Time now) {
    const StripLook& look = painter.look();
    if (m_picture.width() != width || m_picture.height() != look.height) {
        m_picture = QImage(width, look.height, QImage::Format_RGB32);
        m_isPainted = false;
    }
    // An open span grows from where it was painted to the present; the column of that moment was only partly filled.
    if (now != m_paintedNow && lane.times.isOpen()) {
        const bool isWedge = lane.times.last().activity == WorkerActivity::Retiring;
        invalidateFrom(isWedge ? lane.times.last().begin : std::min(now, m_paintedNow));
    }
    m_picture.setDevicePixelRatio(1);

    int painted = 0;
    const auto paint = [&](std::int64_t from, std::int64_t to) {
        const int left = static_cast<int>(std::clamp<std::int64_t>(from, 0, width));
        const int right = static_cast<int>(std::clamp<std::int64_t>(to, 0, width));
        if (left >= right) return;
        painter.paint(m_picture, left, right, scale, lane, now);
        painted += right - left;
    };
    const std::int64_t shift = scale.firstColumn - m_scale.firstColumn;
    const bool canMove = m_isPainted && m_look == look && m_scale.hasSameColumns(scale) && std::abs(shift) < width;
    if (!canMove) {
        paint(0, width);
    } else {
        if (shift != 0) {
            const auto distance = static_cast<std::size_t>(std::abs(shift));
            const std::size_t kept = (static_cast<std::size_t>(width) - distance) * sizeof(QRgb);
            for (int y = 0; y < look.height; ++y) {
                auto* line = reinterpret_cast<QRgb*>(m_picture.scanLine(y));
                if (shift > 0) {
                    std::memmove(line, line + distance, kept);
                } else {
                    std::memmove(line + distance, line, kept);
                }
            }
            paint(shift > 0 ? width - shift : 0, shift > 0 ? width : -shift);
        }
        if (m_dirtyFrom != kOpen) {
            // Behind the present there is nothing, and was nothing.
            const std::int64_t present = scale.columnAt(std::max(now, m_paintedNow)) + 1 + painter.marks().size();
            paint(painter.firstAffected(scale.columnAt(m_dirtyFrom)) - scale.firstColumn,
                  present - scale.firstColumn);
        }
    }
    m_scale = scale;
    m_look = look;
    m_isPainted = true;
    m_dirtyFrom = kOpen;
    m_paintedNow = now;
    m_picture.setDevicePixelRatio(look.pixelRatio);
    return painted;
}

}  // namespace poolscope::ui
