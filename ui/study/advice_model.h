// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QAbstractTableModel>
#include <QStringList>

#include <poolscope/json.h>
#include <poolscope/scenario.h>

namespace poolscope::ui {

/// A configuration that is tried, as `poolscope advise --events` tells it.
struct AdviceRow {
    QString label;       ///< "4 workers, fork, chunksize 10, longest first"
    bool isPresent = false;
    bool isWinner = false;
    double predicted = 0;  ///< seconds; 0: not predicted
    std::vector<double> seconds;
    double median = 0;     ///< 0: no run yet
    QString finding;       ///< "difference", "no_difference", "more_runs", "not_settled"; empty: nothing to compare yet
    double ratio = 1, low = 1, high = 1;  ///< its time over the present one's
    QStringList words;     ///< measured_words()
    std::optional<Scenario> scenario;
};

/// The configurations of a search, the present one first.
class AdviceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Configuration, Predicted, Median, Times, AgainstNow, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    /// Takes over what an event says of the configurations; scenarios that it leaves out stay as they were. False: it is no such event.
    bool take(const Json& event);
    void clear();
    [[nodiscard]] const std::vector<AdviceRow>& rows() const { return m_rows; }
    /// -1: nobody is certainly better.
    [[nodiscard]] int winner() const;
    /// The longest run of all.
    [[nodiscard]] double longest() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString text(const AdviceRow& row, int column) const;
    [[nodiscard]] QString againstNow(const AdviceRow& row) const;

    std::vector<AdviceRow> m_rows;
};

}  // namespace poolscope::ui
