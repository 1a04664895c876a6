// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "compare/comparison_set.h"

namespace poolscope::ui {

/// The runs of a comparison, a row each; checked ones are shown. The baseline is marked with a star in its first column.
class ComparisonModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum ColumnId { Letter, Name, Wall, Work, FirstResult, MedianTask, Tasks, NotDone, Workers, ColumnCount };

    /// Borrows the set.
    explicit ComparisonModel(ComparisonSet& set, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    [[nodiscard]] quint64 idAt(int row) const;

private:
    void follow();
    [[nodiscard]] QVariant text(const ComparedEntry& entry, int column) const;
    [[nodiscard]] QString toolTip(const ComparedEntry& entry) const;

    ComparisonSet& m_set;
    std::vector<quint64> m_ids;  ///< of the rows, as the views know them
};

/// What differs, a row a setting, a column a run.
class DifferingModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit DifferingModel(ComparisonSet& set, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool hasEnvironment() const { return m_settings < m_lines.size(); }

private:
    void follow();

    ComparisonSet& m_set;
    std::vector<study::DifferingLine> m_lines;  ///< settings, then those of the environment
    std::size_t m_settings = 0;
    std::vector<QChar> m_letters;
};

}  // namespace poolscope::ui
