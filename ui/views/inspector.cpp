// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/inspector.h"

#include <QEvent>
#include <QFontDatabase>
#include <QScrollBar>
#include <QTextDocument>
#include <QUrl>
#include <QUrlQuery>

#include "session/session.h"

namespace poolscope::ui {

namespace {
constexpr qint64 kBetweenMs = 250;
}

Inspector::Inspector(const Session& session, Selection& selection, QWidget* parent)
    : QTextBrowser(parent), m_session(session), m_selection(selection) {
    setObjectName(QStringLiteral("inspector"));
    setAccessibleName(tr("Inspector"));
    setFrameShape(QFrame::NoFrame);
    setStyleSheet(QStringLiteral("QTextBrowser { border: 1px solid palette(base); border-radius: 0; padding: 0; }"
                                 "QTextBrowser:focus { border-color: palette(link); }"));
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    document()->setDocumentMargin(12);
    connect(this, &QTextBrowser::anchorClicked, this, &Inspector::follow);
    connect(&selection, &Selection::changed, this, &Inspector::showSubject);
    connect(&session, &Session::momentChanged, this, &Inspector::refresh);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &Inspector::refresh);
    render();
}

void Inspector::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) render();
    if (event->type() == QEvent::LanguageChange) showSubject();  // its facts are words
}

void Inspector::showSubject() {
    m_facts = describe(m_selection.subject(), m_session.moment(), m_session.values(), m_session.shownTime());
    render();
    verticalScrollBar()->setValue(0);
    m_sinceRefresh.start();
}

void Inspector::refresh() {
    if (m_selection.subject().kind == Subject::Kind::None) return;
    if (m_sinceRefresh.isValid() && m_sinceRefresh.elapsed() < kBetweenMs) {
        if (!m_again.isActive()) m_again.start(static_cast<int>(kBetweenMs - m_sinceRefresh.elapsed()));
        return;
    }
    m_sinceRefresh.start();
    // Who marks text to copy it would lose the mark.
    if (textCursor().hasSelection()) return;
    Facts facts = describe(m_selection.subject(), m_session.moment(), m_session.values(), m_session.shownTime());
    if (facts == m_facts) return;
    m_facts = std::move(facts);
    const int place = verticalScrollBar()->value();
    render();
    verticalScrollBar()->setValue(place);
}

void Inspector::render() {
    const auto colorOf = [this](Ink which) { return ink(which, palette()).name(); };
    if (m_facts.title.isEmpty()) {
        setHtml(
            QStringLiteral("<p style='color:%1'>%2</p>")
                .arg(colorOf(Ink::Muted),
                     tr("Select a worker, a task, a result or an event to see its arguments, value, error and times.")
                         .toHtmlEscaped()));
        return;
    }
    QString html = QStringLiteral("<p style='margin:0'><b style='font-size:large'>%1</b> &nbsp;"
                                  "<span style='color:%2'>%3</span></p><p style='margin:0; font-size:6px'>&nbsp;</p><table cellspacing='0' cellpadding='0'>")
                       .arg(m_facts.title.toHtmlEscaped(), colorOf(m_facts.stateInk), m_facts.state.toHtmlEscaped());
    for (const Facts::Fact& fact : m_facts.facts) {
        QString value = fact.value.toHtmlEscaped();
        if (fact.link.kind != Subject::Kind::None)
            value = QStringLiteral("<a style='text-decoration:none' href='subject:?kind=%1&amp;index=%2'>%3</a>")
                        .arg(static_cast<int>(fact.link.kind))
                        .arg(fact.link.index)
                        .arg(value);
        html += QStringLiteral("<tr><td style='color:%1; padding:1px 14px 2px 0; white-space:nowrap'>%2</td><td "
                               "style='padding:1px 0 2px 0'>%3</td></tr>")
                    .arg(colorOf(Ink::Muted), fact.name.toHtmlEscaped(), value);
    }
    html += QStringLiteral("</table>");
    const QString mono = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    for (const Facts::Text& text : m_facts.texts)
        html += QStringLiteral("<p style='margin:12px 0 2px 0; color:%1'>%2</p>"
                               "<pre style='margin:0; white-space:pre-wrap; font-family:\"%3\"; color:%4'>%5</pre>")
                    .arg(colorOf(Ink::Muted), text.name.toHtmlEscaped(), mono,
                         text.ink == Ink::Muted ? palette().color(QPalette::Text).name() : colorOf(text.ink),
                         text.text.toHtmlEscaped());
    setHtml(html);
}

void Inspector::follow(const QUrl& link) {
    const QUrlQuery query(link);
    m_selection.select({static_cast<Subject::Kind>(query.queryItemValue(QStringLiteral("kind")).toInt()),
                        query.queryItemValue(QStringLiteral("index")).toUInt()});
}

}  // namespace poolscope::ui
