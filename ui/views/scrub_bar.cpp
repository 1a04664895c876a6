// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/scrub_bar.h"

#include <algorithm>

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "format/appearance.h"
#include "format/glyph.h"
#include "format/quantity.h"
#include "session/session.h"
#include "timeline/time_ticks.h"
#include "views/moment_slider.h"

namespace poolscope::ui {

namespace {
constexpr qint64 kBetweenMs = 100;  // of what moves while the run goes on
}

ScrubBar::ScrubBar(const Session& session, Selection& selection, QWidget* parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_slider(new MomentSlider(this)), m_text(new QLabel(this)),
      m_follow(new QToolButton(this)) {
    setObjectName(QStringLiteral("scrubBar"));
    const auto makeAction = [this](Glyph glyph, const QString& text, const QKeySequence& key, auto slot) {
        auto* const action = new QAction(glyphIcon(glyph), text, this);
        action->setShortcut(key);
        action->setToolTip(tr("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    m_first = makeAction(Glyph::ToFirst, tr("To the beginning of the run"), Qt::ALT | Qt::Key_Home, [this] { goToFirst(); });
    m_back = makeAction(Glyph::StepBack, tr("Back to the change before"), Qt::ALT | Qt::Key_Comma, [this] { step(-1); });
    m_forward = makeAction(Glyph::StepForward, tr("On to the next change"), Qt::ALT | Qt::Key_Period, [this] { step(1); });
    m_last = makeAction(Glyph::ToLast, tr("To the latest change"), Qt::ALT | Qt::SHIFT | Qt::Key_End, [this] { goToLast(); });
    m_followAction = makeAction(Glyph::Follow, tr("Follow the run"), Qt::ALT | Qt::Key_End, [this] { follow(); });

    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kGap, 2, kGap, 2);
    row->setSpacing(2);
    row->addWidget(addButton(m_first));
    row->addWidget(addButton(m_back));
    row->addWidget(m_slider, 1);
    row->addWidget(addButton(m_forward));
    row->addWidget(addButton(m_last));
    row->addSpacing(kGap);
    row->addWidget(m_text);
    row->addSpacing(kGap);
    row->addWidget(m_follow);
    m_slider->setAccessibleName(tr("Moment of the run"));
    m_text->setObjectName(QStringLiteral("momentText"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_follow->setObjectName(QStringLiteral("followButton"));
    m_follow->setMinimumSize(24, 24);
    m_follow->setCheckable(true);
    m_follow->setToolTip(m_followAction->toolTip());
    // Pressed means following; a press while it follows keeps what is seen, as it is now.
    connect(m_follow, &QToolButton::clicked, this, [this](bool isPressed) { isPressed ? follow() : goTo(m_session.now()); });
    connect(m_slider, &MomentSlider::valueWanted, this, &ScrubBar::goToValue);
    connect(m_slider, &MomentSlider::stepWanted, this, &ScrubBar::step);
    connect(m_slider, &MomentSlider::firstWanted, this, &ScrubBar::goToFirst);
    connect(m_slider, &MomentSlider::followWanted, this, &ScrubBar::follow);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &ScrubBar::show);
    connect(&selection, &Selection::cursorChanged, this, &ScrubBar::show);
    connect(&session, &Session::originChanged, this, &ScrubBar::show);
    show();
}

QToolButton* ScrubBar::addButton(QAction* action) {
    auto* const button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setMinimumSize(26, 26);
    button->setAutoRepeat(action == m_back || action == m_forward);
    button->setAccessibleName(action->text());
    return button;
}

QList<QAction*> ScrubBar::momentActions() const { return {m_first, m_back, m_forward, m_last, m_followAction}; }

void ScrubBar::refresh() {
    if (m_sinceShown.isValid() && m_sinceShown.elapsed() < kBetweenMs && m_slider->isEnabled()) {
        if (!m_again.isActive()) m_again.start(static_cast<int>(kBetweenMs));
        return;
    }
    show();
}

void ScrubBar::show() {
    m_again.stop();
    m_sinceShown.start();
    const PoolSummary& summary = m_session.state().summary();
    const bool isRun = summary.records > 0;
    const std::optional<Time> cursor = m_selection.cursor();
    const Time length = std::max<Time>(1, m_session.now() - summary.origin);
    setEnabled(isRun);
    // What is read out is a number: microseconds, and milliseconds in runs of more than half an hour.
    m_unit = length / 1000 < 2'000'000'000 ? 1000 : 1'000'000;
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, static_cast<int>(length / m_unit));
        m_slider->setValue(cursor ? static_cast<int>(std::clamp<Time>(*cursor - summary.origin, 0, length) / m_unit) : m_slider->maximum());
        m_slider->setHandle(cursor ? MomentSlider::Handle::Past : MomentSlider::Handle::Following);
    }
    const QString moment = cursor ? momentText(*cursor - summary.origin, std::max<Time>(1, length / 10'000)) : QString();
    m_text->setText(!isRun    ? QString()
                    : !cursor ? durationText(length)
                              : tr("%1 of %2").arg(moment, durationText(length)));
    m_follow->setChecked(!cursor);
    m_follow->setText(cursor ? tr("◆ at %1").arg(moment) : m_session.hasPool() ? tr("● FOLLOWING") : tr("● At the end"));
    m_follow->setAccessibleName(cursor ? tr("Past moment %1: press to follow the run").arg(moment) : tr("Following the run"));
    const QString spoken = cursor ? tr("at %1").arg(moment) : tr("following the run");
    if (m_slider->accessibleDescription() != spoken) m_slider->setAccessibleDescription(spoken);
    m_forward->setEnabled(isRun && cursor.has_value());
    m_followAction->setEnabled(isRun && cursor.has_value());
    for (QAction* const action : {m_first, m_back, m_last}) action->setEnabled(isRun);
}

void ScrubBar::goTo(Time time) { m_selection.setCursor(time); }

void ScrubBar::goToValue(int value) { goTo(m_session.state().summary().origin + static_cast<Time>(value) * m_unit); }

void ScrubBar::goToFirst() { goTo(m_session.state().summary().origin); }

void ScrubBar::goToLast() {
    if (const auto last = m_session.moment().changeBefore(kOpen)) goTo(*last);
}

void ScrubBar::step(int by) {
    const Time from = m_selection.cursor().value_or(m_session.now());
    if (by < 0) {
        if (const auto before = m_session.moment().changeBefore(from)) return goTo(*before);
        return goToFirst();
    }
    if (!m_selection.cursor()) return;
    if (const auto after = m_session.moment().changeAfter(from)) goTo(*after);
}

void ScrubBar::follow() { m_selection.setCursor({}); }

}  // namespace poolscope::ui
