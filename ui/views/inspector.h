// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTextBrowser>
#include <QTimer>

#include "session/selection.h"
#include "views/facts.h"

namespace poolscope::ui {

class Session;

/// Tells all that is known of what is selected; names of workers, tasks and batches in it lead to them.
class Inspector : public QTextBrowser {
    Q_OBJECT

public:
    /// Borrows both.
    Inspector(const Session& session, Selection& selection, QWidget* parent = nullptr);

    /// Says it anew if something has changed; at most four times a second.
    void refresh();
    [[nodiscard]] const Facts& facts() const { return m_facts; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void showSubject();
    void render();
    void follow(const QUrl& link);

    const Session& m_session;
    Selection& m_selection;
    Facts m_facts;
    QElapsedTimer m_sinceRefresh;
    QTimer m_again;  ///< what came too soon after the last time is said a little later
};

}  // namespace poolscope::ui
