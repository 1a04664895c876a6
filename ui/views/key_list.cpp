// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/key_list.h"

#include <QMenu>
#include <QMenuBar>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "format/appearance.h"

namespace poolscope::ui {

namespace {

QString plain(QString title) {
    return title.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

void collect(const QList<QAction*>& actions, QList<KeyList::Extra>& keys) {
    for (const QAction* const action : actions) {
        if (action->menu()) {
            collect(action->menu()->actions(), keys);
            continue;
        }
        QStringList words;
        for (const QKeySequence& sequence : action->shortcuts())
            words << sequence.toString(QKeySequence::NativeText);
        if (!words.isEmpty()) keys << KeyList::Extra{words.join(QStringLiteral(", ")), plain(action->text())};
    }
}

}  // namespace

KeyList::KeyList(QWidget* parent) : QDialog(parent), m_page(new QTextBrowser(this)) {
    setWindowTitle(tr("Keys"));
    setObjectName(QStringLiteral("keyList"));
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_page);
    m_page->setFrameShape(QFrame::NoFrame);
    m_page->document()->setDocumentMargin(kLargeGap);
    m_page->setAccessibleName(tr("Keys"));
    resize(460, 560);
}

QList<KeyList::Extra> KeyList::keysOf(const QList<QAction*>& actions) {
    QList<Extra> keys;
    collect(actions, keys);
    return keys;
}

QList<KeyList::Extra> KeyList::keysOf(const QList<std::pair<QString, QString>>& words) {
    QList<Extra> keys;
    for (const auto& [which, meaning] : words) keys << Extra{which, meaning};
    return keys;
}

void KeyList::fill(const QMenuBar& menus, const QList<std::pair<QString, QList<Extra>>>& extras) {
    QList<std::pair<QString, QList<Extra>>> groups;
    for (const QAction* const action : menus.actions()) {
        if (!action->menu()) continue;
        QList<Extra> keys;
        collect(action->menu()->actions(), keys);
        if (!keys.isEmpty()) groups << std::pair(plain(action->text()), keys);
    }
    groups += extras;
    const QString muted = ink(Ink::Muted, palette()).name();
    QString html;
    for (const auto& [title, keys] : groups) {
        html += QStringLiteral("<p style='margin:10px 0 4px 0'><b>%1</b></p><table width='100%' cellspacing='0'>")
                    .arg(title.toHtmlEscaped());
        for (const Extra& key : keys)
            html += QStringLiteral("<tr><td style='padding:2px 16px 2px 0'>%1</td><td align='right' style='color:%3; "
                                   "padding:2px 0'>%2</td></tr>")
                        .arg(key.meaning.toHtmlEscaped(), key.keys.toHtmlEscaped(), muted);
        html += QStringLiteral("</table>");
    }
    m_page->setHtml(html);
}

QString KeyList::text() const {
    return m_page->toPlainText();
}

}  // namespace poolscope::ui
