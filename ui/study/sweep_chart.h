// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QString>
#include <QWidget>

#include <poolscope/sweep.h>

namespace poolscope::ui {

struct SweepOutcome;

/// The runs of a sweep: a row for each configuration, a dot for each run, a line at the median, and the best one marked. A click or Up and
/// Down choose a row; Return and a double click say that something is to be done with it.
class SweepChart : public QWidget {
    Q_OBJECT

public:
    struct Row {
        QString label;
        QString finding;
        std::vector<double> seconds;
        double median = 0;  ///< 0: none yet
        bool isBest = false;
        bool isCertain = false;  ///< certainly slower than the best, or no different from it
    };
    explicit SweepChart(QWidget* parent = nullptr);
    void setRows(std::vector<Row> rows);
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    /// None: no row is chosen.
    void setCurrent(std::optional<std::size_t> row);
    [[nodiscard]] std::optional<std::size_t> current() const { return m_current; }
    [[nodiscard]] QRect rowRect(std::size_t row) const;
    [[nodiscard]] QString summary() const;
    /// The keys and what they do.
    [[nodiscard]] static QList<std::pair<QString, QString>> keyWords();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void chosen(std::size_t row);
    void activated(std::size_t row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] std::optional<std::size_t> rowAt(const QPointF& place) const;
    void choose(std::size_t row);
    void paintRow(QPainter& painter, std::size_t row, int labels, double longest) const;

    std::vector<Row> m_rows;
    std::optional<std::size_t> m_current;
};

/// The rows of a sweep.
[[nodiscard]] std::vector<SweepChart::Row> sweepRows(const study::SweepSpec& spec, const SweepOutcome& outcome);

}  // namespace poolscope::ui
