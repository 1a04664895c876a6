// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/presentation.h"

#include <utility>

#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QKeySequence>
#include <QLineEdit>
#include <QMainWindow>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QTextEdit>

#include "format/theme.h"
#include "views/click_marks.h"

namespace poolscope::ui {

namespace {

bool isModifier(int key) {
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr || key == Qt::Key_unknown;
}

/// What is typed into a field can be read there.
bool isTyping(const QKeyEvent& event) {
    const QWidget* const focus = QApplication::focusWidget();
    const bool isEditor = qobject_cast<const QLineEdit*>(focus) || qobject_cast<const QPlainTextEdit*>(focus) ||
                          qobject_cast<const QTextEdit*>(focus);
    return isEditor && !event.text().isEmpty() && event.text().at(0).isPrint() &&
           !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
}

QString nameOf(const QKeyEvent& event) {
    const int modifiers = static_cast<int>(event.modifiers() & ~Qt::KeypadModifier);
    return QKeySequence(modifiers | event.key()).toString(QKeySequence::NativeText);
}

}  // namespace

Presentation::Presentation(QMainWindow& window, Theme& theme) : QObject(&window), m_window(window), m_theme(theme) {
    connect(&theme, &Theme::changed, this, &Presentation::followMotion);
}

void Presentation::followMotion() {
    const auto fading = m_theme.isMotionReduced() ? ClickMarks::Fading::AtOnce : ClickMarks::Fading::Smooth;
    if (m_marks) m_marks->setFading(fading);
    for (const QPointer<ClickMarks>& marks : std::as_const(m_others))
        if (marks) marks->setFading(fading);
}

// Over each window that is clicked, not in one over all of them: under Wayland no window is put anywhere in particular, nor above an open
// menu.
ClickMarks& Presentation::marksOver(QWidget& window) {
    if (auto* const known = window.findChild<ClickMarks*>(QString(), Qt::FindDirectChildrenOnly)) return *known;
    auto* const marks = new ClickMarks(&window);
    m_others.removeIf([](const QPointer<ClickMarks>& gone) { return gone.isNull(); });
    m_others << marks;
    followMotion();
    marks->show();
    return *marks;
}

ClickMarks* Presentation::marks() const {
    return m_marks;
}

void Presentation::setTextSize(int percent) {
    m_textSize = qBound(kSmallestText, percent, kLargestText);
    if (m_isOn) m_theme.setTextSize(qMax(m_textSize, m_textBefore));
}

void Presentation::enter() {
    if (m_isOn) return;
    m_isOn = true;
    m_stateBefore = m_window.windowState();
    m_textBefore = m_theme.textSize();
    m_hiddenDocks.clear();
    const auto docks = m_window.findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly);
    for (QDockWidget* const dock : docks) {
        if (!dock->isVisibleTo(&m_window) || dock->property(kForTheClass).toBool()) continue;
        m_hiddenDocks << dock;
        dock->hide();
    }
    m_theme.setTextSize(qMax(m_textSize, m_textBefore));
    m_window.setWindowState(m_stateBefore | Qt::WindowFullScreen);
    m_marks = new ClickMarks(&m_window);
    followMotion();
    m_marks->show();
    m_marks->say(tr("Presentation: Esc or F11 leaves it"));
    qApp->installEventFilter(this);
    emit changed();
}

void Presentation::leave() {
    if (!m_isOn) return;
    m_isOn = false;
    qApp->removeEventFilter(this);
    delete m_marks;
    for (const QPointer<ClickMarks>& marks : std::exchange(m_others, {})) delete marks;
    m_window.setWindowState(m_stateBefore);
    m_theme.setTextSize(m_textBefore);
    for (QWidget* const dock : std::as_const(m_hiddenDocks)) dock->show();
    m_hiddenDocks.clear();
    emit changed();
}

/// Key events climb from the widget that has the focus to its parents: only the first of them counts.
bool Presentation::hasFocus(const QObject* watched) const {
    const QWidget* const focus = QApplication::focusWidget();
    return focus ? watched == focus : watched == &m_window;
}

bool Presentation::eventFilter(QObject* watched, QEvent* event) {
    if (!m_marks || !watched->isWidgetType()) return false;
    if (event->type() == QEvent::MouseButtonPress) {
        const auto& click = *static_cast<QMouseEvent*>(event);
        // A press that a widget does not take climbs to its parents: it is the same press, of the same time.
        if (click.timestamp() != m_lastPress) {
            const QPoint place = click.globalPosition().toPoint();
            // In the main window too: it is what is seen when the click has closed a menu.
            m_marks->markClick(m_window.mapFromGlobal(place), click.button());
            QWidget& clicked = *static_cast<QWidget*>(watched)->window();
            if (&clicked != &m_window) marksOver(clicked).markClick(clicked.mapFromGlobal(place), click.button());
        }
        m_lastPress = click.timestamp();
        return false;
    }
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) return false;
    auto& key = *static_cast<QKeyEvent*>(event);
    if (!hasFocus(watched) || isModifier(key.key())) return false;
    const bool isEscape = key.key() == Qt::Key_Escape && key.modifiers() == Qt::NoModifier;
    const bool isHere = !QApplication::activePopupWidget() && m_window.isActiveWindow();
    if (event->type() == QEvent::KeyPress) {
        if (!isEscape || !isHere) return false;
        leave();
        return true;
    }
    if (isEscape && isHere) {
        // Nobody else's shortcut: it comes again as a key.
        key.accept();
        return true;
    }
    if (!isTyping(key)) m_marks->showKeys(nameOf(key));
    return false;
}

}  // namespace poolscope::ui
