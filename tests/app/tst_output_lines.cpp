// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "output_lines.h"
#include "trace_builder.h"

using namespace poolscope;
using poolscope::app::OutputLines;

/// What tasks write, line by line behind where it comes from.
class OutputLinesTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        const QTemporaryDir folder;
        testing::TraceBuilder trace(folder.filePath("trace").toStdString());
        trace.begin_run(2);
        const WorkerId first = trace.start_worker(0);
        const WorkerId second = trace.start_worker(1);
        const BatchId batch = trace.submit("map", "square", 7, 3);
        m_one = trace.assign(batch, first, 6);
        m_chunk = trace.assign(batch, second, 0, 3);
        trace.flush();
        m_state.clear();
        trace::Reader reader(trace.path());
        while (const auto record = reader.next())
            m_state.apply(*record);
    }

    void wholeLines_areToldAtOnceAndOthersWhenTheyEnd() {
        OutputLines lines;
        lines.take(piece(1, m_one, 6, "one\ntw"), m_state);
        QCOMPARE(lines.lines(), std::string("[1/6 out] one\n"));
        QCOMPARE(lines.lines(), std::string());
        lines.take(piece(1, m_one, 6, "o\n\nthree"), m_state);
        QCOMPARE(lines.lines(), std::string("[1/6 out] two\n[1/6 out] \n"));
        QCOMPARE(lines.rest(), std::string("[1/6 out] three\n"));
        QCOMPARE(lines.rest(), std::string());
    }

    void source_isTheItemTheChunkOrTheWorker() {
        OutputLines lines;
        lines.take(piece(2, m_chunk, 1, "a\n"), m_state);
        lines.take(piece(2, m_chunk, {}, "b\n"), m_state);
        lines.take(piece(1, m_one, {}, "c\n"), m_state);
        lines.take(piece(1, {}, {}, "d\n"), m_state);
        lines.take(piece(1, TaskId{99}, 5, "e\n", trace::OutputStream::Err), m_state);
        QCOMPARE(lines.lines(), std::string("[1/1 out] a\n[1/0-2 out] b\n[1/6 out] c\n[PoolWorker-1 out] d\n[PoolWorker-1 err] e\n"));
    }

    void streamsOfTwoWorkers_areNotMixedWithinALine() {
        OutputLines lines;
        lines.take(piece(1, m_one, 6, "left "), m_state);
        lines.take(piece(2, m_chunk, 0, "right "), m_state);
        lines.take(piece(1, m_one, 6, "error\n", trace::OutputStream::Err), m_state);
        lines.take(piece(1, m_one, 6, "left\n"), m_state);
        lines.take(piece(2, m_chunk, 1, "other item\n"), m_state);
        QCOMPARE(lines.lines(), std::string("[1/6 err] error\n[1/6 out] left left\n[1/0 out] right \n[1/1 out] other item\n"));
    }

    void hostileText_staysOnItsLine() {
        OutputLines lines;
        lines.take(piece(1, m_one, 6, "\x1b[2J\x07 \r[1/9 out] lie\xff\n"), m_state);
        QCOMPARE(lines.lines(), std::string("[1/6 out]  [2J   [1/9 out] lie?\n"));
        lines.take(piece(1, m_one, 6, std::string(100'000, 'x')), m_state);
        QCOMPARE(QByteArray::fromStdString(lines.rest()).count('\n'), 7);
    }

    void whatWasDropped_isCounted() {
        OutputLines lines;
        trace::TaskOutput cut = piece(1, m_one, 6, "half");
        cut.omitted = 12;
        lines.take(cut, m_state);
        QCOMPARE(lines.lines(), std::string("[1/6 out] half\n[1/6 out] ... 12 bytes more, not kept\n"));
    }

private:
    static trace::TaskOutput piece(std::uint32_t worker, std::optional<TaskId> task, std::optional<std::uint64_t> item,
                                   std::string text, trace::OutputStream stream = trace::OutputStream::Out) {
        return {WorkerId{worker}, task, item, stream, std::move(text), 0};
    }
    PoolState m_state;
    TaskId m_one, m_chunk;
};

QTEST_GUILESS_MAIN(OutputLinesTest)
#include "tst_output_lines.moc"
