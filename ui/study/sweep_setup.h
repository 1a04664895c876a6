// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <optional>

#include <QTimer>
#include <QWidget>

#include <poolscope/sweep.h>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace poolscope::ui {

class NoteLabel;
class ProblemLabel;

/// What a sweep varies: a line of values for each parameter, see readValueLine(); an empty line is not varied. Four may have values.
class SweepSetup : public QWidget {
    Q_OBJECT

public:
    /// `scenario` is the one that is varied, when it is asked for.
    explicit SweepSetup(std::function<Scenario()> scenario, QWidget* parent = nullptr);

    /// The sweep of the scenario; empty, with the problem shown, when it is none.
    [[nodiscard]] std::optional<study::SweepSpec> spec();
    /// Shows another one.
    void setSpec(const study::SweepSpec& spec);
    /// How many runs of each configuration are kept in the store.
    [[nodiscard]] int keptRuns() const;

    [[nodiscard]] QLineEdit& values(study::SweepParameter parameter) { return *m_values[static_cast<std::size_t>(parameter)]; }
    [[nodiscard]] QLineEdit& title() { return *m_title; }
    [[nodiscard]] QSpinBox& repetitions() { return *m_repetitions; }
    [[nodiscard]] QSpinBox& mostRepetitions() { return *m_most; }
    [[nodiscard]] QSpinBox& warmUp() { return *m_warmUp; }
    [[nodiscard]] QSpinBox& keep() { return *m_keep; }
    [[nodiscard]] QDoubleSpinBox& margin() { return *m_margin; }
    [[nodiscard]] QCheckBox& stopsWhenSettled() { return *m_stops; }
    /// All that is wrong now, also what stands below single lines.
    [[nodiscard]] QString problem() const;
    /// What stands below the line of this parameter.
    [[nodiscard]] QString problemOf(study::SweepParameter parameter) const;
    /// "12 configurations, 72 to 252 runs".
    [[nodiscard]] QString countText() const;

signals:
    /// Something was changed, and what was wrong with it need not be so any more.
    void edited();

private:
    void makeLines();
    void makeNumbers();
    void follow();
    void check();
    [[nodiscard]] std::optional<study::SweepSpec> read();
    [[nodiscard]] study::SweepSpec parse(Json parameters) const;

    std::function<Scenario()> m_scenario;
    std::array<QLineEdit*, study::kSweepParameters> m_values{};
    std::array<ProblemLabel*, study::kSweepParameters> m_problems{};  ///< below each of them
    QTimer m_soon;                                                    ///< until what is being typed is looked at
    QLineEdit* m_title;
    QSpinBox* m_repetitions;
    QSpinBox* m_most;
    QSpinBox* m_warmUp;
    QSpinBox* m_keep;
    QDoubleSpinBox* m_margin;
    QCheckBox* m_stops;
    QLabel* m_count;
    NoteLabel* m_problem;
    std::string m_description;  ///< of the sweep that was opened
    std::uint64_t m_seed = 1;
};

}  // namespace poolscope::ui
