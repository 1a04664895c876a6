// SPDX-License-Identifier: GPL-3.0-or-later
#include <clocale>
#include <sstream>

#include <QTest>

#include <unistd.h>

#include "markdown_words.h"
#include "quantity_words.h"
#include "terminal.h"
#include "terminal_progress.h"
#include "text_table.h"

using namespace poolscope::app;

class TerminalTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { std::setlocale(LC_CTYPE, "C.UTF-8"); }
    void width_isThatOfTheCharactersShown();
    void shortenedText_neverTakesMoreColumns();
    void foreignText_cannotMoveTheCursor();
    void markdown_losesItsMarks();
    void plainNumber_isNoPowerOfTen();
    void table_alignsItsColumns();
    void progressLine_neverTakesMoreColumns();
    void progressLine_tellsWhatIsDone();
    void progressLine_hasColoursOnlyWhereWanted();
    void noTerminal_nothingIsDrawn();
};

void TerminalTest::width_isThatOfTheCharactersShown() {
    QCOMPARE(display_width(""), std::size_t{0});
    QCOMPARE(display_width("abc"), std::size_t{3});
    QCOMPARE(display_width("é█"), std::size_t{2});
    QCOMPARE(display_width("日本"), std::size_t{4});
    QCOMPARE(display_width("\xff\xc3"), std::size_t{2});
}

void TerminalTest::shortenedText_neverTakesMoreColumns() {
    const std::string text = "日本 words é and more";
    for (std::size_t columns = 0; columns < 30; ++columns) {
        QVERIFY(display_width(shortened(text, columns)) <= columns);
    }
    QCOMPARE(shortened(text, 100), text);
    QCOMPARE(shortened("abcdefgh", 6), std::string("abc..."));
    QCOMPARE(shortened("日本日本", 6), std::string("日..."));
}

void TerminalTest::foreignText_cannotMoveTheCursor() {
    QCOMPARE(on_one_line("a\x1b[2Jb\nc\td"), std::string("a [2Jb c d"));
    QCOMPARE(on_one_line("\xc2\x9b"
                         "31m"),
             std::string(" 31m"));  // CSI as one character
    QCOMPARE(on_one_line("\xff é"), std::string("? é"));
}

void TerminalTest::markdown_losesItsMarks() {
    QCOMPARE(without_marks("last **0.59 s** (a *small* machine); `a * b` **, and** 2 * 3 * 4"), std::string("last 0.59 s (a small machine); a * b , and 2 * 3 * 4"));
    QCOMPARE(without_marks("**one *two* three**"), std::string("one two three"));
    QCOMPARE(without_marks("*one\n\ntwo*"), std::string("*one\n\ntwo*"));
    QCOMPARE(without_marks("** no ** a*b `open"), std::string("** no ** a*b `open"));
    QCOMPARE(without_marks(""), std::string());
}

void TerminalTest::plainNumber_isNoPowerOfTen() {
    QCOMPARE(plain_number(1253.4), std::string("1,253"));
    QCOMPARE(plain_number(12'500'000), std::string("12,500,000"));
    QCOMPARE(plain_number(-1000), std::string("-1,000"));
    QCOMPARE(plain_number(999), std::string("999"));
    QCOMPARE(plain_number(12.345), std::string("12.3"));
    QCOMPARE(plain_number(1.5), std::string("1.5"));
    QCOMPARE(plain_number(0.000333), std::string("0.000333"));
    QCOMPARE(plain_number(0), std::string("0"));
}

void TerminalTest::table_alignsItsColumns() {
    TextTable table({{"NO", TextTable::Align::Right}, {"NAME"}, {"LAST"}});
    table.add_row({"1", "é", "x"});
    table.add_row({"100", "abc"});
    table.add_note("-- and more --");
    std::ostringstream out;
    table.write(out);
    QCOMPARE(out.str(), std::string(" NO  NAME  LAST\n  1  é     x\n100  abc\n-- and more --\n"));
}

void TerminalTest::progressLine_neverTakesMoreColumns() {
    Progress progress{.items_settled = 999'999,
                      .items_submitted = 1'000'000,
                      .items_wrong = 17,
                      .workers = 12,
                      .fraction = 0.999999,
                      .elapsed = std::chrono::milliseconds(123'456)};
    for (const bool unicode : {false, true}) {
        for (std::size_t width = 0; width < 120; ++width) {
            const std::string line =
                progress_line(progress, width, {.interactive = true, .colours = false, .unicode = unicode});
            QVERIFY2(display_width(line) <= width, line.c_str());
        }
    }
}

void TerminalTest::progressLine_tellsWhatIsDone() {
    const Terminal plain{.interactive = true, .colours = false, .unicode = false};
    Progress progress{.items_settled = 5,
                      .items_submitted = 20,
                      .items_wrong = 0,
                      .workers = 1,
                      .fraction = 0.25,
                      .elapsed = std::chrono::milliseconds(1500)};
    QCOMPARE(progress_line(progress, 60, plain),
             std::string(" 25% ######....................  5/20 items  1 worker  1.5 s"));
    progress.items_wrong = 2;
    QVERIFY(progress_line(progress, 80, plain).find("2 not done") != std::string::npos);
    progress.fraction = 1;
    QVERIFY(progress_line(progress, 30, plain).starts_with("100% ####"));
}

void TerminalTest::progressLine_hasColoursOnlyWhereWanted() {
    const Progress progress{.items_settled = 5,
                            .items_submitted = 20,
                            .items_wrong = 1,
                            .workers = 1,
                            .fraction = 0.25,
                            .elapsed = std::chrono::milliseconds(0)};
    QVERIFY(progress_line(progress, 80, {.interactive = true, .colours = false, .unicode = true}).find('\x1b') ==
            std::string::npos);
    QVERIFY(progress_line(progress, 80, {.interactive = true, .colours = true, .unicode = true}).find('\x1b') !=
            std::string::npos);
}

void TerminalTest::noTerminal_nothingIsDrawn() {
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    {
        TerminalProgress progress(ends[1]);
        progress.draw({});
    }
    ::close(ends[1]);
    char byte = 0;
    QCOMPARE(::read(ends[0], &byte, 1), ssize_t{0});
    ::close(ends[0]);
}

QTEST_GUILESS_MAIN(TerminalTest)
#include "tst_terminal.moc"
