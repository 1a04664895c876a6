// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include "format/appearance.h"
#include "session/own_cost.h"
#include "session/run_figures.h"

namespace poolscope::ui {

class InkLabel;
class Session;

/// The line at the bottom: how the pool stands, in numbers.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(const Session& session, QWidget* parent = nullptr);

    void apply(const ChangeSet& changes);
    /// Time alone has passed: says the numbers anew, ten times a second at most.
    void passTime();
    /// Shows what is true now, or soon when it was shown a moment ago.
    void refreshSoon();
    void refresh();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    InkLabel* addPart(const QString& meaning);
    static void say(InkLabel* part, const QString& text, std::optional<Ink> color = {});
    [[nodiscard]] QString phaseWords() const;
    [[nodiscard]] QString pastWords() const;
    /// Where there is no room for all, what matters least goes first; no part is ever cut.
    void fit();

    const Session& m_session;
    RunFigures m_figures;
    OwnCost m_ownCost;
    InkLabel* m_phase;
    InkLabel* m_attached;
    InkLabel* m_done;
    InkLabel* m_bad;
    InkLabel* m_crashed;
    InkLabel* m_workers;
    InkLabel* m_utilisation;
    InkLabel* m_rate;
    InkLabel* m_length;
    InkLabel* m_cost;
    InkLabel* m_kept;
    InkLabel* m_doubt;
    double m_progress = -1;
    QElapsedTimer m_sincePassed;
    QElapsedTimer m_sinceRefresh;
    QTimer m_again;
    QString m_shownPhase;
};

}  // namespace poolscope::ui
