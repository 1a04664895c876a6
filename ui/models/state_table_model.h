// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QString>

#include <poolscope/pool_state.h>

#include "session/run_moment.h"

namespace poolscope::ui {

struct Column {
    QString title;
    QString meaning;  ///< shown as the header's tool tip and spoken by screen readers
    enum class Kind { Words, Number, Value } kind = Kind::Words;
    int width = 100;  ///< at first, in device-independent pixels
};

/// A table over a PoolState that only ever grows, until another trace is shown. Knows how many rows the views were told
/// of, which is never more than the state has.
class StateTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// Borrows the state.
    StateTableModel(const PoolState& state, std::vector<Column> columns, QObject* parent);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    /// Never fails, whatever index it is given: assistive programs ask for rows that are gone.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    /// Titles and what they mean, in another language.
    bool setHeaderData(int section, Qt::Orientation orientation, const QVariant& value, int role = Qt::EditRole) override;

    [[nodiscard]] const Column& column(int index) const { return m_columns.at(static_cast<std::size_t>(index)); }
    [[nodiscard]] const PoolState& state() const { return m_present.state(); }
    /// The moment of the run that is shown: the present, until lookAt().
    [[nodiscard]] const RunMoment& moment() const { return *m_moment; }
    /// Borrows the moment, which is of the same state.
    void lookAt(const RunMoment& moment);

public slots:
    /// Another moment is shown from now on.
    virtual void showMoment() = 0;

protected:
    /// Of a row that exists in the model; null for roles that the cell has nothing to say to.
    [[nodiscard]] virtual QVariant cell(int row, int column, int role) const = 0;

    void reset(std::size_t rows);
    /// As removed rows, since the trace is the same: views keep their columns and scroll modes.
    void removeAll();
    void growTo(std::size_t rows);
    /// To this many rows, by removing or adding at the end, and all that stay have changed.
    void changeTo(std::size_t rows);
    /// Tells of sorted row numbers with as few signals as there are runs of neighbours.
    void tellChanged(const std::vector<std::uint32_t>& rows, int firstColumn = 0, int lastColumn = -1);

private:
    RunMoment m_present;
    const RunMoment* m_moment = &m_present;
    std::vector<Column> m_columns;
    int m_rows = 0;
};

}  // namespace poolscope::ui
