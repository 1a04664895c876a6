// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QObject>
#include <QTimer>

#include "session/reply.h"
#include "session/rerun_plan.h"

class QAction;

namespace poolscope::ui {

class Session;

/// Runs items again: those that failed, or those that are selected in the results. Into the pool that takes batches, else in
/// a new pool like that of the run that is shown.
class RerunActions : public QObject {
    Q_OBJECT

public:
    RerunActions(Session& session, QObject* parent);

    /// What is selected, as rows of results; asked when it is run again. `isAny` says whether there is any.
    void setSelected(std::function<std::vector<std::uint32_t>()> selected, std::function<bool()> isAny);
    /// To be called after every change of the session or of the selection.
    void refresh();

    QAction* failed;
    QAction* selected;

signals:
    void noticed(const poolscope::ui::Notice& notice);
    /// A new run was started for it.
    void started();

private:
    void begin(std::vector<std::uint32_t> rows);
    void go();
    void finish();
    [[nodiscard]] QString whyNot() const;

    Session& m_session;
    std::function<std::vector<std::uint32_t>()> m_selected;
    std::function<bool()> m_isAny;
    std::unique_ptr<RerunPlan> m_plan;
    QTimer m_more;
};

}  // namespace poolscope::ui
