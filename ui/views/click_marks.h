// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QPointF>
#include <QTimer>
#include <QWidget>

namespace poolscope::ui {

/// For an audience: rings where the mouse clicks, and the keys that are pressed, painted over a whole window. The mouse
/// goes through it.
class ClickMarks : public QWidget {
    Q_OBJECT

public:
    enum class Fading { Smooth, AtOnce };

    /// Covers the window and follows its size.
    explicit ClickMarks(QWidget* window);

    void setFading(Fading fading);
    [[nodiscard]] Fading fading() const { return m_fading; }
    void markClick(const QPoint& place, Qt::MouseButton button);
    void showKeys(const QString& keys);
    /// Shown for a while at the place where keys are shown.
    void say(const QString& text);

    [[nodiscard]] int markCount() const { return static_cast<int>(m_clicks.size()); }
    [[nodiscard]] QString caption() const { return m_caption; }

    bool eventFilter(QObject* watched, QEvent* event) override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Click {
        QPoint place;
        bool isLeft = true;
        qint64 at = 0;
    };
    void passTime();
    [[nodiscard]] double strength(qint64 at, qint64 lifetime) const;

    QList<Click> m_clicks;
    QString m_caption;
    qint64 m_captionAt = 0;
    qint64 m_captionLife = 0;
    Fading m_fading = Fading::Smooth;
    QElapsedTimer m_clock;
    QTimer m_timer;
};

}  // namespace poolscope::ui
