// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QElapsedTimer>
#include <QProcess>
#include <QTimer>
#include <QWidget>

#include <poolscope/json.h>
#include <poolscope/scenario.h>

#include "forms/code_actions.h"
#include "session/reply.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace poolscope::ui {

class AdviceModel;
class DataTable;
class NoteLabel;

/// "Advice": looks for a better configuration of the scenario in the form. `poolscope advise` simulates settings around the present ones and
/// tries the best few for real, in turn with the present one; this page starts, watches and stops it. The window is free meanwhile.
class AdvicePage : public QWidget {
    Q_OBJECT

public:
    /// `scenario` is asked when a search is started. `program`: poolscope; empty: the one beside this program.
    explicit AdvicePage(std::function<Scenario()> scenario, const QString& program = {}, QWidget* parent = nullptr);
    ~AdvicePage() override;

    /// Where three runs of each configuration are kept; empty: none is.
    void setRunsFolder(const QString& folder) { m_runsFolder = folder; }
    void start();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// The form's scenario cannot be run: why; empty: it can.
    void setWhyNot(const QString& why);
    /// Something that is to be known while it is tried.
    void setCaution(const QString& caution);

    [[nodiscard]] AdviceModel& model() { return *m_model; }
    [[nodiscard]] DataTable& table() { return *m_table; }
    [[nodiscard]] QPushButton& startButton() { return *m_start; }
    [[nodiscard]] QPushButton& stopButton() { return *m_stop; }
    [[nodiscard]] QPushButton& useButton() { return *m_use; }
    [[nodiscard]] QPushButton& pythonButton() { return *m_python; }
    [[nodiscard]] QPushButton& cppButton() { return *m_cpp; }
    [[nodiscard]] QPushButton& exportButton() { return *m_export; }
    /// Writes what was found so far, see exportAdvice().
    void exportTo(const QString& path);
    [[nodiscard]] QSpinBox& budget() { return *m_budget; }
    [[nodiscard]] QProgressBar& progress() { return *m_progress; }
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] QString note() const;

signals:
    void started();
    /// This configuration is to be put into the form.
    void useWanted(const poolscope::Scenario& scenario, const QStringList& words);
    /// The runs that a search has kept are in the store.
    void runsKept();
    void noticed(const poolscope::ui::Notice& notice);

private:
    void layOut();
    void readEvents();
    void tell(const Json& event);
    void showTimeLeft();
    void ended(int exitCode);
    void followProcess();
    void followChoice();
    void use();
    void askWhereToExport();
    [[nodiscard]] std::optional<MeasuredCode> chosen() const;

    std::function<Scenario()> m_scenario;
    QString m_program, m_runsFolder;
    QProcess m_process;
    QByteArray m_document;  ///< the scenario that is searched around
    QByteArray m_unread;
    Json m_latest;          ///< the last event that told of configurations
    QString m_title;        ///< of the scenario
    QString m_whyNot;
    QString m_caution;
    QElapsedTimer m_since;  ///< the last event
    double m_left = 0;      ///< seconds then
    double m_all = 1;
    int m_made = 0;
    bool m_isOver = false;
    bool m_isStopped = false;  ///< by stop()
    QTimer m_tick;

    AdviceModel* m_model;
    DataTable* m_table;
    CodeActions* m_code;
    QSpinBox* m_budget;
    QPushButton* m_start;
    QPushButton* m_stop;
    QPushButton* m_use;
    QPushButton* m_python;
    QPushButton* m_cpp;
    QPushButton* m_export;
    QProgressBar* m_progress;
    QLabel* m_verdict;
    NoteLabel* m_note;
    NoteLabel* m_warning;
};

}  // namespace poolscope::ui
