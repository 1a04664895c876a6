// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QStringList>

namespace poolscope::ui {

/// Text as HTML shows it: markup is escaped, and characters that HTML forbids become U+FFFD. Whatever a user, a task or a damaged
/// trace wrote goes through here.
[[nodiscard]] QString htmlText(const QString& text);

/// Writes a page that is HTML and well-formed XML alike. All texts that it is given are escaped.
class HtmlWriter {
public:
    /// A column of a table.
    struct Column {
        QString title;
        bool isNumber = false;  ///< aligned right
    };
    /// A cell: a text, and the name of a class of the style sheet, or none.
    struct Cell {
        QString text;
        const char* style = nullptr;
        QString background = {};  ///< a colour of CSS, with that of the text
        QString ink = {};
    };

    void begin(const QString& title, const QString& styleSheet);
    void heading(const QString& text);
    void paragraph(const QString& text, const char* style = nullptr);
    /// Pairs of a name and a value, side by side: the key figures.
    void figures(const std::vector<std::pair<QString, QString>>& figures);
    /// Pairs of a name and a value, under one another.
    void facts(const std::vector<std::pair<QString, QString>>& facts);
    void beginTable(const std::vector<Column>& columns, const char* style = nullptr);
    void row(const std::vector<Cell>& cells);
    /// A row that begins with its own heading.
    void rowWithHeading(const QString& heading, const std::vector<Cell>& cells);
    /// A row whose last cell is a bar of this part of its width.
    void rowWithBar(const std::vector<Cell>& cells, double part, const QString& color);
    void endTable();
    /// `data` are the bytes of a file of this type; `words` say what is seen.
    void picture(const QByteArray& data, const QString& mimeType, const QString& words, const char* style);
    /// What comes between the two stands side by side, as the class says.
    void beginGroup(const char* style);
    void endGroup();
    /// A long text that is folded away.
    void folded(const QString& title, const QString& text);
    [[nodiscard]] QString end();

private:
    void writeCells(const std::vector<Cell>& cells);
    void element(const char* name, const QString& text, const char* style = nullptr);

    QString m_html;
    std::vector<bool> m_isNumber;  ///< of the columns of the table that is open
};

}  // namespace poolscope::ui
