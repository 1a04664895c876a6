// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "models/ledger_model.h"
#include "session/selection.h"

class QLabel;

namespace poolscope::ui {

class DataTable;
class Session;

/// Where the time of the run went, or of the part that is picked, or up to the moment that is looked at. A click at a line, or
/// Return, goes to its longest place; again, to the next.
class LedgerView : public QWidget {
    Q_OBJECT

public:
    /// Borrows both.
    LedgerView(const Session& session, const Selection& selection, QWidget* parent = nullptr);

    /// The run has grown. Computed anew after a while, and only while it is seen.
    void refresh();
    [[nodiscard]] const Ledger& ledger() const { return m_model.ledger(); }
    [[nodiscard]] DataTable& table() { return *m_table; }
    [[nodiscard]] QString text() const;

signals:
    /// One place of a cause is to be shown.
    void placeWanted(const poolscope::LedgerPlace& place);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void compute();
    void computeSoon();
    void goToNextPlace();

    const Session& m_session;
    const Selection& m_selection;
    LedgerModel m_model;
    DataTable* m_table;
    QLabel* m_scope;
    QLabel* m_place;
    QTimer m_later;
    int m_pauseMs = 0;  ///< until it may be computed again: many times what it cost
    QElapsedTimer m_sinceComputed;
    LedgerCause m_cause = LedgerCause::Absent;  ///< of the place that was shown last
    std::size_t m_next = 0;
};

}  // namespace poolscope::ui
