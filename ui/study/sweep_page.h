// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QProcess>
#include <QWidget>

#include <poolscope/sweep.h>

class QJsonObject;
class QLabel;
class QProgressBar;
class QPushButton;

namespace poolscope::ui {

class NoteLabel;
class SweepChart;
class SweepSetup;

/// "Sweep": settings of the scenario in the form are varied, and the runs are made by `poolscope sweep`, which this page starts, watches,
/// stops and has go on. The window is free meanwhile, and may be closed: what was run is kept.
class SweepPage : public QWidget {
    Q_OBJECT

public:
    /// `scenario` is asked when a sweep is started. `program`: poolscope; empty: the one beside this program. `state`: where what was run is
    /// kept; empty: in the XDG state folder.
    explicit SweepPage(std::function<Scenario()> scenario, const QString& program = {}, const QString& state = {}, QWidget* parent = nullptr);
    ~SweepPage() override;

    void start();
    void stop();
    /// What was stopped goes on.
    void goOn();
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    [[nodiscard]] SweepSetup& setup() { return *m_setup; }
    [[nodiscard]] SweepChart& chart() { return *m_chart; }
    [[nodiscard]] QPushButton& startButton() { return *m_start; }
    [[nodiscard]] QPushButton& stopButton() { return *m_stop; }
    [[nodiscard]] QPushButton& goOnButton() { return *m_goOn; }
    [[nodiscard]] QProgressBar& progress() { return *m_progress; }
    [[nodiscard]] QProgressBar& gauge() { return *m_gauge; }
    [[nodiscard]] QString verdict() const;

private:
    void layOut();
    void launch(const QStringList& more);
    void readEvents();
    void tell(const QJsonObject& event);
    void ended(int exitCode);
    void followProcess();
    [[nodiscard]] QString findingText(const QJsonObject& comparison) const;

    std::function<Scenario()> m_scenario;
    QString m_program;
    QString m_state;
    QProcess m_process;
    QByteArray m_sweep;  ///< the document of the sweep that is run
    QByteArray m_unread;
    std::optional<study::SweepSpec> m_spec;
    std::size_t m_made = 0, m_planned = 0;
    bool m_isComplete = true;

    SweepSetup* m_setup;
    SweepChart* m_chart;
    QPushButton* m_start;
    QPushButton* m_stop;
    QPushButton* m_goOn;
    QProgressBar* m_progress;
    QProgressBar* m_gauge;
    QLabel* m_verdict;
    NoteLabel* m_note;
};

}  // namespace poolscope::ui
