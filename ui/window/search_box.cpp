// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/search_box.h"

#include <algorithm>

#include <QApplication>
#include <QKeyEvent>

#include "views/filter_bar.h"

namespace poolscope::ui {

SearchBox::SearchBox(QWidget* parent) : FilterEdit(parent) {
    setObjectName(QStringLiteral("searchBox"));
    setPlaceholderText(tr("Search   / , command   >"));
    setAccessibleName(tr("Search"));
    setAccessibleDescription(tr("Searches the page in front; with > in front it lists commands"));
    setToolTip(tr("Search the page in front (/ or Ctrl+F): words, or fields as in state:failed duration>2s; > for commands"));
    fitFont();
    connect(this, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (!text.startsWith(u'>')) {
            // The page says what is wrong with it; it has the room.
            if (m_bar) m_bar->edit().setText(text);
            return;
        }
        setText(m_bar ? m_bar->text() : QString());
        emit commandWanted(text.sliced(1).trimmed());
    });
    connect(this, &FilterEdit::filterChanged, this, [this](const Filter& filter) {
        if (m_bar) m_bar->setText(filter.text());
        if (!text().isEmpty()) emit pageWanted();
    });
}

void SearchBox::follow(FilterBar* bar) {
    disconnect(m_connection);
    m_bar = bar;
    if (!bar) {
        setVocabulary(nullptr, {});
        return;
    }
    setVocabulary(&bar->vocabulary(), [bar = m_bar](FilterField field) { return bar ? bar->valuesOf(field) : QStringList(); });
    const auto take = [this](const QString& text) {
        if (text == this->text() || hasFocus()) return;
        setText(text);
    };
    m_connection = connect(bar, &FilterBar::textChanged, this, take);
    setText(bar->text());
}

QSize SearchBox::sizeHint() const {
    return {std::max(minimumWidth(), FilterEdit::sizeHint().width()), FilterEdit::sizeHint().height()};
}

void SearchBox::fitFont() {
    const int room = fontMetrics().horizontalAdvance(placeholderText());
    setMinimumWidth(std::max(270, room + 90));
    setMaximumWidth(std::max(340, room + 160));
}

void SearchBox::changeEvent(QEvent* event) {
    FilterEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) fitFont();
}

void SearchBox::focus() {
    if (!hasFocus()) m_before = QApplication::focusWidget();
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
}

void SearchBox::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && text().isEmpty()) {
        if (m_before) m_before->setFocus(Qt::OtherFocusReason);
        return;
    }
    FilterEdit::keyPressEvent(event);
}

}  // namespace poolscope::ui
