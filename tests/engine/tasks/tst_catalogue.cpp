// SPDX-License-Identifier: MIT
#include <set>

#include <QTemporaryDir>
#include <QtTest>

#include <poolscope/catalogue.h>

#include "registered_call.h"
#include "tasks/host_note.h"
#include "tasks/worker_facts.h"

using namespace poolscope;

namespace {

template <class E, class Call>
void failsWith(const char* message, const Call& call) {
    try {
        call();
    } catch (const E& error) {
        QCOMPARE(error.what(), message);
        return;
    }
    QFAIL("nothing was thrown");
}

std::string written(const QTemporaryDir& folder, const QByteArray& content) {
    QFile file(folder.filePath("file.txt"));
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(file.fileName()));
    file.write(content);
    return file.fileName().toStdString();
}

}  // namespace

class TestCatalogue : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        register_catalogue();
        register_catalogue();  // the second time nothing happens
    }

    void catalogueHoldsWhatIsPromised() {
        std::set<std::string> functions, initializers;
        for (const Function* function : Registry::of_process().all())
            (function->is_initializer ? initializers : functions).insert(function->name);
        const std::set<std::string> promised{
            "square",      "multiply",    "identity",    "parse_int",   "is_prime",   "fibonacci", "monte_carlo_pi",
            "mandelbrot_row", "count_words", "sha256_file", "run_command", "sleep",   "busy",      "make_bytes",
            "leak",        "plain_loop",  "raise_error", "exit_with",   "crash",       "hang",       "worker_info", "recall",
            "host_note",   "random_walk", "task_info",   "print_line"};
        QVERIFY(functions == promised);
        QVERIFY(initializers == (std::set<std::string>{"remember", "slow_start", "fail_start", "set_nice"}));
    }

    void everyFunctionHasASignatureAndADocstring() {
        for (const Function* function : Registry::of_process().all()) {
            QVERIFY2(function->docstring.rfind(function->name + "(", 0) == 0, function->name.c_str());
            QVERIFY2(function->docstring.find('\n') != std::string::npos, function->name.c_str());
            for (const std::string& name : function->parameter_names)
                QVERIFY2(name.rfind("arg", 0) != 0 || name == "argv", function->name.c_str());
        }
    }

    void numbersKeepTheirKind() {
        QVERIFY(invoked("square", 7) == Json(49));
        QVERIFY(invoked("square", -1.5) == Json(2.25));
        QVERIFY(invoked("square", 2.0).is_number_float());
        QVERIFY(invoked("square", 4000000000) == Json(16000000000000000000U));
        QVERIFY(invoked("multiply", 6, -7) == Json(-42));
        QVERIFY(invoked("multiply", 6, 0.5) == Json(3.0));
        QVERIFY(invoked("multiply", std::uint64_t{1} << 63, 1) == Json(std::uint64_t{1} << 63));
        failsWith<std::overflow_error>("the product of 5000000000 and 5000000000 does not fit 64 bits; pass real numbers "
                                       "(2.0) for a rounded one",
                                       [] { invoked("square", 5000000000); });
        failsWith<TypeError>("square() argument 'x': expected a number, got a string", [] { invoked("square", "7"); });
    }

    void randomWalkIsTheItemsOwn() {
        failsWith<RuntimeError>("item_seed() is known only while a worker runs a task", [] { invoked("random_walk", 10); });
        const auto walked = [](std::int64_t steps, std::uint64_t item) {
            tasks::worker_facts().running = tasks::RunningItem{1, 1, item};
            const std::int64_t place = invoked("random_walk", steps).get<std::int64_t>();
            tasks::worker_facts().running.reset();
            return place;
        };
        QCOMPARE(walked(0, 0), 0);
        QCOMPARE(walked(1000, 5), walked(1000, 5));
        QVERIFY(walked(1000, 5) != walked(1000, 6) || walked(1000, 6) != walked(1000, 7));
        for (const std::int64_t steps : {1, 63, 64, 65, 1000}) {
            QVERIFY(std::abs(walked(steps, 1)) <= steps);
            QCOMPARE(std::abs(walked(steps, 1)) % 2, steps % 2);
        }
    }

    void printLineRefusesAnotherStream() {
        failsWith<ValueError>("stream must be 'stdout' or 'stderr', not 'stdin'", [] { invoked("print_line", "text", "stdin"); });
    }

    void identityGivesBackAnything() {
        const Json value = Json::parse(R"({"b": [1, 2.5, "x", null], "a": true})");
        QCOMPARE(invoked("identity", value).dump(), value.dump());
        QVERIFY(invoked<std::vector<std::byte>>("identity", std::vector<std::byte>(2)) == std::vector<std::byte>(2));
    }

    void parseIntReadsWhatPythonReads() {
        QVERIFY(invoked("parse_int", "42") == Json(42));
        QVERIFY(invoked("parse_int", " -1_000\n") == Json(-1000));
        QVERIFY(invoked("parse_int", "+7") == Json(7));
        failsWith<ValueError>("invalid literal for int() with base 10: '4x'", [] { invoked("parse_int", "4x"); });
        failsWith<ValueError>("invalid literal for int() with base 10: ''", [] { invoked("parse_int", ""); });
        for (const char* text : {"-", "_1", "1_", "1__0", "+-1", "- 1", "0x10", "1.0"})
            QVERIFY_THROWS_EXCEPTION(ValueError, invoked("parse_int", text));
        QVERIFY_THROWS_EXCEPTION(std::overflow_error, invoked("parse_int", "9223372036854775808"));
        QVERIFY(invoked("parse_int", "-9223372036854775808") == Json(std::numeric_limits<std::int64_t>::min()));
    }

    void primesAreThePrimes() {
        int count = 0;
        for (int n = -5; n <= 1000; ++n) count += invoked<bool>("is_prime", n) ? 1 : 0;
        QCOMPARE(count, 168);
        QVERIFY(invoked<bool>("is_prime", 9223372036854775783));   // the largest below 2^63
        QVERIFY(!invoked<bool>("is_prime", 3215031751));           // passes the test to the bases 2, 3, 5 and 7
        QVERIFY(!invoked<bool>("is_prime", 4611686014132420609));  // 2147483647 squared
    }

    void fibonacciNumbersAreExact() {
        const std::vector<std::uint64_t> first{0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55};
        for (std::size_t n = 0; n < first.size(); ++n) QCOMPARE(invoked<std::uint64_t>("fibonacci", n), first[n]);
        QCOMPARE(invoked<std::uint64_t>("fibonacci", 93), 12200160415121876738U);
        QVERIFY_THROWS_EXCEPTION(std::overflow_error, invoked("fibonacci", 94));
        QVERIFY_THROWS_EXCEPTION(ValueError, invoked("fibonacci", -1));
    }

    void piIsEstimatedTheSameForTheSameSeed() {
        const auto pi = invoked<double>("monte_carlo_pi", 100000, 1);
        QVERIFY(std::abs(pi - 3.14159) < 0.02);
        QCOMPARE(invoked<double>("monte_carlo_pi", 100000, 1), pi);
        QVERIFY(invoked<double>("monte_carlo_pi", 100000, 2) != pi);
        QVERIFY_THROWS_EXCEPTION(ValueError, invoked("monte_carlo_pi", 0, 1));
    }

    void mandelbrotRowsAreInsideInTheMiddleAndSymmetric() {
        const auto middle = invoked<std::vector<int>>("mandelbrot_row", 2, 5, 5, 100);
        QCOMPARE(middle.size(), std::size_t{5});
        QCOMPARE(middle[3], 100);  // -0.25 belongs to the set
        QVERIFY(invoked<std::vector<int>>("mandelbrot_row", 0, 5, 5, 100) ==
                invoked<std::vector<int>>("mandelbrot_row", 4, 5, 5, 100));
        QVERIFY(invoked<std::vector<int>>("mandelbrot_row", 0, 5, 5, 100)[0] < 5);
        QVERIFY_THROWS_EXCEPTION(ValueError, invoked("mandelbrot_row", 5, 5, 5, 10));
    }

    void wordsAreCountedAsWcDoes() {
        const QTemporaryDir folder;
        QCOMPARE(invoked<int>("count_words", written(folder, "  two words\n\n\tand three more")), 5);
        QCOMPARE(invoked<int>("count_words", written(folder, "")), 0);
        QCOMPARE(invoked<int>("count_words", written(folder, QByteArray(300000, 'x') + " y")), 2);
        failsWith<SystemError>("[Errno 2] No such file or directory: '/no/such/file'",
                               [] { invoked("count_words", "/no/such/file"); });
        failsWith<SystemError>("[Errno 21] Is a directory: '/'", [] { invoked("count_words", "/"); });
    }

    void checksumsAreThoseOfTheStandard() {
        // FIPS 180-2, appendix B.
        const QTemporaryDir folder;
        QCOMPARE(invoked<std::string>("sha256_file", written(folder, "abc")),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(invoked<std::string>("sha256_file", written(folder, QByteArray(1000000, 'a'))),
                 std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
        QCOMPARE(invoked<std::string>("sha256_file", "/dev/null"),
                 std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    void bytesCountUp() {
        const auto bytes = invoked<std::vector<std::byte>>("make_bytes", 300);
        QCOMPARE(bytes.size(), std::size_t{300});
        QCOMPARE(std::to_integer<int>(bytes[299]), 43);
        QVERIFY(invoked<std::vector<std::byte>>("make_bytes", 0).empty());
        QVERIFY_THROWS_EXCEPTION(ValueError, invoked("make_bytes", -1));
    }

    void sleepAndBusyTakeTheirTime() {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(invoked("sleep", 0.03).is_null());
        QVERIFY(timer.nsecsElapsed() >= 30'000'000);
        timer.restart();
        QVERIFY(invoked<int>("busy", 0.03) > 0);
        QVERIFY(timer.nsecsElapsed() >= 30'000'000);
        failsWith<ValueError>("sleep length must be non-negative", [] { invoked("sleep", -1); });
        QVERIFY_THROWS_EXCEPTION(ValueError, invoked("sleep", std::nan("")));
    }

    void raisedErrorCarriesItsMessage() {
        failsWith<std::runtime_error>("no luck", [] { invoked("raise_error", "no luck"); });
        failsWith<std::runtime_error>("no licence", [] { invoked("fail_start", "no licence"); });
    }

    void rememberedValueIsRecalled() {
        invoked("remember", "colour", "blue");
        invoked("remember", "sizes", std::vector<int>{1, 2});
        QVERIFY(invoked("recall", "colour") == Json("blue"));
        QVERIFY(invoked("recall", "sizes") == Json({1, 2}));
        failsWith<std::out_of_range>("nothing was remembered as 'x' in this worker; set the initializer to remember and "
                                     "initargs to [\"x\", value]",
                                     [] { invoked("recall", "x"); });
    }

    void workerInfoTellsTheFacts() {
        QVERIFY(invoked("worker_info")["name"].is_null());
        tasks::worker_facts() = {"PoolWorker-3", 2, 5, "spawn", 7, encode_value(std::tuple{"blue", 7})};
        Json info = invoked("worker_info");
        QVERIFY(info["pid"].get<int>() > 0);
        info.erase("pid");
        QVERIFY(info == Json::parse(R"({"name": "PoolWorker-3", "slot": 2, "generation": 5, "start_method": "spawn",
                                        "tasks_done": 7, "initargs": ["blue", 7]})"));
        tasks::worker_facts() = {};
    }

    void hostNoteIsWhatWasSet() {
        QVERIFY(invoked("host_note").is_null());
        set_host_note("first");
        set_host_note("second");
        QVERIFY(invoked("host_note") == Json("second"));
    }
};

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
