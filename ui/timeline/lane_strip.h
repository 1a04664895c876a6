// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include "timeline/strip_painter.h"

namespace poolscope::ui {

/// The picture of one lane, kept between frames: panning moves it, new spans repaint its end, and only what is really
/// new is painted.
class LaneStrip {
public:
    /// The lane looks different from this moment on.
    void invalidateFrom(Time time);

    /// The picture for this scale, `width` device pixels wide. Gives how many columns had to be painted.
    int bringUpToDate(int width, const StripPainter& painter, const TimeScale& scale, const IndexedLane& lane, Time now);
    [[nodiscard]] const QImage& picture() const { return m_picture; }

private:
    QImage m_picture;
    StripLook m_look;
    TimeScale m_scale;
    bool m_isPainted = false;
    Time m_dirtyFrom = kOpen;  ///< kOpen: nothing
    Time m_paintedNow = 0;
};

}  // namespace poolscope::ui
