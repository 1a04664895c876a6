// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QWidget>

#include <poolscope/cost_estimate.h>

namespace poolscope::ui {

class NoteLabel;

/// "What it costs": what the scenario of the form would take on this machine, told while it is edited, and what is known to go wrong with its
/// batches. Nothing here waits: figures that are not measured yet are the usual ones.
class CostNote : public QWidget {
    Q_OBJECT

public:
    explicit CostNote(QWidget* parent = nullptr);

    /// This machine's own figures.
    void setCosts(const study::PoolCosts& costs);
    /// What the system has left; asked anew every few seconds unless it is given, which tests do.
    void setRoom(const study::SystemRoom& room);
    /// Says what `scenario` costs. The warnings that concern the pool are for its own fields.
    const study::CostEstimate& showCost(const Scenario& scenario);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString warnings() const;

protected:
    void changeEvent(QEvent* event) override;

signals:
    /// The figures have changed, or the language: what is shown is to be shown anew.
    void figuresChanged();

private:
    study::PoolCosts m_costs = study::usual_costs();
    study::SystemRoom m_room;
    study::CostEstimate m_estimate;
    QElapsedTimer m_asked;
    bool m_isRoomGiven = false;
    NoteLabel* m_text;
    NoteLabel* m_warnings;
};

}  // namespace poolscope::ui
