// SPDX-License-Identifier: MIT
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/function.h>
#include <poolscope/scenario.h>
#include <poolscope/value.h>

#include "host/call_lines.h"
#include "host/protocol.h"

using namespace poolscope;
using namespace poolscope::host;

namespace {

std::string slow_line(std::uint64_t id, const BatchSpec& batch) {
    return request_line(id, {{"command", "submit"}, {"batch", to_json(batch)}});
}

BatchSpec call(const char* args) {
    BatchSpec batch;
    batch.method = Method::ApplyAsync;
    batch.function = "identity";
    batch.args = Json::parse(args);
    return batch;
}

class tst_call_lines : public QObject {
    Q_OBJECT

private slots:
    void aCallOfPlainValues_isWrittenLikeEveryCommand_andReadWithoutADocument_data() {
        QTest::addColumn<QByteArray>("args");
        for (const char* args : {"[]", "[0]", "[-1]", "[9223372036854775807]", "[-9223372036854775808]", "[1,2,3]", "[\"\"]",
                                 "[\"a text, with {}[]:\"]", "[null,true,false]", "[\"a\",1,null]"}) {
            QTest::newRow(args) << QByteArray(args);
        }
    }
    void aCallOfPlainValues_isWrittenLikeEveryCommand_andReadWithoutADocument() {
        QFETCH(QByteArray, args);
        BatchSpec batch = call(args.constData());
        for (const Method method : {Method::ApplyAsync, Method::Apply}) {
            batch.method = method;
            const auto line = call_line(17, batch);
            QVERIFY(line.has_value());
            QCOMPARE(*line, slow_line(17, batch));
            const auto read = read_call_line(*line);
            QVERIFY(read.has_value());
            QCOMPARE(read->id, std::uint64_t(17));
            QCOMPARE(read->method, method);
            QCOMPARE(std::string(read->function), std::string("identity"));
            QCOMPARE(read->arguments_count, batch.args.size());
            QVERIFY(value_to_json(read->arguments) == batch.args);
        }
    }

    void whatIsMoreThanThat_isLeftToTheWayThatTakesAll_data() {
        QTest::addColumn<QByteArray>("args");
        for (const char* args : {"[1.5]", "[[1]]", "[{\"a\":1}]", "[\"\\n\"]", "[\"\\\"\"]", "[\"\\u00e4\"]", "[1,[]]"}) {
            QTest::newRow(args) << QByteArray(args);
        }
    }
    void whatIsMoreThanThat_isLeftToTheWayThatTakesAll() {
        QFETCH(QByteArray, args);
        const BatchSpec batch = call(args.constData());
        QVERIFY(!call_line(1, batch).has_value());
        QVERIFY(!read_call_line(slow_line(1, batch)).has_value());
    }

    void otherBatches_areLeftToTheWayThatTakesAll() {
        BatchSpec batch = call("[1]");
        batch.kwargs = {{"x", 1}};
        QVERIFY(!call_line(1, batch).has_value());
        batch = call("[1]");
        batch.method = Method::Map;
        QVERIFY(!call_line(1, batch).has_value());
        QVERIFY(!read_call_line(slow_line(1, batch)).has_value());
        batch = call("[1]");
        batch.function = "no\"quote";
        QVERIFY(!call_line(1, batch).has_value());
    }

    void linesThatAreNotQuiteACall_areNotTakenForOne_data() {
        QTest::addColumn<QByteArray>("line");
        const std::string good = *call_line(5, call("[1]"));
        const auto with = [&](const char* name, const std::string& from, const std::string& to) {
            std::string line = good;
            line.replace(line.find(from), from.size(), to);
            QTest::newRow(name) << QByteArray::fromStdString(line);
        };
        with("id with a sign", ":5,", ":-5,");
        with("id with a zero in front", ":5,", ":05,");
        with("id beyond what is taken", ":5,", ":9223372036854775808,");
        with("id a text", ":5,", ":\"5\",");
        with("method unknown", "apply_async", "apply_asynch");
        with("number with a zero in front", "[1]", "[01]");
        with("number -0", "[1]", "[-0]");
        with("number with a point", "[1]", "[1.]");
        with("number with an exponent", "[1]", "[1e3]");
        with("number beyond 64 bits", "[1]", "[9223372036854775808]");
        with("a comma too many", "[1]", "[1,]");
        with("a comma in front", "[1]", "[,1]");
        with("no comma", "[1]", "[1 2]");
        with("blank", "[1]", "[ 1]");
        with("text without end", "[1]", "[\"1]");
        with("text with a control character", "[1]", "[\"\x01\"]");
        with("text that is no ASCII", "[1]", "[\"\xc3\xa4\"]");
        with("nonsense", "[1]", "[nul]");
        with("something behind", "}}}", "}}} ");
        with("a key too many", "{}}}", "{},\"a\":1}}");
        with("kwargs", "{}}}", "{\"a\":1}}}");
        for (std::size_t size = 0; size < good.size(); ++size)
            QTest::newRow(("cut after " + std::to_string(size)).c_str()) << QByteArray::fromStdString(good.substr(0, size));
    }
    void linesThatAreNotQuiteACall_areNotTakenForOne() {
        QFETCH(QByteArray, line);
        QVERIFY(!read_call_line(line.toStdString()).has_value());
    }

    void theReply_isThatOfEveryCommand() {
        const std::string line = taken_line(4711, BatchId{12});
        QCOMPARE(line, success_line(4711, {{"batch", 12}}));
        const auto reply = parse_reply(line);
        QVERIFY(reply.has_value());
        QVERIFY(reply->ok);
        QCOMPARE(reply->request, std::uint64_t(4711));
        QVERIFY(reply->body == Json({{"batch", 12}}));
        QVERIFY(reply->body.at("batch").is_number_unsigned());
        QVERIFY(!read_taken_line(success_line(1, Json::object())).has_value());
        QVERIFY(!read_taken_line(failure_line(1, "ValueError", "no")).has_value());
        QVERIFY(!read_taken_line(line + " ").has_value());
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_call_lines)
#include "tst_call_lines.moc"
