// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

#include <poolscope/scenario.h>

#include "format/appearance.h"
#include "forms/code_highlighter.h"
#include "forms/code_preview.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

Scenario squares() {
    return parse_scenario(R"({"poolscope": 1, "pool": {"start_method": "spawn"},
        "batches": [{"method": "map", "function": "square", "iterable": [1, 2]}]})");
}

QPlainTextEdit* page(const CodePreview& preview, int tab) {
    return qobject_cast<QPlainTextEdit*>(preview.findChild<QTabWidget*>()->widget(tab));
}

/// The colour of a letter of a line, as the highlighter painted it.
QColor colorAt(const QTextDocument& document, int column) {
    for (const QTextLayout::FormatRange& range : document.firstBlock().layout()->formats())
        if (column >= range.start && column < range.start + range.length) return range.format.foreground().color();
    return {};
}

}  // namespace

class TestCodePreview : public QObject {
    Q_OBJECT

private slots:
    void bothTabsShowTheScenario() {
        CodePreview preview;
        preview.setScenario(squares());
        preview.show();
        QVERIFY(page(preview, 0)->toPlainText().contains(QLatin1String("get_context(\"spawn\").Pool()")));
        QVERIFY(page(preview, 1)->toPlainText().contains(QLatin1String("poolscope::get_context(\"spawn\")")));
    }

    void aChangeIsShownAMomentLater() {
        CodePreview preview;
        preview.show();
        preview.setScenario(squares());
        QTRY_VERIFY(page(preview, 0)->toPlainText().contains(QLatin1String("pool.map(square, [1, 2])")));
    }

    void whatIsHiddenIsNotWritten() {
        CodePreview preview;
        preview.setScenario(squares());
        QCOMPARE(page(preview, 0)->toPlainText(), QString());
    }

    void whatWasMeasured_standsAboveItsOwnScenarioOnly() {
        CodePreview preview;
        preview.setScenario(squares());
        preview.setMeasured(squares(), {QStringLiteral("2 workers"), QStringLiteral("measured: 1 s\nimport os \\")});
        preview.show();
        QVERIFY2(page(preview, 0)->toPlainText().startsWith(QLatin1String("# 2 workers\n# measured: 1 s import os\nfrom")), qPrintable(page(preview, 0)->toPlainText()));
        QVERIFY(page(preview, 1)->toPlainText().startsWith(QLatin1String("// 2 workers\n// measured: 1 s import os\n#include")));
        Scenario other = squares();
        other.pool.processes = 3;
        preview.setScenario(other);
        QVERIFY(!preview.currentCode().contains(QLatin1String("measured")));
        preview.setScenario(squares());
        QVERIFY(preview.currentCode().contains(QLatin1String("# measured: 1 s")));
    }

    void copyTakesTheTabInFront() {
        CodePreview preview;
        preview.setScenario(squares());
        preview.show();
        QToolButton* button = nullptr;
        for (QToolButton* candidate : preview.findChildren<QToolButton*>())
            if (candidate->accessibleName() == QLatin1String("Copy the code")) button = candidate;
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("from multiprocessing")));
        QCOMPARE(button->text(), QStringLiteral("Copied"));
        preview.findChild<QTabWidget*>()->setCurrentIndex(1);
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("#include <poolscope/pool.h>")));
    }

    void theKindsOfTokenHaveTheirColours() {
        QPlainTextEdit edit;
        QTextDocument& document = *edit.document();
        CodeHighlighter highlighter(CodeHighlighter::Language::Python, &document);
        const QPalette palette = QGuiApplication::palette();
        highlighter.setPalette(palette);
        document.setPlainText(QStringLiteral("return call(\"# 7\", 7)  # why \"not\""));
        // A highlighter that was just made waits for the event loop.
        QTRY_COMPARE(colorAt(document, 0), ink(Ink::Accent, palette));
        QVERIFY(colorAt(document, 7).isValid());
        QCOMPARE(colorAt(document, 13), ink(Ink::Good, palette));
        QCOMPARE(colorAt(document, 15), ink(Ink::Good, palette));
        QCOMPARE(colorAt(document, 19), ink(Ink::Caution, palette));
        QCOMPARE(colorAt(document, 23), ink(Ink::Muted, palette));
        QCOMPARE(colorAt(document, 31), ink(Ink::Muted, palette));
    }

    void theColoursFollowThePalette() {
        CodePreview preview;
        preview.setScenario(squares());
        preview.show();
        QPalette dark = preview.palette();
        dark.setColor(QPalette::Window, QColor(0x20, 0x20, 0x20));
        preview.setPalette(dark);
        const auto* python = page(preview, 0);
        QTRY_COMPARE(colorAt(*python->document(), 0), ink(Ink::Accent, Appearance::Dark));
    }
};

QTEST_MAIN(TestCodePreview)
#include "tst_code_preview.moc"
