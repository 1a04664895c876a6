// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/status_line.h"

#include <QHBoxLayout>
#include <QPainter>

#include "format/appearance.h"
#include "format/outcome.h"
#include "format/quantity.h"
#include "session/session.h"
#include "views/ink_label.h"

namespace poolscope::ui {

StatusLine::StatusLine(const Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kLargeGap, 5, kLargeGap, 4);
    row->setSpacing(kLargeGap + kSmallGap);
    // The window may be narrower than all of it.
    row->setSizeConstraint(QLayout::SetNoConstraint);
    m_phase = addPart(tr("How the pool stands"));
    m_attached = addPart(tr("Whose pool this is, and what you may do with it"));
    m_done = addPart(tr("Items that came to their end, of all that were submitted"));
    m_bad = addPart(tr("Items that failed, were lost, timed out or were cancelled"));
    m_crashed = addPart(tr("Workers that crashed, were killed or left by themselves"));
    m_workers = addPart(tr("Workers that live, of all that were started"));
    row->addStretch(1);
    m_utilisation = addPart(tr("Time in which workers ran tasks, of the time in which they were there"));
    m_rate = addPart(tr("Tasks a second"));
    m_length = addPart(tr("Length of the run"));
    m_cost = addPart(tr("What this window takes of one processor, all its threads together"));
    m_kept = addPart(tr("What the trace keeps: everything that happened, from the first record on"));
    m_doubt = addPart(tr("Records of the trace that contradict what went before, and were not believed"));
    setAccessibleName(tr("Status"));
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &StatusLine::refresh);
    refresh();
}

InkLabel* StatusLine::addPart(const QString& meaning) {
    auto* const part = new InkLabel(this);
    part->setToolTip(meaning);
    part->setAccessibleDescription(meaning);
    part->hide();
    layout()->addWidget(part);
    return part;
}

void StatusLine::say(InkLabel* part, const QString& text, std::optional<Ink> color) {
    part->setVisible(!text.isEmpty());
    if (part->text() != text) part->setText(text);
    if (color)
        part->setInk(*color);
    else
        part->setPlain();
}

QString StatusLine::text() const {
    QStringList parts;
    for (const InkLabel* const part :
         {m_phase, m_attached, m_done, m_bad, m_crashed, m_workers, m_utilisation, m_rate, m_length, m_cost, m_kept, m_doubt})
        if (!part->text().isEmpty()) parts << part->text();
    return parts.join(QStringLiteral("  "));
}

void StatusLine::apply(const ChangeSet& changes) {
    m_figures.update(m_session.state(), changes, m_session.now());
    if (!m_session.hasPool()) m_ownCost = {};  // rest is not what following costs
    else m_ownCost.take(processorTimeOfThisProgram(), std::chrono::steady_clock::now().time_since_epoch());
    refreshSoon();
}

// Numbers that change thirty times a second cannot be read, and each that gets wider moves all the others.
void StatusLine::refreshSoon() {
    constexpr qint64 kBetweenMs = 200;
    const bool isOther = m_session.state().summary().ended || phaseWords() != m_shownPhase;
    if (isOther || !m_sinceRefresh.isValid() || m_sinceRefresh.elapsed() >= kBetweenMs)
        refresh();
    else if (!m_again.isActive())
        m_again.start(static_cast<int>(kBetweenMs - m_sinceRefresh.elapsed()));
}

void StatusLine::passTime() {
    constexpr qint64 kBetweenMs = 100;
    if (m_sincePassed.isValid() && m_sincePassed.elapsed() < kBetweenMs) return;
    m_sincePassed.start();
    apply({});
}

QString StatusLine::pastWords() const {
    const PoolSummary& summary = m_session.moment().summary();
    const QString moment = durationText(m_session.shownTime() - summary.origin);
    if (!summary.configuration) return tr("%1: no pool yet").arg(moment);
    QString phase = phaseName(summary.broken ? trace::PoolPhase::Broken : summary.phase);
    if (summary.paused && !summary.ended) phase = tr("%1, paused").arg(phase);
    return tr("%1: %2").arg(moment, phase);
}

QString StatusLine::phaseWords() const {
    const PoolSummary& summary = m_session.moment().summary();
    if (m_session.origin() == Session::Origin::Nothing) return tr("ready");
    if (m_session.moment().isPast() && summary.records > 0) return pastWords();
    constexpr std::uint64_t kMuchBehind = 1024 * 1024;
    if (m_session.bytesBehind() > kMuchBehind) return tr("reading the trace, %1 behind").arg(bytesText(m_session.bytesBehind()));
    if (m_session.isReading()) return tr("reading the trace");
    if (!summary.configuration) return m_session.hasHost() ? tr("starting") : tr("no pool in this trace");
    const QString phase = summary.broken ? phaseName(trace::PoolPhase::Broken) : phaseName(summary.phase);
    if (summary.host_gone) return tr("host gone, the trace broke off");
    // Whatever it does now.
    if (summary.recording_stopped) return tr("%1 when the recording stopped").arg(phase);
    if (summary.paused && m_session.hasPool()) return tr("%1, paused").arg(phase);
    if (m_session.isJoining() && summary.workers_alive > 0)
        return tr("%1, join waits for %2 workers").arg(phase, countText(summary.workers_alive));
    if (m_session.origin() == Session::Origin::File && summary.phase != trace::PoolPhase::Ended)
        return tr("%1 when the trace stops").arg(phase);
    return phase;
}

void StatusLine::refresh() {
    m_again.stop();
    m_sinceRefresh.start();
    m_shownPhase = phaseWords();
    const PoolSummary& summary = m_session.moment().summary();
    constexpr Ink muted = Ink::Muted;
    const bool isPast = m_session.moment().isPast();
    const bool isLive = m_session.hasPool() && !isPast;
    say(m_phase, (isPast ? QStringLiteral("◆ ") : QStringLiteral("● ")) + phaseWords(), summary.broken || summary.host_gone || summary.recording_stopped ? Ink::Bad
                                                     : isLive && summary.paused        ? Ink::Caution
                                                     : isLive                          ? Ink::Good
                                                     : isPast                          ? Ink::Accent
                                                                                       : muted);
    const auto& attachment = m_session.attachment();
    const QString place = attachment ? tr("attached to %1 (%2), %3").arg(attachment->program).arg(attachment->pid).arg(
                                           attachment->control == Control::Allowed ? tr("control allowed") : tr("read-only"))
                                     : QString();
    say(m_attached, place, Ink::Accent);
    const std::uint64_t bad =
        summary.items_failed + summary.items_lost + summary.items_timed_out + summary.items_cancelled;
    const std::uint64_t settled = summary.items_done + bad;
    const bool hasItems = summary.items_submitted > 0 || settled > 0;
    QString done;
    if (hasItems) done = tr("%1 / %2 items").arg(countText(settled), countText(std::max(summary.items_submitted, settled)));
    if (hasItems && bad) done += tr(": %1 done").arg(countText(summary.items_done));
    say(m_done, done);
    m_progress =
        summary.items_submitted ? static_cast<double>(settled) / static_cast<double>(summary.items_submitted) : -1;
    // Every item has one end, and the ends add up to all that were submitted.
    const std::uint64_t submitted = std::max(summary.items_submitted, settled);
    QString sum = tr("%1 submitted = %2 done + %3 failed + %4 lost + %5 timed out + %6 cancelled")
                      .arg(countText(submitted), countText(summary.items_done), countText(summary.items_failed),
                           countText(summary.items_lost), countText(summary.items_timed_out), countText(summary.items_cancelled));
    if (submitted > settled) sum += tr(" + %1 to come").arg(countText(submitted - settled));
    if (hasItems) m_done->setToolTip(sum);
    if (hasItems) m_bad->setToolTip(sum);
    QStringList badParts;
    if (summary.items_failed) badParts << tr("%1 failed").arg(countText(summary.items_failed));
    if (summary.items_lost) badParts << tr("%1 lost").arg(countText(summary.items_lost));
    if (summary.items_timed_out) badParts << tr("%1 timed out").arg(countText(summary.items_timed_out));
    if (summary.items_cancelled) badParts << tr("%1 cancelled").arg(countText(summary.items_cancelled));
    say(m_bad, badParts.join(QStringLiteral("  ")), Ink::Bad);
    say(m_crashed, summary.workers_crashed ? tr("%1 ended badly").arg(countText(summary.workers_crashed)) : QString(),
        Ink::Bad);
    say(m_workers,
        summary.workers_started
            ? tr("%1 of %2 workers alive").arg(countText(summary.workers_alive), countText(summary.workers_started))
            : QString(),
        muted);
    // These two are of the whole run up to the present.
    const auto utilisation = isPast ? std::nullopt : m_figures.utilisation();
    say(m_utilisation, utilisation ? tr("util %1").arg(percentText(*utilisation)) : QString());
    const auto rate = isPast ? std::nullopt : m_figures.tasksPerSecond();
    say(m_rate, rate ? tr("%1 tasks/s").arg(shortCountText(*rate)) : QString());
    say(m_length, summary.records ? durationText(std::max<Time>(0, m_session.shownTime() - summary.origin)) : QString(),
        muted);
    // Only while there is something to follow: one that is at rest must not repaint itself to say so.
    const auto cost = isLive ? m_ownCost.share() : std::nullopt;
    say(m_cost, cost ? tr("window %1 CPU").arg(fineShareText(*cost)) : QString(), muted);
    const std::uint64_t doubts = m_session.state().contradictions();
    say(m_doubt, doubts ? tr("contradictions: %1").arg(countText(doubts)) : QString(), Ink::Caution);
    say(m_kept, summary.records ? tr("all %1 records kept").arg(countText(summary.records)) : QString(), muted);
    fit();
    update();
}

void StatusLine::fit() {
    InkLabel* const parts[] = {m_phase, m_attached, m_done, m_bad, m_crashed, m_workers, m_utilisation, m_rate, m_length, m_cost, m_kept, m_doubt};
    int needed = layout()->contentsMargins().left() + layout()->contentsMargins().right();
    for (const InkLabel* const part : parts)
        if (!part->text().isEmpty()) needed += part->sizeHint().width() + layout()->spacing();
    for (InkLabel* const part : {m_kept, m_cost, m_rate, m_utilisation, m_length, m_workers, m_crashed}) {
        if (part->text().isEmpty()) continue;
        part->setVisible(needed <= width());
        if (needed > width()) needed -= part->sizeHint().width() + layout()->spacing();
    }
}

void StatusLine::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), ink(Ink::Hairline, palette()));
    if (m_progress < 0) return;
    const int done = static_cast<int>(width() * std::min(1.0, m_progress));
    painter.fillRect(QRect(0, 0, done, 2), ink(m_progress >= 1 ? Ink::Good : Ink::Accent, palette()));
}

}  // namespace poolscope::ui
