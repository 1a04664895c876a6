// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QAbstractTableModel>

#include "study/sweep_outcome.h"

namespace poolscope::ui {

/// A sweep over two parameters: a row for each value of the first, a column for each of the second.
class SweepMapModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        HeatRole = Qt::UserRole + 1,  ///< double: 0 the fastest, 1 the slowest; none: no run has succeeded
        BestRole,                     ///< bool
        DetailRole,                   ///< QString: how many times as long as the fastest, in short
    };

    explicit SweepMapModel(QObject* parent = nullptr);
    ~SweepMapModel() override;

    /// Empties it when there are not two parameters.
    void setOutcome(const study::SweepSpec& spec, const SweepOutcome& outcome);
    void clear();
    [[nodiscard]] std::size_t configurationAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(std::size_t configuration) const;
    [[nodiscard]] const std::optional<study::SweepSpec>& spec() const { return m_spec; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::optional<study::SweepSpec> m_spec;
    SweepOutcome m_outcome;
    double m_least = 0, m_most = 0;  ///< of the medians, seconds
};

}  // namespace poolscope::ui
