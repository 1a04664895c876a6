// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/html_writer.h"

#include <algorithm>

#include <QLocale>

namespace poolscope::ui {

QString htmlText(const QString& text) {
    QString escaped = text.toHtmlEscaped();
    for (qsizetype at = 0; at < escaped.size(); ++at) {
        const char16_t code = escaped[at].unicode();
        // Two surrogates are one character.
        if (escaped[at].isHighSurrogate() && at + 1 < escaped.size() && escaped[at + 1].isLowSurrogate()) {
            ++at;
            continue;
        }
        const bool isControl = (code < 0x20 && code != u'\n' && code != u'\t') || (code >= 0x7f && code < 0xa0);
        if (isControl || code >= 0xfffe || escaped[at].isSurrogate()) escaped[at] = QChar(QChar::ReplacementCharacter);
    }
    return escaped;
}

void HtmlWriter::begin(const QString& title, const QString& styleSheet) {
    m_html = QStringLiteral("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"%1\">\n<head>\n"
                            "<meta charset=\"utf-8\" />\n"
                            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
                            "<title>%2</title>\n<style>\n%3</style>\n</head>\n<body>\n<main>\n")
                 .arg(QLocale().language() == QLocale::C ? QStringLiteral("en") : QLocale().bcp47Name(), htmlText(title), styleSheet);
    element("h1", title);
}

void HtmlWriter::element(const char* name, const QString& text, const char* style) {
    m_html += QLatin1Char('<') + QLatin1String(name);
    if (style) m_html += QStringLiteral(" class=\"%1\"").arg(QLatin1String(style));
    m_html += QLatin1Char('>') + htmlText(text) + QLatin1String("</") + QLatin1String(name) + QLatin1String(">\n");
}

void HtmlWriter::heading(const QString& text) { element("h2", text); }
void HtmlWriter::paragraph(const QString& text, const char* style) { element("p", text, style); }

void HtmlWriter::figures(const std::vector<std::pair<QString, QString>>& figures) {
    m_html += QLatin1String("<dl class=\"figures\">\n");
    for (const auto& [name, value] : figures) {
        m_html += QLatin1String("<div>");
        element("dt", name);
        element("dd", value);
        m_html += QLatin1String("</div>\n");
    }
    m_html += QLatin1String("</dl>\n");
}

void HtmlWriter::facts(const std::vector<std::pair<QString, QString>>& facts) {
    beginTable({});
    for (const auto& [name, value] : facts)
        m_html += QStringLiteral("<tr><th scope=\"row\">%1</th><td>%2</td></tr>\n").arg(htmlText(name), htmlText(value));
    endTable();
}

void HtmlWriter::beginTable(const std::vector<Column>& columns, const char* style) {
    m_isNumber.clear();
    m_html += style ? QStringLiteral("<div class=\"wide\"><table class=\"%1\">\n").arg(QLatin1String(style)) : QStringLiteral("<div class=\"wide\"><table>\n");
    if (!columns.empty()) m_html += QLatin1String("<thead><tr>");
    for (const Column& column : columns) {
        m_isNumber.push_back(column.isNumber);
        m_html += QStringLiteral("<th scope=\"col\"%1>%2</th>")
                      .arg(column.isNumber ? QStringLiteral(" class=\"number\"") : QString(), htmlText(column.title));
    }
    m_html += columns.empty() ? QLatin1String("<tbody>\n") : QLatin1String("</tr></thead>\n<tbody>\n");
}

void HtmlWriter::row(const std::vector<Cell>& cells) {
    rowWithBar(cells, -1, {});
}

void HtmlWriter::rowWithHeading(const QString& heading, const std::vector<Cell>& cells) {
    m_html += QStringLiteral("<tr><th scope=\"row\">%1</th>").arg(htmlText(heading));
    writeCells(cells);
    m_html += QLatin1String("</tr>\n");
}

void HtmlWriter::writeCells(const std::vector<Cell>& cells) {
    for (std::size_t index = 0; index < cells.size(); ++index) {
        QStringList styles;
        if (index < m_isNumber.size() && m_isNumber[index]) styles << QStringLiteral("number");
        if (cells[index].style) styles << QLatin1String(cells[index].style);
        QString attributes = styles.isEmpty() ? QString() : QStringLiteral(" class=\"%1\"").arg(styles.join(QLatin1Char(' ')));
        if (!cells[index].background.isEmpty())
            attributes += QStringLiteral(" style=\"background:%1;color:%2\"").arg(htmlText(cells[index].background), htmlText(cells[index].ink));
        m_html += QStringLiteral("<td%1>%2</td>").arg(attributes, htmlText(cells[index].text));
    }
}

void HtmlWriter::rowWithBar(const std::vector<Cell>& cells, double part, const QString& color) {
    m_html += QLatin1String("<tr>");
    writeCells(cells);
    if (part >= 0)
        m_html += QStringLiteral("<td class=\"bar\"><span style=\"width:%1%;background:%2\"></span></td>")
                      .arg(std::clamp(part * 100, 0.0, 100.0), 0, 'f', 2)
                      .arg(color);
    m_html += QLatin1String("</tr>\n");
}

void HtmlWriter::endTable() {
    m_html += QLatin1String("</tbody></table></div>\n");
}

void HtmlWriter::picture(const QByteArray& data, const QString& mimeType, const QString& words, const char* style) {
    m_html += QStringLiteral("<img class=\"%1\" alt=\"%2\" src=\"data:%3;base64,%4\" />\n")
                  .arg(QLatin1String(style), htmlText(words), mimeType, QString::fromLatin1(data.toBase64()));
}

void HtmlWriter::beginGroup(const char* style) { m_html += QStringLiteral("<div class=\"%1\">\n").arg(QLatin1String(style)); }
void HtmlWriter::endGroup() { m_html += QLatin1String("</div>\n"); }

void HtmlWriter::folded(const QString& title, const QString& text) {
    m_html += QStringLiteral("<details><summary>%1</summary><pre>%2</pre></details>\n").arg(htmlText(title), htmlText(text));
}

QString HtmlWriter::end() {
    m_html += QLatin1String("</main>\n</body>\n</html>\n");
    return m_html;
}

}  // namespace poolscope::ui
