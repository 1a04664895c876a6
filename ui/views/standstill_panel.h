// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QElapsedTimer>

#include "session/selection.h"
#include "session/standstill.h"

class QLabel;
class QListWidget;

namespace poolscope::ui {

class Session;

/// "Why is nothing happening?": the reasons in words, kept up to date while it is open. Return or a double click on one selects
/// the worker, task or batch that it is about. It is not in the way: everything else goes on.
class StandstillPanel : public QDialog {
    Q_OBJECT

public:
    /// Borrows both.
    StandstillPanel(const Session& session, Selection& selection, QWidget* parent);

    /// The run has changed, or time has passed.
    void refresh();
    [[nodiscard]] QString text() const;
    [[nodiscard]] QListWidget& list() { return *m_list; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void explain();
    void showSubject(int row);

    const Session& m_session;
    Selection& m_selection;
    QLabel* m_intro;
    QListWidget* m_list;
    QLabel* m_advice;
    std::vector<StandstillReason> m_reasons;
    QElapsedTimer m_sinceExplained;
};

}  // namespace poolscope::ui
