// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include <poolscope/baseline.h>
#include <poolscope/run_store.h>

namespace poolscope::ui {

/// The runs of a store, one row each, in the order of the list that it is given. Takes a new list over with exact insertions,
/// removals and changes, so that the selection stays with its run.
class RunListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { When, Name, State, Wall, Against, Items, Bad, Rate, Utilisation, Configuration, Mark, Size, Note, kColumns };
    enum Role {
        FolderRole = Qt::UserRole + 100,  ///< QString: the run's folder
        SortRole,                         ///< a number or a text that orders as its column should
        TextRole,                         ///< all words of the row, to be found in
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setRuns(std::vector<StoredRun> runs);
    /// Null for a folder that is not in the list.
    [[nodiscard]] const StoredRun* find(const QString& folder) const;
    [[nodiscard]] const std::vector<StoredRun>& runs() const { return m_runs; }
    /// How a run stands against the baseline; empty when it is not compared.
    [[nodiscard]] std::optional<study::BaselineMark> mark(const QString& folder) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Of the name: asks for it, and shows what the store says later.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    /// First width of a column, for a face of 13 px.
    [[nodiscard]] static int width(int column);

signals:
    void renameWanted(const QString& folder, const QString& name);

private:
    void markRuns();
    [[nodiscard]] const study::BaselineMark* markOf(const StoredRun& run) const;
    [[nodiscard]] QString text(const StoredRun& run, int column) const;
    [[nodiscard]] QVariant sortKey(const StoredRun& run, int column) const;

    std::vector<StoredRun> m_runs;
    std::vector<std::optional<study::BaselineMark>> m_marks;  ///< by run
    bool m_hasMarks = false;
    std::vector<std::string> m_marked;  ///< what they were made of: comparing takes longer than looking whether it must be done again
};

/// As Qt spells a path of the file system, and back.
[[nodiscard]] QString folderOf(const StoredRun& run);

}  // namespace poolscope::ui
