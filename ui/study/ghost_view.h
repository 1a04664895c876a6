// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QImage>
#include <QWidget>

#include "study/run_study.h"

namespace poolscope::ui {

/// The schedule that would have been over the one that was, lane by lane: in each lane above what the recorded run did, below and pale what other
/// settings would have done, and behind both the shadow of an ideal schedule. Where so many workers leave too little room for that, the recorded
/// lanes stand above the others. Of more workers than there are rows of pixels each row shows one.
class GhostView : public QWidget {
    Q_OBJECT

public:
    explicit GhostView(QWidget* parent = nullptr);

    void showSchedule(const WhatIfAnswer& answer);
    void clear(const QString& why);
    /// In words, for screen readers.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] const study::Prediction& prediction() const { return m_answer.predicted; }

    enum class Arrangement {
        Together,  ///< in the same lanes
        Apart,     ///< one above the other
    };
    [[nodiscard]] Arrangement arrangement() const;
    enum class Half { Recorded, Ghost };
    /// Where a worker's lane of the two stands, in this widget.
    [[nodiscard]] QRectF lane(Half half, std::uint32_t slot) const;
    [[nodiscard]] double pixelOf(double seconds) const;
    /// From when to when the end may be, as far as earlier predictions were off: drawn over the ghost's lanes.
    [[nodiscard]] QRectF errorBand() const;
    /// Boxes that the last picture took: never many more than there are pixels, however many tasks there are.
    [[nodiscard]] std::size_t boxesPainted() const { return m_boxes; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int labelWidth() const;
    [[nodiscard]] QRect lanes() const;
    [[nodiscard]] double secondsShown() const;
    [[nodiscard]] std::uint32_t workers(Half half) const;
    [[nodiscard]] double recordedSeconds() const;
    void render();
    void paintShadow(QPainter& painter);
    void paintSpans(QPainter& painter, const std::vector<study::GhostSpan>& spans, Half half);
    void paintLabels(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintErrorBand(QPainter& painter) const;
    void paintMark(QPainter& painter, double seconds, const QString& text, const QColor& color, int row) const;
    [[nodiscard]] QString spanText(const std::vector<study::GhostSpan>& spans, Half half, const QPoint& place) const;

    WhatIfAnswer m_answer;
    QString m_emptyText;
    QImage m_image;  ///< the lanes; null: to be rendered
    std::size_t m_boxes = 0;
};

}  // namespace poolscope::ui
