// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QTableView>
#include <QWidget>

#include "study/sweep_map_model.h"

class QLabel;

namespace poolscope::ui {

/// The colours of a cell of this heat: 0 the fastest and strongest, 1 the slowest and palest. The text stands out from the cell by 4.5:1.
struct HeatColors {
    QColor cell, text;
};
[[nodiscard]] HeatColors heatColors(double heat, const QPalette& palette);

/// A heat map of a sweep over two parameters. Each cell has its time written in it and, below, how many times as long as the fastest it
/// takes; colours only repeat that. Arrow keys move, a click chooses, Return or a double click say that something is to be done with it.
class SweepMap : public QWidget {
    Q_OBJECT

public:
    explicit SweepMap(QWidget* parent = nullptr);
    ~SweepMap() override;

    void show(const study::SweepSpec& spec, const SweepOutcome& outcome);
    void clear();
    [[nodiscard]] bool hasCells() const { return m_model.rowCount() > 0; }
    void setCurrent(std::optional<std::size_t> configuration);
    [[nodiscard]] QTableView& table() { return *m_table; }
    [[nodiscard]] SweepMapModel& model() { return m_model; }

signals:
    void chosen(std::size_t configuration);
    void activated(std::size_t configuration);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fit();

    SweepMapModel m_model;
    QTableView* m_table;
    QLabel* m_axes;
    bool m_isSetting = false;  ///< the cell is set, not chosen by somebody
};

}  // namespace poolscope::ui
