// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>

#include "views/filter_edit.h"

namespace poolscope::ui {

class FilterBar;

/// The search in the top bar: the filter of the page in front, to be typed from anywhere; with > in front it is a command.
class SearchBox : public FilterEdit {
    Q_OBJECT

public:
    explicit SearchBox(QWidget* parent = nullptr);

    /// Searches the page with this bar, and shows what is searched there.
    void follow(FilterBar* bar);
    void focus();
    /// A menu bar places its corner by the hint alone: a wider minimum would reach beyond the window.
    [[nodiscard]] QSize sizeHint() const override;

signals:
    /// Something was typed while a page without a table is in front.
    void pageWanted();
    /// > was typed.
    void commandWanted(const QString& pattern);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fitFont();

    QPointer<FilterBar> m_bar;
    QMetaObject::Connection m_connection;
    QPointer<QWidget> m_before;  ///< where the focus came from
};

}  // namespace poolscope::ui
