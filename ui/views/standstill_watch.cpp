// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/standstill_watch.h"

#include <QAction>

#include "format/glyph.h"
#include "format/quantity.h"
#include "session/session.h"
#include "session/standstill.h"
#include "views/standstill_panel.h"
#include "views/standstill_words.h"

namespace poolscope::ui {

namespace {
constexpr qint64 kBetweenMs = 500;
constexpr int kLookMs = 1000;
}

StandstillWatch::StandstillWatch(const Session& session, Selection& selection, QWidget* parent)
    : QToolButton(parent), m_session(session), m_selection(selection), m_why(new QAction(glyphIcon(Glyph::Note), tr("&Why is nothing happening?"), this)) {
    setObjectName(QStringLiteral("standstillButton"));
    m_why->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F1));
    m_why->setToolTip(tr("Why is nothing happening? (Shift+F1)"));
    connect(m_why, &QAction::triggered, this, &StandstillWatch::toggle);
    connect(this, &QToolButton::clicked, this, &StandstillWatch::toggle);
    connect(&session, &Session::originChanged, this, &StandstillWatch::refresh);
    // Where nothing happens, nothing else asks for a look.
    m_look.setSingleShot(true);
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, &StandstillWatch::refresh);
    setIcon(glyphIcon(Glyph::Warning));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setMinimumHeight(24);
    hide();
}

StandstillPanel* StandstillWatch::panel() const { return m_panel; }

void StandstillWatch::refresh() {
    if (m_panel) m_panel->refresh();
    if (m_sinceLooked.isValid() && m_sinceLooked.elapsed() < kBetweenMs) return;
    m_sinceLooked.start();
    if (!m_session.hasPool()) return hide();
    // What is still to be read may tell that much has moved.
    if (m_session.isReading()) {
        m_look.start();
        return hide();
    }
    const RunMoment present(m_session.state());
    const Time now = m_session.now();
    const Standstill standstill = explainStandstill(present, now);
    const Time quiet = now - standstill.lastMove;
    if (standstill.pendingItems > 0) m_look.start();
    const bool isOffered = standstill.pendingItems > 0 && quiet > m_quiet;
    if (isOffered) {
        setText(tr("Nothing has moved for %1: why?").arg(durationText(quiet)));
        setToolTip(standstillText(standstill.main(), present, now));
        setAccessibleDescription(toolTip());
    }
    setVisible(isOffered);
}

void StandstillWatch::toggle() {
    if (m_panel && m_panel->isVisible()) {
        m_panel->close();
        return;
    }
    if (!m_panel) m_panel = new StandstillPanel(m_session, m_selection, window());
    m_panel->show();
    m_panel->raise();
    m_panel->activateWindow();
}

}  // namespace poolscope::ui
