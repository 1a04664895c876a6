// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include <poolscope/errors.h>
#include <poolscope/value.h>

#include "host/batch_source.h"
#include "host/line_source.h"

using namespace poolscope;
using namespace poolscope::host;
using supervise::Chunk;
using supervise::ChunkSource;

namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();

/// Every item's argument list as JSON text, and the chunks they came in as "first+items".
struct Taken {
    std::vector<std::string> items;
    std::vector<std::string> chunks;
};

Taken take_all(ChunkSource& source) {
    Taken taken;
    Chunk chunk;
    while (source.next(chunk) == ChunkSource::State::Ready) {
        taken.chunks.push_back(std::to_string(chunk.first_item) + "+" + std::to_string(chunk.items));
        std::uint32_t items = 0;
        for (ChunkReader reader(chunk.arguments, chunk.kind); !reader.at_end(); ++items) {
            taken.items.push_back(value_to_json(reader.next()).dump());
        }
        if (items != chunk.items) qFatal("a chunk says %u items and holds %u", chunk.items, items);
    }
    if (source.next(chunk) != ChunkSource::State::Ended) qFatal("the source goes on after its end");
    return taken;
}

using Texts = std::vector<std::string>;

std::string write_file(const QTemporaryDir& dir, const std::string& text) {
    std::string path = dir.filePath("lines").toStdString();
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

Texts lines_of(const std::string& path) {
    LineReader reader(path);
    Texts lines;
    while (auto line = reader.next())
        lines.emplace_back(*line);
    return lines;
}

}  // namespace

class TestBatchSource : public QObject {
    Q_OBJECT
private slots:
    void range_isWhatPythonsRangeIs_data() {
        QTest::addColumn<QString>("numbers");
        QTest::addColumn<QString>("items");
        QTest::newRow("stop") << "[3]"
                              << "0 1 2";
        QTest::newRow("start, stop") << "[1, 4]"
                                     << "1 2 3";
        QTest::newRow("step") << "[0, 10, 3]"
                              << "0 3 6 9";
        QTest::newRow("step to the stop") << "[0, 9, 3]"
                                          << "0 3 6";
        QTest::newRow("down") << "[5, 0, -2]"
                              << "5 3 1";
        QTest::newRow("empty") << "[4, 4]"
                               << "";
        QTest::newRow("the wrong way") << "[0, 5, -1]"
                                       << "";
        QTest::newRow("negative") << "[-2, 1]"
                                  << "-2 -1 0";
        QTest::newRow("least, in one step") << "[-9223372036854775808, 9223372036854775807, 9223372036854775807]"
                                            << "-9223372036854775808 -1 9223372036854775806";
        QTest::newRow("greatest, down by the least")
            << "[9223372036854775807, -9223372036854775808, -9223372036854775808]"
            << "9223372036854775807 -1";
    }
    void range_isWhatPythonsRangeIs() {
        QFETCH(QString, numbers);
        QFETCH(QString, items);
        const Range range = Range::from_json(Json::parse(numbers.toStdString()));
        QStringList seen;
        for (std::uint64_t i = 0; i < range.size(); ++i)
            seen << QString::number(range.at(i));
        QCOMPARE(seen.join(' '), items);
    }

    void hugeRange_isCountedWithoutOverflow() {
        QCOMPARE((Range{kLeast, kGreatest, 1}.size()), std::numeric_limits<std::uint64_t>::max());
        QCOMPARE((Range{kGreatest, kLeast, -1}.size()), std::numeric_limits<std::uint64_t>::max());
        auto source = range_source({0, 1'000'000'000'000, 1}, 1000);
        Chunk chunk;
        QVERIFY(source->next(chunk) == ChunkSource::State::Ready);
        QCOMPARE(chunk.items, 1000u);
    }

    void rangeThatIsNone_isRefused() {
        for (const char* numbers : {"[]", "[1, 2, 3, 4]", "[1.5]", "[\"1\"]", "7"}) {
            QVERIFY_THROWS_EXCEPTION(TypeError, (void)Range::from_json(Json::parse(numbers)));
        }
        for (const char* numbers : {"[1, 2, 0]", "[9223372036854775808]"}) {
            QVERIFY_THROWS_EXCEPTION(ValueError, (void)Range::from_json(Json::parse(numbers)));
        }
    }

    void rangeAsText_isPythons() {
        QCOMPARE((Range{1, 1001, 1}.text()), std::string("range(1, 1001)"));
        QCOMPARE((Range{5, 0, -2}.text()), std::string("range(5, 0, -2)"));
    }

    void rangeInChunks_hasAShortLastOne() {
        auto source = range_source({1, 8, 1}, 3);
        const Taken taken = take_all(*source);
        QCOMPARE(taken.chunks, (Texts{"0+3", "3+3", "6+1"}));
        QCOMPARE(taken.items, (Texts{"[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]"}));
    }

    void list_givesEachItemAsTheOneArgument() {
        auto source = list_source(Json::parse(R"([1, "a", [2, 3], null])"), Items::Single, 3);
        const Taken taken = take_all(*source);
        QCOMPARE(taken.chunks, (Texts{"0+3", "3+1"}));
        QCOMPARE(taken.items, (Texts{"[1]", "[\"a\"]", "[[2,3]]", "[null]"}));
    }

    void starredList_givesEachItemAsTheArguments() {
        auto source = list_source(Json::parse("[[2, 3], [], [4]]"), Items::Starred, 10);
        QCOMPARE(take_all(*source).items, (Texts{"[2,3]", "[]", "[4]"}));
        QVERIFY_THROWS_EXCEPTION(TypeError, (void)list_source(Json::parse("[[1], 2]"), Items::Starred, 1));
    }

    void emptyList_endsAtOnce() {
        auto source = list_source(Json::array(), Items::Single, 1);
        QCOMPARE(take_all(*source).chunks, Texts{});
        QVERIFY(!source->error());
    }

    void call_isOneItem() {
        auto source = call_source(encode_value(std::vector<int>{}));
        QCOMPARE(take_all(*source).chunks, Texts{"0+1"});
    }

    void linesWithAnyEnd_areReadWithoutIt() {
        QTemporaryDir dir;
        QCOMPARE(lines_of(write_file(dir, "one\ntwo\r\n\nfour")), (Texts{"one", "two", "", "four"}));
        QCOMPARE(lines_of(write_file(dir, "one\n")), Texts{"one"});
        QCOMPARE(lines_of(write_file(dir, "")), Texts{});
        QCOMPARE(lines_of(write_file(dir, "\n")), Texts{""});
        QCOMPARE(lines_of(write_file(dir, "\xff\xfe\n")), Texts{"\xff\xfe"});
    }

    void linesLongerThanTheBuffer_areWhole() {
        QTemporaryDir dir;
        const std::string text(1'000'000, 'x');
        QCOMPARE(lines_of(write_file(dir, "a\n" + text + "\nb\n")), (Texts{"a", text, "b"}));
    }

    void lineWithoutEnd_endsTheInputWithAnErrorAfterWhatCameBefore() {
        QTemporaryDir dir;
        const std::string path =
            write_file(dir, "good\n" + std::string(kLongestInputLine + 1'000'000, 'x') + "\nnever\n");
        auto source = line_source(LineReader(path), 10, {});
        QCOMPARE(take_all(*source).items, Texts{"[\"good\"]"});
        QVERIFY(source->error().has_value());
        QVERIFY2(source->error()->second.find("line 2") != std::string::npos, source->error()->second.c_str());
    }

    void fileThatIsNone_isRefused() {
        QTemporaryDir dir;
        QVERIFY_THROWS_EXCEPTION(SystemError, LineReader(dir.filePath("none").toStdString()));
        QVERIFY_THROWS_EXCEPTION(ValueError, LineReader(dir.path().toStdString()));
        QVERIFY_THROWS_EXCEPTION(ValueError, LineReader("/dev/zero"));
        const std::string pipe = dir.filePath("pipe").toStdString();
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY_THROWS_EXCEPTION(ValueError, LineReader{pipe});
    }

    void lines_areCountedAndThenReadFromTheBeginning() {
        QTemporaryDir dir;
        LineReader reader(write_file(dir, "1\n2\n3\n"));
        const LineCount count = count_lines(reader);
        QCOMPARE(count.kind, LineCount::Kind::Counted);
        QCOMPARE(count.lines, std::uint64_t(3));
        auto source = line_source(std::move(reader), 2, count.lines);
        QCOMPARE(take_all(*source).chunks, (Texts{"0+2", "2+1"}));
        QVERIFY(!source->error());
    }

    void fileThatGrows_givesTheLinesThatWereCounted() {
        QTemporaryDir dir;
        auto source = line_source(LineReader(write_file(dir, "1\n2\n3\n")), 10, 2);
        QCOMPARE(take_all(*source).items, (Texts{"[\"1\"]", "[\"2\"]"}));
        QVERIFY(!source->error());
    }

    void fileThatShrinks_isAnErrorOfTheInput() {
        QTemporaryDir dir;
        auto source = line_source(LineReader(write_file(dir, "1\n2\n")), 10, 5);
        QCOMPARE(take_all(*source).items, (Texts{"[\"1\"]", "[\"2\"]"}));
        QVERIFY(source->error().has_value());
    }
};

QTEST_GUILESS_MAIN(TestBatchSource)
#include "tst_batch_source.moc"
