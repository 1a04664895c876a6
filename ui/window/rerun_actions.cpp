// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/rerun_actions.h"

#include <QAction>

#include <poolscope/host_client.h>

#include "format/glyph.h"
#include "format/quantity.h"
#include "session/session.h"
#include "views/command_model.h"

namespace poolscope::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto kSlice = 8ms;
/// More than this would be a command of many megabytes.
constexpr std::size_t kMostItems = 100'000;

void follow(QAction* action, const QString& tip, const QString& whyNot) {
    action->setEnabled(whyNot.isEmpty());
    action->setProperty(kWhyNot, whyNot);
    action->setStatusTip(whyNot.isEmpty() ? tip : RerunActions::tr("Not now: %1").arg(whyNot));
    action->setToolTip(whyNot.isEmpty() ? tip : RerunActions::tr("%1\nNot now: %2").arg(tip, whyNot));
}

}  // namespace

RerunActions::RerunActions(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    failed = new QAction(glyphIcon(Glyph::Restart), tr("Rerun the &failed items"), this);
    failed->setObjectName(QStringLiteral("rerunFailed"));
    failed->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_R));
    selected = new QAction(glyphIcon(Glyph::Restart), tr("Rerun the &selected items"), this);
    selected->setObjectName(QStringLiteral("rerunSelected"));
    connect(failed, &QAction::triggered, this, [this] { begin(RerunPlan::failedRows(m_session.state())); });
    connect(selected, &QAction::triggered, this, [this] { begin(m_selected ? m_selected() : std::vector<std::uint32_t>{}); });
    m_more.setInterval(0ms);
    connect(&m_more, &QTimer::timeout, this, &RerunActions::go);
    connect(&session, &Session::changed, this, [this](const ChangeSet& changes) {
        if (changes.replaced && m_plan) {  // its rows are of a run that is no longer shown
            m_more.stop();
            m_plan.reset();
        }
    });
    refresh();
}

void RerunActions::setSelected(std::function<std::vector<std::uint32_t>()> choice, std::function<bool()> isAny) {
    m_selected = std::move(choice);
    m_isAny = std::move(isAny);
    refresh();
}

QString RerunActions::whyNot() const {
    if (m_session.state().result_count() == 0) return tr("there are no results");
    if (m_session.takesBatches() || !m_session.hasHost()) return {};
    return m_session.hasPool() ? tr("the pool takes no more batches; wait for its end") : tr("the host has not ended yet");
}

void RerunActions::refresh() {
    const QString why = whyNot();
    const PoolSummary& all = m_session.state().summary();
    const std::uint64_t bad = all.items_failed + all.items_lost + all.items_timed_out;
    follow(failed, tr("Run what failed, was lost or timed out again, with the same arguments"),
           why.isEmpty() && bad == 0 ? tr("nothing failed") : why);
    follow(selected, tr("Run the selected results' items again, with the same arguments"),
           why.isEmpty() && (!m_isAny || !m_isAny()) ? tr("no result is selected") : why);
}

void RerunActions::begin(std::vector<std::uint32_t> rows) {
    if (rows.empty() || m_plan) return;
    if (rows.size() > kMostItems) {
        emit noticed({Notice::Weight::Warning,
                      tr("%1 items are too many to be run again at once.").arg(countText(rows.size())),
                      tr("At most %1 can be: filter the results, select some of them, and rerun those.").arg(countText(kMostItems))});
        return;
    }
    m_plan = std::make_unique<RerunPlan>(m_session.state(), m_session.values(), std::move(rows));
    go();
}

void RerunActions::go() {
    if (!m_plan->step(kSlice)) {
        m_more.start();
        return;
    }
    m_more.stop();
    finish();
}

void RerunActions::finish() {
    // Starting a new run takes away the one that the plan looks at.
    const std::unique_ptr<RerunPlan> plan = std::move(m_plan);
    QStringList lines;
    for (const RerunPlan::Refused& one : plan->refused())
        lines << tr("Items: %1, %2").arg(countText(one.items), one.why);
    const std::vector<BatchSpec> batches = plan->batches();
    const QString why = whyNot();  // it may have changed meanwhile
    if (batches.empty() || !why.isEmpty()) {
        emit noticed({Notice::Weight::Warning, tr("Nothing was run again."), why.isEmpty() ? lines.join(u'\n') : why});
        return;
    }
    if (m_session.takesBatches()) {
        for (const BatchSpec& batch : batches)
            m_session.submit(batch);
    } else {
        Scenario scenario = scenarioOfRun(m_session.state());
        scenario.title = tr("Rerun of %1").arg(QString::fromStdString(scenario.title)).toStdString();
        scenario.batches = batches;
        m_session.start(scenario, AfterBatches::Close);
        emit started();
    }
    const QString text = tr("Items run again: %1.").arg(countText(plan->items()));
    if (lines.isEmpty()) emit noticed({Notice::Weight::Note, text, {}});
    else emit noticed({Notice::Weight::Warning, tr("%1 Not all of them.").arg(text), lines.join(u'\n')});
}

}  // namespace poolscope::ui
