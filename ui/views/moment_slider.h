// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

namespace poolscope::ui {

/// The handle of the scrub bar: a dot at the end while the run is followed, a diamond at a past moment. A press anywhere on the
/// line takes the handle there; the handle can be dragged on from there.
class MomentSlider : public QSlider {
    Q_OBJECT

public:
    explicit MomentSlider(QWidget* parent = nullptr);

    enum class Handle { Following, Past };
    void setHandle(Handle handle);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// The user wants this value.
    void valueWanted(int value);
    void stepWanted(int by);       ///< -1 or 1
    void firstWanted();
    void followWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] int valueAt(double x) const;
    [[nodiscard]] double xOf(int value) const;

    Handle m_handle = Handle::Following;
    bool m_isDragged = false;
};

}  // namespace poolscope::ui
