// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QWidget>

#include <poolscope/sweep.h>

class QCheckBox;
class QLineEdit;
class QSpinBox;

namespace poolscope::ui {

class NoteLabel;

/// What a sweep varies: a line of values for each parameter, "1, 2, 4" or "1..8" or "fork, spawn, default". An empty line is not varied.
class SweepSetup : public QWidget {
    Q_OBJECT

public:
    explicit SweepSetup(QWidget* parent = nullptr);

    /// The sweep of this scenario, as a document that `poolscope sweep -` takes; empty, with the problem shown, when it is none.
    [[nodiscard]] std::optional<study::SweepSpec> spec(const Scenario& scenario);
    [[nodiscard]] QLineEdit& values(study::SweepParameter parameter) { return *m_values[static_cast<std::size_t>(parameter)]; }
    [[nodiscard]] QSpinBox& repetitions() { return *m_repetitions; }
    [[nodiscard]] QSpinBox& warmUp() { return *m_warmUp; }
    [[nodiscard]] QCheckBox& stopsWhenSettled() { return *m_stops; }
    [[nodiscard]] QString problem() const;

    /// The values of one line: whole and other numbers, "default" and "none" as null, "1..8" as all from 1 to 8, anything else as text.
    [[nodiscard]] static std::vector<Json> read(const QString& line);

private:
    std::array<QLineEdit*, study::kSweepParameters> m_values{};
    QSpinBox* m_repetitions;
    QSpinBox* m_most;
    QSpinBox* m_warmUp;
    QCheckBox* m_stops;
    NoteLabel* m_problem;
};

}  // namespace poolscope::ui
