// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/replay_bar.h"

#include <algorithm>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

#include "format/appearance.h"
#include "format/glyph.h"
#include "session/replay.h"

namespace poolscope::ui {

namespace {
constexpr int kTarget = 26;
}  // namespace

ReplayBar::ReplayBar(Replay& replay, QWidget* parent)
    : QWidget(parent), m_replay(replay), m_play(new QAction(this)), m_slower(new QAction(tr("Replay slower"), this)), m_faster(new QAction(tr("Replay faster"), this)), m_speed(new QComboBox(this)) {
    setObjectName(QStringLiteral("replayBar"));
    m_play->setShortcut(QKeySequence(Qt::Key_Space));
    m_slower->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Comma));
    m_faster->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Period));
    // Only where the timeline has the focus: the space bar presses buttons elsewhere.
    for (QAction* const action : replayActions()) action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSmallGap);
    auto* const button = new QToolButton(this);
    button->setObjectName(QStringLiteral("replayButton"));
    button->setDefaultAction(m_play);
    button->setAutoRaise(true);
    button->setMinimumSize(kTarget, kTarget);
    row->addWidget(button);
    for (const double speed : Replay::kSpeeds)
        m_speed->addItem(tr("%1\u00d7").arg(QLocale().toString(speed, 'g', 3)), speed);
    m_speed->setAccessibleName(tr("speed of the replay"));
    m_speed->setToolTip(tr("Speed of the replay"));
    row->addWidget(m_speed);
    connect(m_play, &QAction::triggered, &replay, &Replay::toggle);
    connect(m_slower, &QAction::triggered, &replay, &Replay::slower);
    connect(m_faster, &QAction::triggered, &replay, &Replay::faster);
    connect(m_speed, &QComboBox::activated, this, [this](int index) { m_replay.setSpeed(m_speed->itemData(index).toDouble()); });
    connect(&replay, &Replay::changed, this, &ReplayBar::follow);
    follow();
}

QList<QAction*> ReplayBar::replayActions() const {
    return {m_play, m_slower, m_faster};
}

void ReplayBar::follow() {
    // Follows every tick; what stays the same is not to be painted again.
    const QString word = m_replay.isPlaying() ? tr("Pause the replay") : tr("Replay");
    if (m_play->text() != word || m_play->icon().isNull()) {
        m_play->setText(word);
        m_play->setIcon(glyphIcon(m_replay.isPlaying() ? Glyph::Pause : Glyph::Run));
    }
    for (QAction* const action : replayActions()) action->setEnabled(m_replay.canPlay());
    const auto* const speed = std::find(Replay::kSpeeds.begin(), Replay::kSpeeds.end(), m_replay.speed());
    if (speed != Replay::kSpeeds.end()) m_speed->setCurrentIndex(static_cast<int>(speed - Replay::kSpeeds.begin()));
}

}  // namespace poolscope::ui
