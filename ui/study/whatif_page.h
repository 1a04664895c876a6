// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTimer>
#include <QWidget>

#include "forms/code_actions.h"
#include "session/reply.h"
#include "study/run_study.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;

namespace poolscope::ui {

class GhostView;
class NoteLabel;
class Session;

/// "What if": other settings of the run that is shown, simulated while the slider moves.
class WhatIfPage : public QWidget {
    Q_OBJECT

public:
    /// Borrows the session. `program`: poolscope, which verifies; empty: the one beside this program.
    explicit WhatIfPage(Session& session, const QString& program = {}, QWidget* parent = nullptr);
    ~WhatIfPage() override;

    /// Where the run that verifies is kept; empty: it is not.
    void setRunsFolder(const QString& folder) { m_runsFolder = folder; }
    /// What the fields say.
    [[nodiscard]] study::PoolShape shape() const;
    [[nodiscard]] RunStudy& study() { return m_study; }
    [[nodiscard]] GhostView& ghost() { return *m_ghost; }
    [[nodiscard]] QSlider& processesSlider() { return *m_slider; }
    [[nodiscard]] QSpinBox& processes() { return *m_processes; }
    [[nodiscard]] QSpinBox& chunksize() { return *m_chunksize; }
    [[nodiscard]] QComboBox& order() { return *m_order; }
    [[nodiscard]] QPushButton& verifyButton() { return *m_verify; }
    [[nodiscard]] QPushButton& resetButton() { return *m_reset; }
    /// Of what was verified.
    [[nodiscard]] QPushButton& pythonButton() { return *m_python; }
    [[nodiscard]] QPushButton& cppButton() { return *m_cpp; }
    [[nodiscard]] QPushButton& exportButton() { return *m_export; }
    /// Writes what is shown, see exportWhatIf().
    void exportTo(const QString& path);
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString verdict() const;

signals:
    /// The run that verified is in the store.
    void runKept();
    void noticed(const poolscope::ui::Notice& notice);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void connectFields();
    void followSession();
    void readRun();
    void showRun();
    void askAgain();
    void showAnswer(const WhatIfAnswer& answer);
    void askWhereToExport();
    void verify();
    void verified(int exitCode);
    void setVerified(std::optional<double> seconds);
    [[nodiscard]] std::optional<MeasuredCode> verifiedCode() const;

    Session& m_session;
    QString m_program, m_runsFolder;
    RunStudy m_study{this};
    QProcess m_process;
    QString m_readPath;       ///< the trace that the study was made of
    std::uint64_t m_readRecords = 0;
    study::PoolShape m_asked;  ///< of what is verified
    std::shared_ptr<const StudiedRun> m_askedRun;
    std::string m_askedScenario;
    double m_askedPrediction = 0;
    std::optional<WhatIfAnswer> m_answer;  ///< that is shown
    std::optional<double> m_verified;      ///< seconds
    QString m_verifiedText;
    bool m_setting = false;
    bool m_hasScenario = false;

    QSlider* m_slider;
    QSpinBox* m_processes;
    QSpinBox* m_chunksize;
    QComboBox* m_order;
    QSpinBox* m_maxtasks;
    QComboBox* m_method;
    QPushButton* m_reset;
    QPushButton* m_verify;
    CodeActions* m_code;
    QPushButton* m_python;
    QPushButton* m_cpp;
    QPushButton* m_export;
    QLabel* m_headline;
    QLabel* m_recordedLoss;
    QLabel* m_predictedLoss;
    NoteLabel* m_note;
    NoteLabel* m_verdict;
    GhostView* m_ghost;
};

}  // namespace poolscope::ui
