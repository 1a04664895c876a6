// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>

#include <QColor>
#include <QImage>

#include "format/appearance.h"
#include "timeline/lane_events.h"

namespace poolscope::ui {

/// The marks of a lane as ready-made pictures: a cross for a crash, a letter for another end, "!" for a failed task, a ring for a worker that was
/// recycled. Each has a rim in the background's colour, so that it stands out from any state under it.
class MarkImages {
public:
    MarkImages() = default;
    /// `size` in device pixels.
    MarkImages(int size, Appearance appearance, const QColor& background);

    /// Of a crash: with the letter of its cause; X is a cross.
    [[nodiscard]] const QImage& image(MarkKind kind, char16_t letter = u'X') const;
    [[nodiscard]] int size() const { return m_size; }

private:
    std::array<QImage, kMarkKinds> m_images;
    std::map<char16_t, QImage> m_letters;  ///< crashes by their cause's letter, without X
    int m_size = 0;
};

}  // namespace poolscope::ui
