// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractListModel>

#include "forms/batch_draft.h"
#include "forms/batch_summary.h"

namespace poolscope::ui {

/// The batches of a scenario, in the order in which they run. Each is a draft: one that has problems keeps what was typed
/// and says so. DisplayRole is the call on one line, kExplanationRole how it is cut into tasks or what is wrong.
class BatchListModel : public QAbstractListModel {
    Q_OBJECT

public:
    explicit BatchListModel(QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    void setBatches(const std::vector<BatchSpec>& batches);
    /// The batches that could be read; those with problems as far as they could.
    [[nodiscard]] std::vector<BatchSpec> batches() const;
    [[nodiscard]] const BatchDraft& draft(int row) const;
    void setDraft(int row, const BatchDraft& draft);
    void insert(int row, const BatchDraft& draft);
    void remove(int row);
    /// Puts `row` where `to` is now; 0 <= to < rowCount().
    void move(int row, int to);

    /// Which names are functions; see readDraft().
    void setKnownFunctions(std::vector<std::string> names);
    void setPool(const PoolFacts& pool);
    /// True when every batch is good; so is no batch.
    [[nodiscard]] bool isValid() const;

private:
    struct Row {
        BatchDraft draft;
        DraftReading reading;
        std::optional<qint64> items;
    };

    [[nodiscard]] Row read(const BatchDraft& draft) const;

    std::vector<Row> m_rows;
    std::vector<std::string> m_knownFunctions;
    PoolFacts m_pool;
};

}  // namespace poolscope::ui
