// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "report/html_writer.h"
#include "report/run_report.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

namespace {

/// What a page says and shows, read by a parser that takes nothing that is not well-formed.
struct Page {
    QString text;
    QStringList sources;  ///< of its pictures
    QStringList elements;
    QString problem;
};

Page parsed(const QString& html) {
    Page page;
    QXmlStreamReader xml(html);
    while (!xml.atEnd()) {
        switch (xml.readNext()) {
        case QXmlStreamReader::StartElement:
            page.elements << xml.name().toString();
            if (xml.name() == QLatin1String("img")) {
                page.sources << xml.attributes().value(QLatin1String("src")).toString();
                if (xml.attributes().value(QLatin1String("alt")).isEmpty()) page.problem = QStringLiteral("a picture without words");
            }
            break;
        case QXmlStreamReader::Characters: page.text += xml.text(); break;
        default: break;
        }
    }
    if (xml.hasError()) page.problem = QStringLiteral("line %1: %2").arg(xml.lineNumber()).arg(xml.errorString());
    return page;
}

}  // namespace

class TestHtmlReport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_trace = m_folder->filePath(QStringLiteral("run.trace"));
    }

    void aReportIsWellFormedAndHasTheNumbersOfTheTrace() {
        testing::RunShape shape;
        shape.tasks = 700;
        shape.workers = 3;
        shape.items_per_task = 2;
        shape.crash_every = 150;
        shape.fail_every = 40;
        testing::build_run(m_trace.toStdString(), shape);
        const QString html = written();
        const Page page = parsed(html);
        QVERIFY2(page.problem.isEmpty(), qPrintable(page.problem));
        PoolState state;
        trace::Reader reader(m_trace.toStdString());
        reduce_rest(reader, state);
        const QLocale locale;
        for (const std::uint64_t number : {state.summary().items_done, state.summary().tasks_ended, state.summary().items_failed,
                                           std::uint64_t{state.summary().workers_started}})
            QVERIFY2(page.text.contains(locale.toString(static_cast<qulonglong>(number))), qPrintable(QString::number(number)));
        for (const WorkerLife& life : state.workers()) {
            QVERIFY(page.text.contains(QString::fromStdString(life.name)));
            QVERIFY(page.text.contains(QString::number(life.pid)));
        }
        QVERIFY(page.text.contains(QStringLiteral("SIGSEGV")));
        QVERIFY(page.text.contains(QStringLiteral("100.00 %")));
        QVERIFY(page.text.contains(QStringLiteral("slow_start")));
    }

    void itsPicturesAreInIt() {
        testing::build_run(m_trace.toStdString(), {.tasks = 500});
        const Page page = parsed(written());
        QVERIFY2(page.sources.size() >= 7, qPrintable(QString::number(page.sources.size())));
        for (const QString& source : page.sources) {
            const QByteArray data = QByteArray::fromBase64(source.section(QLatin1Char(','), 1).toLatin1());
            if (source.startsWith(QLatin1String("data:image/png;base64,"))) {
                const QImage image = QImage::fromData(data, "PNG");
                QVERIFY(image.width() > 1000 && image.height() > 200);
            } else {
                QVERIFY2(source.startsWith(QLatin1String("data:image/svg+xml;base64,")), qPrintable(source.left(40)));
                const Page svg = parsed(QString::fromUtf8(data));
                QVERIFY2(svg.problem.isEmpty(), qPrintable(svg.problem));
                QVERIFY(svg.elements.contains(QStringLiteral("svg")) && svg.elements.size() > 20);
            }
        }
    }

    void whatOthersWroteIsEscaped() {
        const std::string hostile = "</title><script>alert('x')</script>&amp;\"<img src=x onerror=1>\x01\x1b[31m\xff\xfe\xc3";
        TraceBuilder trace(m_trace.toStdString());
        trace.begin_run(1, "fork", hostile, {}, hostile);
        const WorkerId worker = trace.start_worker(0);
        const BatchId batch = trace.submit("map", hostile, 2);
        const TaskId task = trace.assign(batch, worker, 0, 2);
        trace.advance(1'000'000);
        trace.end_task(task, 100'000, 900'000, std::vector{trace::ItemOutcome::Failed, trace::ItemOutcome::Done});
        trace.add(trace::Message{trace::Severity::Error, hostile});
        trace.end_batch(batch, trace::BatchOutcome::Failed, hostile, hostile, 0, worker);
        trace.end_worker(worker, EndCause::Crashed, SIGABRT, {}, hostile);
        trace.end_run();
        trace.flush();
        const QString html = written();
        const Page page = parsed(html);
        QVERIFY2(page.problem.isEmpty(), qPrintable(page.problem));
        QVERIFY(!page.elements.contains(QStringLiteral("script")));
        QVERIFY(!html.contains(QStringLiteral("<script"), Qt::CaseInsensitive));
        QVERIFY(!html.contains(QStringLiteral("<img src=x")));
        QVERIFY(page.text.contains(QStringLiteral("<script>alert('x')</script>&amp;\"")));
        QVERIFY(!html.contains(QChar(0x1b)) && !html.contains(QChar(0x01)));
    }

    void textThatHtmlForbidsIsReplaced() {
        QCOMPARE(htmlText(QStringLiteral("a<b>&\"c\"")), QStringLiteral("a&lt;b&gt;&amp;&quot;c&quot;"));
        QCOMPARE(htmlText(QString(QChar(0)) + QChar(0xd800) + QLatin1Char('x')), QStringLiteral("\uFFFD\uFFFDx"));
        QCOMPARE(htmlText(QStringLiteral("\U0001F600\n\t")), QStringLiteral("\U0001F600\n\t"));
        QCOMPARE(htmlText(QString(QChar(0xffff)) + QChar(0x85)), QStringLiteral("\uFFFD\uFFFD"));
    }

    void aTraceThatBrokeOffSaysSo() {
        testing::build_run(m_trace.toStdString(), {.tasks = 50, .ended = false});
        QVERIFY(parsed(written()).text.contains(QStringLiteral("broke off")));
    }

    void aRunWithoutTasksHasAReport() {
        TraceBuilder trace(m_trace.toStdString());
        trace.begin_run(2);
        trace.end_run();
        trace.flush();
        const Page page = parsed(written());
        QVERIFY2(page.problem.isEmpty(), qPrintable(page.problem));
        QVERIFY(page.text.contains(QStringLiteral("Every item that came to its end was done.")));
    }

    void longListsAreCutAndSaySo() {
        testing::RunShape shape;
        shape.tasks = 3000;
        shape.fail_every = 4;
        testing::build_run(m_trace.toStdString(), shape);
        const QString html = written();
        QVERIFY(parsed(html).text.contains(QStringLiteral("and 550 more.")));
        QVERIFY2(html.size() < 3'000'000, qPrintable(QString::number(html.size())));
    }

    void whatIsNoTraceGivesAReasonAndNoFile() {
        QFile file(m_trace);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(4096, 'x'));
        file.close();
        const QString target = m_folder->filePath(QStringLiteral("report.html"));
        QVERIFY(!writeRunReport(m_trace, target).isEmpty());
        QVERIFY(!QFile::exists(target));
    }

private:
    QString written() {
        const QString target = m_folder->filePath(QStringLiteral("report.html"));
        const QString problem = writeRunReport(m_trace, target);
        if (!problem.isEmpty()) return problem;
        QFile file(target);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_trace;
};

QTEST_MAIN(TestHtmlReport)
#include "tst_html_report.moc"
