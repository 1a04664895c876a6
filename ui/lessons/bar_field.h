// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

namespace poolscope::ui {

/// Bars with names and values. They can be dragged to what a learner expects; what came of it is then drawn beneath.
class BarField : public QWidget {
    Q_OBJECT

public:
    struct Bar {
        QString name;
        std::optional<double> value;     ///< what is true
        std::optional<double> expected;  ///< what was predicted
    };

    explicit BarField(QWidget* parent = nullptr);

    void setUnit(const QString& unit);
    /// From 0 or `low` to `high`; without a scale the longest bar takes all the room.
    void setScale(double low, double high);
    void setBars(std::vector<Bar> bars);
    [[nodiscard]] const std::vector<Bar>& bars() const { return m_bars; }
    /// Whether `expected` can be dragged, and changed with the arrow keys.
    void setEditable(bool editable);
    [[nodiscard]] QString valueText(double value) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Where a bar with this value ends: for tests.
    [[nodiscard]] QPoint placeOf(int row, double value) const;

signals:
    void expectedChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRectF track(int row) const;
    [[nodiscard]] double highest() const;
    [[nodiscard]] int rowHeight() const;
    void drag(const QPointF& place);
    void setExpected(int row, double value);
    void paintRow(QPainter& painter, int row) const;

    std::vector<Bar> m_bars;
    QString m_unit;
    double m_low = 0;
    std::optional<double> m_high;
    bool m_isEditable = false;
    int m_current = 0;
};

}  // namespace poolscope::ui
