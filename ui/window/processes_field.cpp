// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/processes_field.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

#include "format/appearance.h"

namespace poolscope::ui {

namespace {
using namespace std::chrono_literals;
constexpr int kMostProcesses = 10'000;
constexpr auto kStepPause = 200ms;
constexpr auto kPatience = 5s;
}  // namespace

ProcessesField::ProcessesField(QWidget* parent) : QWidget(parent), m_spin(new QSpinBox(this)) {
    auto* const label = new QLabel(tr("processes"), this);
    label->setBuddy(m_spin);
    m_spin->setObjectName(QStringLiteral("processesSpin"));
    m_spin->setAccessibleName(tr("processes of the running pool"));
    m_spin->setRange(0, kMostProcesses);
    m_spin->setSpecialValueText(QStringLiteral("–"));
    m_spin->setButtonSymbols(QAbstractSpinBox::PlusMinus);
    m_spin->setKeyboardTracking(false);
    m_spin->setFocusPolicy(Qt::StrongFocus);
    m_spin->setMinimumHeight(26);
    m_spin->setFixedWidth(76);
    m_spin->setAlignment(Qt::AlignRight);
    m_spin->installEventFilter(this);
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(kSmallGap, 0, kSmallGap, 0);
    row->setSpacing(kSmallGap + 2);
    row->addWidget(label);
    row->addWidget(m_spin);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kStepPause);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_pause, &QTimer::timeout, this, &ProcessesField::send);
    connect(&m_patience, &QTimer::timeout, this, &ProcessesField::settle);
    connect(m_spin, &QSpinBox::valueChanged, this, &ProcessesField::sendSoon);
    show(0, tr("no pool runs"));
}

bool ProcessesField::eventFilter(QObject* watched, QEvent* event) {
    // A wheel that turns over it on its way elsewhere must not start processes.
    if (watched == m_spin && event->type() == QEvent::Wheel && !m_spin->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ProcessesField::sendSoon() {
    if (m_setting) return;
    m_pause.start();
}

void ProcessesField::send() {
    if (m_spin->value() < 1 || m_spin->value() == m_processes) {
        settle();
        return;
    }
    m_patience.start();
    emit wanted(m_spin->value());
}

void ProcessesField::settle() {
    m_patience.stop();
    if (m_pause.isActive()) return;
    m_setting = true;
    if (m_spin->value() != m_processes) m_spin->setValue(m_processes);  // else it is painted again for nothing
    m_setting = false;
}

void ProcessesField::show(int processes, const QString& whyNot) {
    const bool isNew = processes != m_processes;
    m_processes = processes;
    m_spin->setEnabled(whyNot.isEmpty());
    const QString tip = tr("How many workers the pool keeps. More start at once; with fewer, those of the highest slots finish "
                           "what they run and leave.");
    setToolTip(whyNot.isEmpty() ? tip : tr("%1\nNot now: %2").arg(tip, whyNot));
    m_spin->setToolTip(toolTip());
    const bool isWaiting = m_pause.isActive() || m_patience.isActive();
    if (!whyNot.isEmpty() || (isNew && !m_pause.isActive()) || !isWaiting) {
        if (m_spin->hasFocus() && !isNew && whyNot.isEmpty()) return;  // somebody types
        if (!whyNot.isEmpty()) m_pause.stop();
        settle();
    }
}

}  // namespace poolscope::ui
