// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/filter_help.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QScreen>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "format/appearance.h"

namespace poolscope::ui {

FilterHelp::FilterHelp(const FilterVocabulary& vocabulary, QWidget* parent) : QFrame(parent, Qt::Popup) {
    setObjectName(QStringLiteral("filterHelp"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setStyleSheet(QStringLiteral("#filterHelp { border: 1px solid %1; }").arg(ink(Ink::Muted, palette()).name()));
    const QString mono = QFontDatabase::systemFont(QFontDatabase::FixedFont).family().toHtmlEscaped();
    const QString muted = ink(Ink::Muted, palette()).name();
    const auto row = [&](const QString& code, const QString& words) {
        m_html += QStringLiteral("<tr><td style='padding:1px 16px 1px 0; white-space:nowrap; font-family:\"%1\"'>%2</td><td style='color:%3'>%4</td></tr>")
                      .arg(mono, code.toHtmlEscaped(), muted, words.toHtmlEscaped());
    };
    m_html = QStringLiteral("<p style='margin:0 0 6px 0'><b>%1</b></p><table cellspacing='0' cellpadding='0'>").arg(tr("How to filter"));
    row(QStringLiteral("state:failed worker:3 text"), tr("all of these; a word alone is found anywhere in the row"));
    row(QStringLiteral("state:failed,lost"), tr("one of several"));
    row(QStringLiteral("duration > 2 s"), tr(": = > < >= <= ; units ns us ms s min h, for sizes KiB MiB"));
    row(QStringLiteral("item:10..20  time:..3s"), tr("from … to; an end may be left out"));
    row(QStringLiteral("-state:done"), tr("not"));
    row(QStringLiteral("timeout OR (lost -error:kill)"), tr("alternatives"));
    row(QStringLiteral("\"two words\"  error=ValueError"), tr("a text with blanks; = means the whole text"));
    m_html += QStringLiteral("</table><p style='margin:10px 0 4px 0'><b>%1</b></p><table cellspacing='0' cellpadding='0'>").arg(tr("Fields"));
    for (const FilterField field : vocabulary.fields) {
        const FilterFieldInfo& info = infoOf(field);
        row(QLatin1String(info.example), QCoreApplication::translate("Filter", info.meaning));
    }
    m_html += QStringLiteral("</table>");

    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* const page = new QTextBrowser(this);
    page->setFrameShape(QFrame::NoFrame);
    page->setStyleSheet(QStringLiteral("QTextBrowser { border: none; border-radius: 0; padding: 0; }"));
    page->setAccessibleName(tr("How to filter"));
    page->document()->setDocumentMargin(kLargeGap);
    page->setHtml(m_html);
    column->addWidget(page);
    setFocusProxy(page);
    page->document()->adjustSize();
    const QSize wanted(static_cast<int>(page->document()->idealWidth()) + kLargeGap * 2, static_cast<int>(page->document()->size().height()) + kSmallGap);
    resize(wanted.boundedTo(screen()->availableSize() * 0.8));
}

void FilterHelp::popUpBelow(const QWidget& anchor) {
    const QRect room = anchor.screen()->availableGeometry();
    QPoint place = anchor.mapToGlobal(anchor.rect().bottomLeft()) + QPoint(0, kSmallGap);
    place.setX(std::max(room.left(), std::min(place.x(), room.right() - width())));
    place.setY(std::max(room.top(), std::min(place.y(), room.bottom() - height())));
    move(place);
    show();
    setFocus(Qt::PopupFocusReason);
}

}  // namespace poolscope::ui
