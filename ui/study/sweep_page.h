// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include <QDateTime>
#include <QLockFile>
#include <QWidget>

#include "study/sweep_runner.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QSettings;

namespace poolscope::ui {

class FocusRest;
class NoteLabel;
class SweepChart;
class SweepChoice;
class SweepCurves;
class SweepMap;
class SweepSetup;

/// Where a sweep has its things.
struct SweepPaths {
    QString program = {};  ///< poolscope; empty: the one beside this program
    QString state = {};    ///< where what was run is kept; empty: in the XDG state folder
    QString runs = {};     ///< the run store; empty: the default one
};

/// "Sweep": settings of the scenario in the form are varied, and the runs are made by `poolscope sweep`, which this page starts, watches,
/// stops and has go on. The window is free meanwhile, and may be closed: what was run is kept. What came of it is a list of all
/// configurations, a curve where one number is varied, and a heat map where two parameters are; they share one choice.
class SweepPage : public QWidget {
    Q_OBJECT

public:
    /// `scenario` is asked when a sweep is started.
    explicit SweepPage(std::function<Scenario()> scenario, const SweepPaths& paths = {}, QWidget* parent = nullptr);

    /// Shows the sweep of a file, and asks for its scenario to be put into the form. Returns what is wrong with it, or nothing.
    [[nodiscard]] QString open(const QString& path, const QString& scenarios);
    /// Writes what the page says now as a sweep file.
    void saveTo(const QString& path);
    /// Writes what came of it, see exportSweep().
    void exportTo(const QString& path);
    void start();
    void stop() { m_runner->stop(); }
    /// What was stopped goes on.
    void goOn();
    [[nodiscard]] bool isRunning() const { return m_runner->isRunning(); }
    /// The last sweep and what came of it are there again at the next start.
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

    [[nodiscard]] SweepRunner& runner() { return *m_runner; }
    [[nodiscard]] SweepSetup& setup() { return *m_setup; }
    [[nodiscard]] SweepChart& chart() { return *m_chart; }
    [[nodiscard]] SweepCurves& curves() { return *m_curves; }
    [[nodiscard]] SweepMap& map() { return *m_map; }
    [[nodiscard]] SweepChoice& choice() { return *m_choice; }
    [[nodiscard]] QPushButton& startButton() { return *m_start; }
    [[nodiscard]] QPushButton& stopButton() { return *m_stop; }
    [[nodiscard]] QPushButton& goOnButton() { return *m_goOn; }
    [[nodiscard]] QPushButton& openButton() { return *m_open; }
    [[nodiscard]] QPushButton& saveButton() { return *m_save; }
    [[nodiscard]] QPushButton& exportButton() { return *m_export; }
    [[nodiscard]] QProgressBar& progress() { return *m_progress; }
    [[nodiscard]] QProgressBar& gauge() { return *m_gauge; }
    [[nodiscard]] QString verdict() const;

signals:
    /// A file of a sweep is to be opened.
    void openWanted(const QString& path);
    /// A scenario is to be put into the form: that of a sweep that was opened, or a configuration, named by `what`.
    void scenarioWanted(const poolscope::Scenario& scenario, const QString& what);
    /// What was measured of a configuration that is about to go into the form, as lines of a comment.
    void measured(const poolscope::Scenario& scenario, const QStringList& words);
    void compareWanted(const QStringList& runFolders);
    void written(const QString& path);
    /// Something did not work: what, and why.
    void problemTold(const QString& what, const QString& why);
    /// The runs that a sweep has kept are in the store.
    void runsKept();

private:
    void makeButtons();
    QWidget* makeLeft();
    QWidget* makeRight();
    void connectAll();
    void tell();
    void followRunner();
    void choose(std::optional<std::size_t> configuration);
    void use(std::size_t configuration);
    void askWhatToOpen();
    void askWhereToSave();
    void askWhereToExport();

    QString m_runsFolder;
    std::unique_ptr<QLockFile> m_stateLock;  ///< other windows sweep into files of their own
    SweepRunner* m_runner;
    SweepSetup* m_setup;
    SweepChart* m_chart;
    SweepCurves* m_curves;
    SweepMap* m_map;
    SweepChoice* m_choice;
    QPushButton* m_start;
    QPushButton* m_stop;
    QPushButton* m_goOn;
    std::array<FocusRest*, 3> m_rests;  ///< of these three
    QPushButton* m_open;
    QPushButton* m_save;
    QPushButton* m_export;
    QProgressBar* m_progress;
    QProgressBar* m_gauge;
    QLabel* m_verdict;
    QDateTime m_toldAt;  ///< when the outcome was the newest
    NoteLabel* m_note;
};

}  // namespace poolscope::ui
