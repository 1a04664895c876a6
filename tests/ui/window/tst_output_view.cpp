// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

#include "models/result_model.h"
#include "models/task_model.h"
#include "session/session.h"
#include "trace_builder.h"
#include "views/facts.h"
#include "views/output_view.h"

using namespace poolscope;
using namespace poolscope::ui;
using poolscope::testing::TraceBuilder;

class TestOutputView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        const QString path = m_folder->filePath(QStringLiteral("trace"));
        m_trace = std::make_unique<TraceBuilder>(path.toStdString());
        m_trace->begin_run(1);
        m_worker = m_trace->start_worker(0);
        m_batch = m_trace->submit("map", "talk", 4, 2);
        m_task = m_trace->assign(m_batch, m_worker, 0, 2);
        m_trace->flush();
        m_session = std::make_unique<Session>(Places(m_folder->path()));
        m_view = std::make_unique<OutputView>(*m_session, m_selection);
        connect(m_session.get(), &Session::changed, m_view.get(), &OutputView::refresh);
        m_session->openTrace(path);
        QTRY_COMPARE(m_session->state().task_count(), std::size_t{1});
        m_selection.select({Subject::Kind::Task, 0});
    }
    void cleanup() {
        m_view.reset();
        m_session.reset();
        m_selection.clear();
        m_trace.reset();
    }

    void whatWritesNothingShowsNothing() {
        QVERIFY(!m_view->hasOutput());
        QCOMPARE(m_view->text(), QString());
    }

    void theTwoStreamsAreToldApartByWords() {
        write("one\n");
        write("two\n", trace::OutputStream::Err);
        expect("out| one\nerr| two");
    }

    void aLineThatComesInPiecesIsOneLine() {
        write("half ");
        write("a line\nnext\n");
        expect("out| half a line\nout| next");
    }

    void newOutputIsFollowedWhileTheEndIsInSight() {
        m_view->resize(300, 120);
        m_view->show();
        for (int i = 0; i < 100; ++i) write("line " + std::to_string(i) + "\n");
        QTRY_VERIFY(m_view->text().contains(QStringLiteral("line 99")));
        QScrollBar* bar = m_view->findChild<QPlainTextEdit*>()->verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        bar->setValue(3);  // somebody reads above
        write("line 100\n");
        QTRY_VERIFY(m_view->text().contains(QStringLiteral("line 100")));
        QCOMPARE(bar->value(), 3);
    }

    void aNewPaletteIsThatOfWhatIsWrittenAlready() {
        write("read me\n");
        expect("out| read me");
        QPalette dark = m_view->palette();
        dark.setColor(QPalette::Text, Qt::yellow);
        m_view->setPalette(dark);
        expect("out| read me");
        const QTextBlock line = m_view->findChild<QPlainTextEdit*>()->document()->firstBlock();
        bool isYellow = false;
        for (auto piece = line.begin(); !piece.atEnd(); ++piece) isYellow = isYellow || piece.fragment().charFormat().foreground().color() == QColor(Qt::yellow);
        QVERIFY(isYellow);
    }

    void whatIsLeftOutIsSaid() {
        write("start\n", trace::OutputStream::Out, 5000);
        QTRY_VERIFY2(m_view->leftOut().contains(QStringLiteral("4.9 KiB over the bound")), qPrintable(m_view->leftOut()));
        QVERIFY(m_view->text().contains(QStringLiteral("4.9 KiB more were over the bound")));
        m_selection.clear();
        for (int i = 0; i < 40; ++i) write(std::string(20'000, 'x') + "\n");
        QTRY_COMPARE(m_session->state().output_count(), std::size_t{41});
        m_selection.select({Subject::Kind::Task, 0});
        QVERIFY2(m_view->leftOut().contains(QStringLiteral("before this are not shown")), qPrintable(m_view->leftOut()));
        QVERIFY(m_view->text().size() < 300'000);
    }

    void bytesThatAreNoTextDoNoHarm() {
        write(std::string("\x1b[31mred\xff\x00 end\n", 16));
        QTRY_VERIFY(m_view->hasOutput());
        QVERIFY2(!m_view->text().contains(QChar(0x1b)), qPrintable(m_view->text()));
        QVERIFY(m_view->text().contains(QStringLiteral("red")));
        QVERIFY(m_view->text().contains(QStringLiteral("end")));
    }

    void ofAPastMomentThereIsWhatHadBeenWritten() {
        m_trace->advance(1000);
        write("early\n");
        m_trace->advance(1000);
        const Time between = TraceBuilder::absolute(m_trace->now);
        m_trace->advance(1000);
        write("late\n");
        expect("out| early\nout| late");
        m_session->lookAt(between);
        QCOMPARE(m_view->text(), QStringLiteral("out| early"));
        m_session->lookAt(TraceBuilder::absolute(0));
        QVERIFY(!m_view->hasOutput());
        m_session->lookAt({});
        QCOMPARE(m_view->text(), QStringLiteral("out| early\nout| late"));
    }

    void anItemOfAChunkHasItsOwnPart() {
        write("of zero\n", trace::OutputStream::Out, 0, 0);
        write("of one\n", trace::OutputStream::Out, 0, 1);
        m_trace->end_task(m_task, 1000, 2000);
        m_trace->flush();
        QTRY_COMPARE(m_session->state().result_count(), std::size_t{2});
        m_selection.select({Subject::Kind::Result, 1});
        QCOMPARE(m_view->text(), QStringLiteral("out| of one"));
        m_selection.select({Subject::Kind::Worker, 0});
        QCOMPARE(m_view->text(), QStringLiteral("out| of zero\nout| of one"));
    }

    void tablesShowHowMuchATaskWrote() {
        write("0123456789\n");
        write("no\n", trace::OutputStream::Err);
        m_trace->end_task(m_task, 1000, 2000);
        m_trace->flush();
        QTRY_COMPARE(m_session->state().result_count(), std::size_t{2});
        TaskModel tasks(m_session->state(), m_session->values());
        ResultModel results(m_session->state(), m_session->values());
        tasks.apply({});
        results.apply({});
        QCOMPARE(tasks.index(0, TaskModel::Output).data().toString(), QStringLiteral("out 11 B, err 3 B"));
        QCOMPARE(results.index(0, ResultModel::Output).data().toString(), QStringLiteral("out 11 B, err 3 B"));
    }

    void aLostItemShowsWhyItsWorkerIsGoneAndItsLastWords() {
        write("starting\n");
        write("cannot go on\n", trace::OutputStream::Err, 0, 0);
        m_trace->advance(1000);
        m_trace->end_task(m_task, 1000, 2000, trace::ItemOutcome::Lost);
        m_trace->end_worker(m_worker, EndCause::MemoryLimit, 9);
        m_trace->flush();
        QTRY_VERIFY(m_session->state().workers()[0].ended.has_value());
        const Facts facts = describe({Subject::Kind::Result, 0}, m_session->moment(), m_session->values(), m_session->now());
        QString texts, words;
        for (const Facts::Text& text : facts.texts) texts += text.name + u'=' + text.text + u'\n';
        for (const Facts::Fact& fact : facts.facts) words += fact.name + u'=' + fact.value + u'\n';
        QVERIFY2(texts.contains(QStringLiteral("standard error=cannot go on")), qPrintable(texts));
        QVERIFY2(words.contains(QStringLiteral("Its worker=over its memory limit")), qPrintable(words));
    }

private:
    void write(const std::string& text, trace::OutputStream stream = trace::OutputStream::Out, std::uint64_t omitted = 0,
               std::optional<std::uint64_t> item = {}) {
        m_trace->add(trace::TaskOutput{m_worker, m_task, item, stream, text, omitted});
        m_trace->flush();
    }
    void expect(const char* text) { QTRY_COMPARE(m_view->text(), QString::fromUtf8(text)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TraceBuilder> m_trace;
    std::unique_ptr<Session> m_session;
    Selection m_selection;
    std::unique_ptr<OutputView> m_view;
    WorkerId m_worker;
    BatchId m_batch;
    TaskId m_task;
};

QTEST_MAIN(TestOutputView)
#include "tst_output_view.moc"
