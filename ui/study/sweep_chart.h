// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

namespace poolscope::ui {

/// The runs of a sweep: a row for each configuration, a dot for each run, a line at the median, and the best one marked.
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
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int rowHeight() const;
    std::vector<Row> m_rows;
};

}  // namespace poolscope::ui
