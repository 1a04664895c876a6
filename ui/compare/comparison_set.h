// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <poolscope/run_comparison.h>

#include "compare/run_profile.h"

namespace poolscope::ui {

/// A run in a comparison. Its trace is read once, in the background; what is kept of it is small.
struct ComparedEntry {
    quint64 id = 0;
    QString path;     ///< a trace, or a run folder
    QString name;     ///< at first from the path
    QChar letter;     ///< A, B, ...
    std::size_t color = 0;  ///< chartColor()
    bool isShown = true;
    QChar sameAs;     ///< the letter of the shown entry before it that is the same run: this one counts not again; else null
    QString problem;  ///< why it could not be read
    std::shared_ptr<const study::ComparedRun> run;  ///< null while it is being read
    std::shared_ptr<const RunProfile> profile;
};

/// The runs that are compared, what differs between them, and what can be said of it.
///
/// Everything is computed again when a run comes, goes, is shown or hidden, and told by one signal. Results are of the shown
/// runs that have been read.
class ComparisonSet : public QObject {
    Q_OBJECT

public:
    explicit ComparisonSet(QObject* parent = nullptr);
    /// Gives up what is being read; takes as long as a thousand records.
    ~ComparisonSet() override;

    /// Traces or run folders. Those that are there already are read again. The same run under another path (a copy, a link, its folder) is
    /// told as what it is and counts once: a repetition that never took place would make chance look like certainty.
    void add(const QStringList& paths);
    void remove(quint64 id);
    void clear();
    void setShown(quint64 id, bool isShown);
    void rename(quint64 id, const QString& name);
    void setBaseline(quint64 id);
    void setMeasure(study::Measure measure);

    [[nodiscard]] const std::vector<ComparedEntry>& entries() const { return m_entries; }
    [[nodiscard]] const ComparedEntry* entry(quint64 id) const;
    [[nodiscard]] quint64 baseline() const { return m_baseline; }
    [[nodiscard]] study::Measure measure() const { return m_measure; }
    [[nodiscard]] bool isReading() const;

    /// The shown runs, in order, and which entries they are.
    [[nodiscard]] const std::vector<study::ComparedRun>& runs() const { return m_runs; }
    [[nodiscard]] const ComparedEntry& entryOfRun(std::size_t run) const { return m_entries[m_shown[run]]; }
    [[nodiscard]] const std::vector<study::RunGroup>& groups() const { return m_groups; }
    [[nodiscard]] std::size_t baselineGroup() const { return m_baselineGroup; }
    [[nodiscard]] const std::vector<study::GroupComparison>& results() const { return m_results; }
    /// "AC": the letters of a group's runs.
    [[nodiscard]] QString groupName(std::size_t group) const;

signals:
    void changed();

private:
    void read(quint64 id, const QString& path);
    void take(quint64 id, const ComparedEntry& read);
    void compute();
    [[nodiscard]] ComparedEntry* find(quint64 id);

    std::vector<ComparedEntry> m_entries;
    std::vector<std::size_t> m_shown;
    std::vector<study::ComparedRun> m_runs;
    std::vector<study::RunGroup> m_groups;
    std::vector<study::GroupComparison> m_results;
    std::size_t m_baselineGroup = 0;
    quint64 m_baseline = 0;
    quint64 m_lastId = 0;
    std::size_t m_lastColor = 0;
    study::Measure m_measure = study::Measure::Wall;
    std::shared_ptr<std::atomic<bool>> m_isGivenUp = std::make_shared<std::atomic<bool>>(false);
    QThreadPool m_readers;
};

}  // namespace poolscope::ui
