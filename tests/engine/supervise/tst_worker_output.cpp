// SPDX-License-Identifier: MIT
#include <cstring>

#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include "supervise/worker_output.h"

using namespace poolscope;
using supervise::OutputPiece;
using supervise::WorkerOutput;

namespace {

std::uint64_t written(const WorkerOutput& output, const std::string& text) {
    const auto size = ::write(output.output_fd(), text.data(), text.size());
    return size == static_cast<ssize_t>(text.size()) ? static_cast<std::uint64_t>(lseek(output.output_fd(), 0, SEEK_END)) : 0;
}

lane::ResultMessage message(std::uint64_t stream, const lane::OutputHead& head, const std::string& text) {
    lane::ResultMessage result{lane::ResultKind::Output, stream, {}};
    result.payload.resize(sizeof head + text.size());
    std::memcpy(result.payload.data(), &head, sizeof head);
    std::memcpy(result.payload.data() + sizeof head, text.data(), text.size());
    return result;
}

std::string text_of(const std::vector<OutputPiece>& pieces) {
    std::string text;
    for (const OutputPiece& piece : pieces) {
        text += piece.text;
        if (piece.omitted > 0) text += "[" + std::to_string(piece.omitted) + "]";
    }
    return text;
}

}  // namespace

/// What the host makes of a worker's output, without a worker.
class WorkerOutputTest : public QObject {
    Q_OBJECT

private slots:
    void nonsenseOfAWorker_isRefused_data() {
        QTest::addColumn<quint64>("stream");
        QTest::addColumn<quint64>("begin");
        QTest::addColumn<quint64>("end");
        QTest::addColumn<quint64>("next");
        QTest::addColumn<int>("size");
        QTest::newRow("no such stream 0") << quint64{0} << quint64{0} << quint64{5} << quint64{5} << 5;
        QTest::newRow("no such stream 3") << quint64{3} << quint64{0} << quint64{5} << quint64{5} << 5;
        QTest::newRow("ends before it begins") << quint64{1} << quint64{9} << quint64{5} << quint64{5} << 0;
        QTest::newRow("goes on elsewhere") << quint64{1} << quint64{0} << quint64{5} << quint64{77} << 5;
        QTest::newRow("more text than was written") << quint64{1} << quint64{0} << quint64{5} << quint64{5} << 6;
        QTest::newRow("more text than is kept") << quint64{2} << quint64{0} << quint64{1'000'000} << quint64{1'000'000} << 65'537;
        QTest::newRow("no head") << quint64{1} << quint64{0} << quint64{0} << quint64{0} << -1;
    }
    void nonsenseOfAWorker_isRefused() {
        QFETCH(quint64, stream);
        QFETCH(quint64, begin);
        QFETCH(quint64, end);
        QFETCH(quint64, next);
        QFETCH(int, size);
        WorkerOutput output;
        lane::ResultMessage nonsense = message(stream, {begin, end, next}, std::string(std::size_t(std::max(size, 0)), 'x'));
        if (size < 0) nonsense.payload.resize(7);
        std::vector<OutputPiece> told;
        QVERIFY(!output.take(nonsense, told));
        QVERIFY(told.empty());
    }

    void anyPositionsOfAWorker_areTakenWithoutHarm() {
        WorkerOutput output;
        std::vector<OutputPiece> told;
        constexpr auto most = ~std::uint64_t{0};
        for (const auto& [begin, end] : {std::pair(most - 5, most), std::pair(std::uint64_t{0}, most), std::pair(std::uint64_t{3}, std::uint64_t{8})}) {
            QVERIFY(output.take(message(1, {begin, end, end}, "12345"), told));
            output.trim();
            static_cast<void>(output.peek(WorkerOutput::Cut::Anywhere));
            output.confirm();
        }
        output.finish(told);
        for (const OutputPiece& piece : told) QVERIFY(piece.text.size() <= lane::kKeptOutputBytes);
    }

    void whatWasReadAhead_isNotToldAgain() {
        WorkerOutput output;
        const std::uint64_t begin = written(output, "");
        const std::uint64_t middle = written(output, "one\ntwo\nthr");
        QVERIFY(output.trim() > 0);
        const auto ahead = output.peek(WorkerOutput::Cut::AtLines);
        QCOMPARE(text_of(ahead), std::string("one\ntwo\n"));
        output.confirm();
        QCOMPARE(text_of(output.peek(WorkerOutput::Cut::Anywhere)), std::string("thr"));  // not confirmed: not told
        std::vector<OutputPiece> told;
        QVERIFY(output.take(message(1, {begin, middle, middle}, "one\ntwo\nthr"), told));
        QCOMPARE(text_of(told), std::string("thr"));
        told.clear();
        const std::uint64_t end = written(output, "next");
        QVERIFY(output.take(message(1, {middle, end, end}, "next"), told));
        QCOMPARE(text_of(told), std::string("next"));
    }

    void lastWords_areWhatWasNotTold() {
        WorkerOutput output;
        const std::uint64_t begin = written(output, "");
        const std::uint64_t end = written(output, "told\n");
        std::vector<OutputPiece> told;
        QVERIFY(output.take(message(1, {begin, end, end}, "told\n"), told));
        written(output, std::string(100'000, 'x') + "end");
        told.clear();
        output.finish(told);
        const std::string text = text_of(told);
        QVERIFY(text.starts_with("xxx"));
        QVERIFY(text.ends_with("xend"));
        QVERIFY(text.find("[34467]") != std::string::npos);
    }

    void whatATaskLeftBehind_canWriteNothingAfterItsWorkersEnd() {
        WorkerOutput output;
        const base::UniqueFd left_behind(dup(output.output_fd()));
        QVERIFY(written(output, "told\n") > 0);
        std::vector<OutputPiece> told;
        output.finish(told);
        QCOMPARE(text_of(told), std::string("told\n"));
        QCOMPARE(write(left_behind.get(), "more", 4), ssize_t{-1});
        struct stat file {};
        QCOMPARE(fstat(left_behind.get(), &file), 0);
        QCOMPARE(file.st_size, off_t{0});
    }

    void errorTail_isTheLastLines() {
        QCOMPARE(supervise::last_lines("one\ntwo\n"), std::string("one\ntwo\n"));
        std::string many;
        for (int i = 0; i < 100; ++i) many += "line " + std::to_string(i) + "\n";
        QVERIFY(supervise::last_lines(many).starts_with("line 90\n"));
        QVERIFY(supervise::last_lines(many).ends_with("line 99\n"));
        QCOMPARE(supervise::last_lines(std::string(5000, 'x')).size(), std::size_t{2048});
        const std::string umlauts = [] {
            std::string text;
            for (int i = 0; i < 2000; ++i) text += "\xc3\xa4";
            return text + ".";
        }();
        QVERIFY(supervise::last_lines(umlauts).starts_with("\xc3\xa4"));
        QCOMPARE(supervise::last_lines(""), std::string());
    }

    void charactersAreNotCutInTwo_whenThereIsNoLine() {
        WorkerOutput output;
        written(output, "50 %, 12 \xe2\x82");
        QCOMPARE(text_of(output.peek(WorkerOutput::Cut::AtLines)), std::string("50 %, 12 "));
        written(output, "\xac");
        QCOMPARE(text_of(output.peek(WorkerOutput::Cut::Anywhere)), std::string("50 %, 12 \xe2\x82\xac"));
    }
};

QTEST_GUILESS_MAIN(WorkerOutputTest)
#include "tst_worker_output.moc"
