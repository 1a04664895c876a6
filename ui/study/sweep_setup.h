// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QWidget>

#include <poolscope/sweep.h>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace poolscope::ui {

class NoteLabel;

/// What a sweep varies: a line of values for each parameter, see readValueLine(); an empty line is not varied. Four may have values.
class SweepSetup : public QWidget {
    Q_OBJECT

public:
    explicit SweepSetup(QWidget* parent = nullptr);

    /// The sweep of this scenario; empty, with the problem shown, when it is none.
    [[nodiscard]] std::optional<study::SweepSpec> spec(const Scenario& scenario);
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
    [[nodiscard]] QString problem() const;
    /// "12 configurations, 72 to 252 runs".
    [[nodiscard]] QString countText() const;

private:
    void makeLines();
    void makeNumbers();
    void follow();

    std::array<QLineEdit*, study::kSweepParameters> m_values{};
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
