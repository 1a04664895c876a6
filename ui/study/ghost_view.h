// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>

#include <poolscope/simulation.h>

namespace poolscope::ui {

/// The schedule that would have been: a lane for each worker, with where the recorded run ended and where no run could end before. Of more
/// workers than there are rows of pixels each row shows one.
class GhostView : public QWidget {
    Q_OBJECT

public:
    explicit GhostView(QWidget* parent = nullptr);

    /// `recorded`, `ideal`: seconds.
    void showSchedule(const study::Prediction& prediction, double recorded, double ideal);
    void clear(const QString& why);
    /// In words, for screen readers.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] const study::Prediction& prediction() const { return m_prediction; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRect lanes() const;
    [[nodiscard]] double secondsShown() const;
    [[nodiscard]] int pixelOf(double seconds) const;
    void render();
    void paintMark(QPainter& painter, double seconds, const QString& text, const QColor& color, int row) const;

    study::Prediction m_prediction;
    double m_recorded = 0;
    double m_ideal = 0;
    QString m_emptyText;
    QImage m_image;  ///< the lanes; null: to be rendered
};

}  // namespace poolscope::ui
