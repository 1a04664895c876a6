// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include <QImage>

namespace poolscope::ui {

/// The pixels of a 32-bit picture, written straight: QImage::scanLine() asks at every line whether the picture is shared.
class StripCanvas {
public:
    /// The picture must outlive it and not be copied meanwhile.
    explicit StripCanvas(QImage& picture)
        : m_pixels(reinterpret_cast<QRgb*>(picture.bits())),
          m_stride(static_cast<std::size_t>(picture.bytesPerLine()) / sizeof(QRgb)), m_width(picture.width()),
          m_height(picture.height()) {}

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] QRgb* line(int y) { return m_pixels + static_cast<std::size_t>(y) * m_stride; }

    /// Columns [left, right) must lie within the picture; rows are cut to it.
    void fill(int left, int right, int top, int bottom, QRgb color) {
        top = std::max(0, top);
        bottom = std::min(bottom, m_height);
        if (left >= right || top >= bottom) return;
        QRgb* pixel = line(top) + left;
        if (right - left == 1) {
            for (int y = top; y < bottom; ++y, pixel += m_stride) *pixel = color;
        } else {
            for (int y = top; y < bottom; ++y, pixel += m_stride) std::fill(pixel, pixel + (right - left), color);
        }
    }

private:
    QRgb* m_pixels;
    std::size_t m_stride;
    int m_width;
    int m_height;
};

}  // namespace poolscope::ui
