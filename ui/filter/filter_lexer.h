// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QStringView>

namespace poolscope::ui {

/// A piece of a filter's text.
struct FilterToken {
    enum class Kind {
        Word,      ///< up to a blank, a bracket, an operator or a comma
        Quoted,    ///< "two words"
        Operator,  ///< : = > < >= <=
        Comma,
        Minus,     ///< before a condition
        Open,
        Close,
        Or,
        End,
    };
    Kind kind = Kind::End;
    QString text;  ///< without the quotes
    qsizetype begin = 0;
    qsizetype end = 0;
    bool isOpen = false;     ///< a quote without its end
    bool isAttached = false;  ///< no blank before it
};

/// Never fails; the last token is an End.
[[nodiscard]] std::vector<FilterToken> lexFilter(QStringView text);

}  // namespace poolscope::ui
