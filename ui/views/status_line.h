// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "session/run_figures.h"

class QLabel;

namespace poolscope::ui {

class Session;

/// The line at the bottom: how the pool stands, in numbers.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(const Session& session, QWidget* parent = nullptr);

    void apply(const ChangeSet& changes);
    /// Says the numbers anew; at most ten times a second while time alone passes.
    void refresh();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* addPart(const QString& meaning);
    void say(QLabel* part, const QString& text, const QColor& color = {});
    [[nodiscard]] QString phaseWords() const;

    const Session& m_session;
    RunFigures m_figures;
    QLabel* m_phase;
    QLabel* m_done;
    QLabel* m_bad;
    QLabel* m_crashed;
    QLabel* m_workers;
    QLabel* m_utilisation;
    QLabel* m_rate;
    QLabel* m_length;
    QLabel* m_kept;
    double m_progress = -1;
};

}  // namespace poolscope::ui
