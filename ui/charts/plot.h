// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QWidget>

#include "charts/axis_quantity.h"
#include "charts/chart_colors.h"

class QCPPainter;

namespace poolscope::ui {

class PlotCanvas;

/// One line or area of a plot: what it is called and how it looks.
struct PlotSeries {
    enum class Shape {
        Line,
        Steps,      ///< a value holds until the next key
        StepsBack,  ///< a value holds since the key before
        Filled,     ///< steps, with the area below
        Stacked,    ///< likewise, on top of the stacked series before it
    };
    QString name;
    ChartColor color;
    Shape shape = Shape::Line;
    Qt::PenStyle line = Qt::SolidLine;
    Qt::BrushStyle pattern = Qt::NoBrush;  ///< over the fill: the second channel beside the colour
    QChar letter = {};                     ///< likewise, in the legend
    bool hasDots = false;                  ///< each value has a dot while they are few
};

/// A part of the x axis.
struct PlotRange {
    double begin = 0;
    double end = 0;
    friend bool operator==(const PlotRange&, const PlotRange&) = default;
};

/// A chart in the colours of the theme: title and legend with the values at the pointer above, axes with round ticks whose numbers
/// are written as everywhere else, a cursor, a picked range, keys and words for screen readers. It knows nothing of runs: it
/// shows what it is given and tells what the user did; whoever owns it decides what that means.
///
/// Keys: Left and Right move the cursor a step, with Shift they pick a range; W, S, + and - zoom, A and D pan, 0 shows all, End
/// follows, Escape lets go. Mouse: a click sets the cursor, a drag picks a range, the wheel over the data zooms (setWheel() can leave
/// it to the page, and then it zooms with Ctrl or over the numbers of the x axis), with Shift it pans, as the middle button does.
class Plot : public QWidget {
    Q_OBJECT

public:
    Plot(const QString& title, Quantity x, Quantity y, QWidget* parent = nullptr);
    ~Plot() override;

    void setTitle(const QString& title);
    [[nodiscard]] const QString& title() const { return m_title; }
    /// What is added to the title, in a paler ink.
    void setNote(const QString& note);
    /// What stands in the place of the data when there is none.
    void setEmptyText(const QString& text);

    /// Forgets all data.
    void setSeries(std::vector<PlotSeries> series);
    [[nodiscard]] const std::vector<PlotSeries>& series() const { return m_series; }
    /// Keys ascend; a value that is no number makes a gap. Shown at the next refresh().
    void setData(std::size_t series, std::vector<double> keys, std::vector<double> values);
    [[nodiscard]] const std::vector<double>& keys(std::size_t series) const { return m_data[series].keys; }
    [[nodiscard]] const std::vector<double>& values(std::size_t series) const { return m_data[series].values; }

    enum class Scale { Linear, Logarithmic };
    void setXScale(Scale scale);
    void setXRange(PlotRange range);
    [[nodiscard]] PlotRange xRange() const { return m_xRange; }
    /// How far a key moves the cursor.
    void setStep(double step) { m_step = step; }
    /// Where the y axis ends; none: above the highest value that is seen.
    void setYTop(std::optional<double> top) { m_yTop = top; }
    /// Words for a place on the x axis; those of its quantity at first.
    void setPlaceText(std::function<QString(double)> words) { m_placeText = std::move(words); }

    enum class Wheel { Zooms, ScrollsPage };
    /// What the wheel does over the data.
    void setWheel(Wheel wheel) { m_wheel = wheel; }

    void setCursorPlace(std::optional<double> x);
    /// Whether what comes after the cursor is veiled, as it had not happened then.
    enum class AfterCursor : std::uint8_t { Plain, Veiled };
    void setAfterCursor(AfterCursor look) { m_afterCursor = look; }
    void setPicked(std::optional<PlotRange> range);
    void setHover(std::optional<double> x);
    /// One series stands out, the others step back.
    void setEmphasis(std::optional<std::size_t> series);

    [[nodiscard]] std::optional<double> cursorPlace() const { return m_cursor; }
    [[nodiscard]] std::optional<PlotRange> picked() const { return m_picked; }

    /// Paints what was set.
    void refresh();

    /// The value of a series at x; none where it has none.
    [[nodiscard]] std::optional<double> valueAt(std::size_t series, double x) const;
    /// The series whose line is nearest to a point of the widget and not farther than some pixels.
    [[nodiscard]] std::optional<std::size_t> seriesNear(const QPointF& position) const;
    /// In words, for screen readers and for a report: each series with its value at the cursor (or the latest) and its highest.
    [[nodiscard]] QString summary() const;

    /// Where a place of the x axis is in this widget, and back.
    [[nodiscard]] double pixelOf(double x) const;
    [[nodiscard]] double placeAt(double pixel) const;
    /// The area between the axes, in this widget.
    [[nodiscard]] QRect plotArea() const;

    /// Paints the chart into a part of a picture, without pointer and focus and always as vectors. The painter is one that
    /// PlotPicture made.
    void paintInto(QCPPainter& painter, const QRect& place);

    /// Of QCustomPlot, which draws it.
    [[nodiscard]] static QString libraryVersion();
    /// The keys of every plot and what they do, for a list of keys.
    [[nodiscard]] static QList<std::pair<QString, QString>> keyWords();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void cursorMoved(double x);
    void rangePicked(const poolscope::ui::PlotRange& range);
    void pickCleared();
    void hoverMoved(const std::optional<double>& x);
    /// Zoom by a factor (above 1: closer) around a place.
    void zoomWanted(double factor, double around);
    /// Move by a part of what is seen.
    void panWanted(double part);
    void fitWanted();
    void followWanted();
    void seriesClicked(std::size_t series, double x);
    void activated();  ///< Return was pressed
    void menuWanted(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    friend class PlotCanvas;
    enum class Drag { None, Pressed, Pick, Pan };
    struct Data {
        std::vector<double> keys, values;
    };
    void moveCursor(int steps, Qt::KeyboardModifiers modifiers);
    void touchMarks();
    void speak();
    [[nodiscard]] double startPlace() const;
    [[nodiscard]] double clampedPlace(double pixel) const;

    QString m_title, m_note, m_emptyText;
    Quantity m_xQuantity, m_yQuantity;
    std::vector<PlotSeries> m_series;
    std::vector<Data> m_data;
    Scale m_scale = Scale::Linear;
    PlotRange m_xRange{0, 1};
    double m_step = 1;
    std::optional<double> m_yTop;
    std::function<QString(double)> m_placeText;
    std::optional<double> m_cursor, m_hover;
    AfterCursor m_afterCursor = AfterCursor::Plain;
    std::optional<PlotRange> m_picked;
    std::optional<std::size_t> m_emphasis, m_near;
    std::optional<double> m_anchor;  ///< where a range that is picked by keys begins
    Drag m_drag = Drag::None;
    Wheel m_wheel = Wheel::Zooms;
    QPointF m_pressed;
    QPointF m_panned;
    QElapsedTimer m_sinceSpoken;
    PlotCanvas* m_canvas;
};

}  // namespace poolscope::ui
