// SPDX-License-Identifier: MIT
#include <random>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/scenario.h>

using poolscope::Json;
using poolscope::Scenario;
using poolscope::ScenarioError;

namespace {

const std::vector<std::string> kKnown{"square", "multiply", "sleep", "remember", "slow_start"};

// What is wrong with a scenario, one problem a line, as ScenarioError says it.
QString problemsOf(const std::string& text, const std::vector<std::string>* known = &kKnown) {
    try {
        (void)poolscope::parse_scenario(text, {}, known);
    } catch (const ScenarioError& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

std::string withPool(const QByteArray& pool) {
    return (R"({"poolscope": 1, "pool": )" + pool + "}").toStdString();
}
std::string withBatch(const QByteArray& batch) {
    return (R"({"poolscope": 1, "batches": [)" + batch + "]}").toStdString();
}

}  // namespace

class ScenarioTest : public QObject {
    Q_OBJECT

private slots:
    void wholeScenario_isRead();
    void nullAndAbsent_meanTheDefault();
    void writtenScenario_readsBackTheSame();
    void oneProblem_isNamedWithItsPlace_data();
    void oneProblem_isNamedWithItsPlace();
    void severalProblems_areAllFound();
    void modules_makeUnknownFunctionsTheHostsMatter();
    void relativePaths_startAtTheFolder();
    void hostileInput_endsInAProblem_data();
    void hostileInput_endsInAProblem();
    void manyProblems_areCounted();
    void everyPrefix_ofAScenarioIsRefusedOrRead();
    void damagedScenario_isRefusedOrReadsBackTheSame();
    void savedFile_replacesTheOldAndLeavesNothingElse();
    void unwritableFolder_isASystemErrorThatNamesTheFile();
    void missingFile_isAProblemThatNamesIt();
    void checks_ofOnePartHaveShortPlaces();
    void batch_goesThroughJsonAndBack();
    void batchFromJson_namesWhatIsWrong();
};

void ScenarioTest::wholeScenario_isRead() {
    const Scenario scenario = poolscope::parse_scenario(R"({
        "poolscope": 1, "title": "Recycling workers", "description": "Some *Markdown*.", "modules": ["/opt/my.so"],
        "pool": {"processes": 4, "initializer": "remember", "initargs": ["colour", "blue"], "maxtasksperchild": 5,
                 "start_method": "spawn"},
        "batches": [
            {"method": "map", "function": "square", "iterable": {"range": [1, 1001]}, "chunksize": 10},
            {"method": "starmap", "function": "multiply", "iterable": [[2, 3], [4, 5]]},
            {"method": "apply_async", "function": "sleep", "args": [0.2], "kwargs": {"x": null}}]})");
    QCOMPARE(scenario.title, std::string("Recycling workers"));
    QCOMPARE(scenario.description, std::string("Some *Markdown*."));
    QCOMPARE(scenario.modules, std::vector<std::string>{"/opt/my.so"});
    QCOMPARE(scenario.pool.processes, std::optional<std::int64_t>(4));
    QCOMPARE(scenario.pool.initializer, std::optional<std::string>("remember"));
    QVERIFY(scenario.pool.initargs == Json::parse(R"(["colour", "blue"])"));
    QCOMPARE(scenario.pool.maxtasksperchild, std::optional<std::int64_t>(5));
    QCOMPARE(scenario.pool.start_method, std::optional<std::string>("spawn"));
    QCOMPARE(scenario.batches.size(), std::size_t{3});
    QCOMPARE(scenario.batches[0].method, poolscope::Method::Map);
    QCOMPARE(scenario.batches[0].function, std::string("square"));
    QVERIFY(scenario.batches[0].iterable == Json::parse(R"({"range": [1, 1001]})"));
    QCOMPARE(scenario.batches[0].chunksize, std::optional<std::int64_t>(10));
    QCOMPARE(scenario.batches[1].method, poolscope::Method::StarMap);
    QVERIFY(!scenario.batches[1].chunksize);
    QVERIFY(scenario.batches[2].args == Json::parse("[0.2]"));
    QVERIFY(scenario.batches[2].kwargs == Json::parse(R"({"x": null})"));
}

void ScenarioTest::nullAndAbsent_meanTheDefault() {
    for (
        const char* text :
        {R"({"poolscope": 1})",
         R"({"poolscope": 1, "title": null, "description": null, "modules": null, "pool": null, "batches": null})",
         R"({"poolscope": 1, "pool": {"processes": null, "initializer": null, "initargs": null, "maxtasksperchild": null,
              "start_method": null}})"}) {
        const Scenario scenario = poolscope::parse_scenario(text);
        QVERIFY(!scenario.pool.processes);
        QVERIFY(!scenario.pool.initializer);
        QVERIFY(scenario.pool.initargs == Json::array());
        QVERIFY(!scenario.pool.maxtasksperchild);
        QVERIFY(!scenario.pool.start_method);
        QVERIFY(scenario.batches.empty());
    }
}

void ScenarioTest::writtenScenario_readsBackTheSame() {
    Scenario scenario;
    scenario.title = "Ünï \"quoted\"\n";
    scenario.description = "# Head\n\ttext";
    scenario.modules = {"/a/b.so"};
    const std::string defaults = poolscope::to_json(scenario).dump(2);
    QCOMPARE(poolscope::to_json(poolscope::parse_scenario(defaults)).dump(2), defaults);
    QVERIFY(defaults.starts_with("{\n  \"poolscope\": 1,\n"));
    QVERIFY(defaults.find("\"processes\": null") != std::string::npos);

    scenario.pool.processes = 3;
    scenario.pool.initializer = "remember";
    scenario.pool.initargs = Json::parse(R"(["k", {"deep": [1, 2.5, null, true]}])");
    scenario.pool.maxtasksperchild = 9223372036854775807;
    scenario.pool.start_method = "fork";
    poolscope::BatchSpec apply;
    apply.method = poolscope::Method::Apply;
    apply.function = "multiply";
    apply.args = Json::parse("[18446744073709551615]");
    apply.kwargs = Json::parse(R"({"b": -9223372036854775808})");
    poolscope::BatchSpec map;
    map.function = "square";
    map.iterable = Json::parse(R"({"range": [10, 0, -2]})");
    map.chunksize = 2;
    scenario.batches = {apply, map};
    const std::string full = poolscope::to_json(scenario).dump(2);
    QCOMPARE(poolscope::to_json(poolscope::parse_scenario(full)).dump(2), full);
}

void ScenarioTest::oneProblem_isNamedWithItsPlace_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const std::string& text, const char* problem) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromUtf8(problem);
    };
    const auto pool = [&row](const char* name, const char* json, const char* problem) {
        row(name, withPool(json), problem);
    };
    const auto batch = [&row](const char* name, const char* json, const char* problem) {
        row(name, withBatch(json), problem);
    };

    row("no object", "[1]", "/: a scenario is an object, not a list");
    row("no version", "{}", "/poolscope: is missing: a scenario begins with \"poolscope\": 1");
    row("version is text", R"({"poolscope": "1"})", "/poolscope: must be the number 1");
    row("later version", R"({"poolscope": 2})",
        "/poolscope: is version 2 of the scenario format; this program reads version 1");
    row("unknown key, one near", R"({"poolscope": 1, "tilte": ""})",
        "/tilte: unknown key 'tilte'; did you mean 'title'?");
    row("unknown key, none near", R"({"poolscope": 1, "zzzzzzzz": 1})",
        "/zzzzzzzz: unknown key 'zzzzzzzz'; known: poolscope, title, description, modules, pool, batches, faults, lesson");
    row("key with a slash", R"({"poolscope": 1, "a/b~c": 1})",
        "/a~1b~0c: unknown key 'a/b~c'; known: poolscope, title, description, modules, pool, batches, faults, lesson");
    row("key twice", R"({"poolscope": 1, "pool": {"processes": 1, "processes": 2}})",
        "/pool/processes: the key is given twice");
    row("key twice in a list", R"({"poolscope": 1, "batches": [{"method": "apply", "function": "sleep"},
        {"method": "apply", "method": "map", "function": "sleep"}]})",
        "/batches/1/method: the key is given twice");
    row("title is a number", R"({"poolscope": 1, "title": 1})", "/title: must be a string");
    row("description is a list", R"({"poolscope": 1, "description": []})", "/description: must be a string");
    row("modules is text", R"({"poolscope": 1, "modules": "a.so"})", "/modules: must be a list of files");
    row("module is a number", R"({"poolscope": 1, "modules": ["a.so", 1]})", "/modules/1: must be the name of a file");
    row("pool is a list", R"({"poolscope": 1, "pool": []})", "/pool: must be an object");
    row("batches is an object", R"({"poolscope": 1, "batches": {}})", "/batches: must be a list");
    row("whole number over 64 bits", R"({"poolscope": 1, "batches": [{"method": "apply", "function": "square",
        "args": [99999999999999999999999]}]})",
        "/batches/0/args/0: the whole number '99999999999999999999999' does not fit in 64 bits");

    row("syntax: empty", "",
        "line 1, column 1: syntax error while parsing value - unexpected end of input; expected '[', '{', or a "
        "literal");
    row("syntax: third line", "{\n  \"poolscope\": 1,\n  é\n}",
        "line 3, column 3: syntax error while parsing object key - invalid literal; expected string literal");
    row("syntax: comment", "{\"poolscope\": 1} // no",
        "line 1, column 18: syntax error while parsing value - invalid literal; expected end of input");

    pool("unknown key in pool", R"({"procesess": 4})",
         "/pool/procesess: unknown key 'procesess'; did you mean 'processes'?");
    pool("no process", R"({"processes": 0})", "/pool/processes: Number of processes must be at least 1");
    pool("negative processes", R"({"processes": -3})", "/pool/processes: Number of processes must be at least 1");
    pool("processes as text", R"({"processes": "4"})",
         "/pool/processes: Number of processes must be an int or null, not \"4\"");
    pool("half a process", R"({"processes": 2.5})",
         "/pool/processes: Number of processes must be an int or null, not 2.5");
    pool("true processes", R"({"processes": true})",
         "/pool/processes: Number of processes must be an int or null, not true");
    pool("far too many processes", R"({"processes": 18446744073709551615})",
         "/pool/processes: Number of processes must be at most 10000, not 9223372036854775807");
    pool("maxtasksperchild 0", R"({"maxtasksperchild": 0})",
         "/pool/maxtasksperchild: maxtasksperchild must be a positive int or None");
    pool("maxtasksperchild -1", R"({"maxtasksperchild": -1})",
         "/pool/maxtasksperchild: maxtasksperchild must be a positive int or None");
    pool("maxtasksperchild 0.5", R"({"maxtasksperchild": 0.5})",
         "/pool/maxtasksperchild: maxtasksperchild must be a positive int or None");
    pool("maxtasksperchild text", R"({"maxtasksperchild": "12"})",
         "/pool/maxtasksperchild: maxtasksperchild must be a positive int or None");
    pool("start method", R"({"start_method": "bogus"})", "/pool/start_method: cannot find context for 'bogus'");
    pool("start method is a number", R"({"start_method": 5})", "/pool/start_method: cannot find context for '5'");
    pool("initializer is a number", R"({"initializer": 5, "initargs": [1]})",
         "/pool/initializer: initializer must be a callable");
    pool("unknown initializer, one near", R"({"initializer": "remembr"})",
         "/pool/initializer: initializer must be a callable; 'remembr' is not one, did you mean 'remember'? (known: "
         "square, multiply, sleep, remember, slow_start)");
    pool("unknown initializer", R"({"initializer": "qqq"})",
         "/pool/initializer: initializer must be a callable; 'qqq' is not one (known: square, multiply, sleep, "
         "remember, slow_start)");
    pool("initargs", R"({"initializer": "remember", "initargs": "blue"})",
         "/pool/initargs: must be a list of arguments");

    batch("batch is text", R"("square")", "/batches/0: must be an object with a method and a function");
    batch("unknown key in batch", R"({"method": "apply", "function": "sleep", "arg": [1]})",
          "/batches/0/arg: unknown key 'arg'; did you mean 'args'?");
    batch("no method", R"({"function": "sleep"})",
          "/batches/0/method: is missing; known: apply, apply_async, map, map_async, imap, imap_unordered, starmap, "
          "starmap_async");
    batch("method misspelt", R"({"method": "mpa", "function": "sleep"})",
          "/batches/0/method: unknown method 'mpa'; did you mean 'map'?");
    batch("method is a number", R"({"method": 3, "function": "sleep"})", "/batches/0/method: must be a string");
    batch("no function", R"({"method": "apply"})", "/batches/0/function: is missing");
    batch("function is a number", R"({"method": "apply", "function": 3})",
          "/batches/0/function: must be the name of a function");
    batch("function misspelt", R"({"method": "apply", "function": "sqare"})",
          "/batches/0/function: unknown function 'sqare'; did you mean 'square'?");
    batch("function without a name", R"({"method": "apply", "function": ""})",
          "/batches/0/function: a function must be named");
    batch("apply with an iterable", R"({"method": "apply", "function": "sleep", "iterable": [1]})",
          "/batches/0/iterable: apply makes one call: it takes args and kwargs, not an iterable");
    batch("apply with a chunksize", R"({"method": "apply_async", "function": "sleep", "chunksize": 1})",
          "/batches/0/chunksize: apply_async makes one call: it takes no chunksize");
    batch("args is an object", R"({"method": "apply", "function": "sleep", "args": {}})",
          "/batches/0/args: must be a list of arguments");
    batch("kwargs is a list", R"({"method": "apply", "function": "sleep", "kwargs": []})",
          "/batches/0/kwargs: must be an object of parameter names and arguments");
    batch("map with args", R"({"method": "map", "function": "square", "iterable": [1], "args": [1]})",
          "/batches/0/args: map calls the function for each item: it takes an iterable, not args");
    batch("map without an iterable", R"({"method": "map", "function": "square"})", "/batches/0/iterable: is missing");
    batch("chunksize 0", R"({"method": "imap", "function": "square", "iterable": [1], "chunksize": 0})",
          "/batches/0/chunksize: Chunksize must be 1+, not 0");
    batch("chunksize -2", R"({"method": "map", "function": "square", "iterable": [1], "chunksize": -2})",
          "/batches/0/chunksize: Chunksize must be 1+, not -2");
    batch("chunksize as text", R"({"method": "map", "function": "square", "iterable": [1], "chunksize": "7"})",
          "/batches/0/chunksize: Chunksize must be 1+, not \"7\"");
    batch("iterable is text", R"({"method": "map", "function": "square", "iterable": "abc"})",
          "/batches/0/iterable: must be a list, {\"range\": [start, stop, step]} or {\"lines\": \"FILE\"}");
    batch("iterable of two kinds",
          R"({"method": "map", "function": "square", "iterable": {"range": [1], "lines": "x"}})",
          "/batches/0/iterable: must be a list, {\"range\": [start, stop, step]} or {\"lines\": \"FILE\"}");
    batch("iterable of unknown kind", R"({"method": "map", "function": "square", "iterable": {"rnage": [1]}})",
          "/batches/0/iterable/rnage: unknown key 'rnage'; did you mean 'range'?");
    batch("range is a number", R"({"method": "map", "function": "square", "iterable": {"range": 5}})",
          "/batches/0/iterable/range: range takes a list of 1 to 3 whole numbers: [stop], [start, stop] or [start, "
          "stop, step]");
    batch("range of four", R"({"method": "map", "function": "square", "iterable": {"range": [1, 2, 3, 4]}})",
          "/batches/0/iterable/range: range takes a list of 1 to 3 whole numbers: [stop], [start, stop] or [start, "
          "stop, step]");
    batch("range of fractions", R"({"method": "map", "function": "square", "iterable": {"range": [1, 2.5]}})",
          "/batches/0/iterable/range/1: range takes whole numbers");
    batch("range too large", R"({"method": "map", "function": "square", "iterable": {"range": [9223372036854775808]}})",
          "/batches/0/iterable/range/0: is larger than 9223372036854775807");
    batch("range of step 0", R"({"method": "map", "function": "square", "iterable": {"range": [1, 5, 0]}})",
          "/batches/0/iterable/range/2: range() arg 3 must not be zero");
    batch("lines of a number", R"({"method": "map", "function": "square", "iterable": {"lines": 5}})",
          "/batches/0/iterable/lines: lines takes the name of a file");
    batch("starmap over numbers", R"({"method": "starmap", "function": "multiply", "iterable": [[1, 2], 3]})",
          "/batches/0/iterable/1: starmap takes a list of arguments for each item");
    batch("starmap over a range", R"({"method": "starmap_async", "function": "multiply", "iterable": {"range": [3]}})",
          "/batches/0/iterable: starmap_async takes a list of arguments for each item; range gives single values");
}

void ScenarioTest::oneProblem_isNamedWithItsPlace() {
    QFETCH(QByteArray, text);
    QFETCH(QString, problem);
    QCOMPARE(problemsOf(text.toStdString()), problem);
}

void ScenarioTest::severalProblems_areAllFound() {
    const QString problems = problemsOf(R"({"poolscope": 1, "titel": "x",
        "pool": {"processes": 0, "maxtasksperchild": 0, "start_method": "bogus"},
        "batches": [{"method": "map", "function": "nothing_like_it", "iterable": 5, "chunksize": 0}, 7]})");
    QCOMPARE(
        problems.split('\n'),
        (QStringList{"/pool/processes: Number of processes must be at least 1",
                     "/pool/maxtasksperchild: maxtasksperchild must be a positive int or None",
                     "/pool/start_method: cannot find context for 'bogus'",
                     "/batches/0/function: unknown function 'nothing_like_it'; known: square, multiply, sleep, "
                     "remember, slow_start",
                     "/batches/0/iterable: must be a list, {\"range\": [start, stop, step]} or {\"lines\": \"FILE\"}",
                     "/batches/0/chunksize: Chunksize must be 1+, not 0",
                     "/batches/1: must be an object with a method and a function",
                     "/titel: unknown key 'titel'; did you mean 'title'?"}));
}

void ScenarioTest::modules_makeUnknownFunctionsTheHostsMatter() {
    QCOMPARE(problemsOf(R"({"poolscope": 1, "modules": ["my.so"], "pool": {"initializer": "mine"},
        "batches": [{"method": "apply", "function": "also_mine"}]})"),
             QString());
}

void ScenarioTest::relativePaths_startAtTheFolder() {
    const Scenario scenario = poolscope::parse_scenario(R"({"poolscope": 1, "modules": ["sub/../a.so", "/b.so"],
        "batches": [{"method": "map", "function": "f", "iterable": {"lines": "names.txt"}},
                    {"method": "map", "function": "f", "iterable": {"lines": "/etc/passwd"}}]})",
                                                        "/some/folder");
    QCOMPARE(scenario.modules, (std::vector<std::string>{"/some/folder/a.so", "/b.so"}));
    QCOMPARE(scenario.batches[0].iterable["lines"].get<std::string>(), std::string("/some/folder/names.txt"));
    QCOMPARE(scenario.batches[1].iterable["lines"].get<std::string>(), std::string("/etc/passwd"));
    const Scenario asWritten = poolscope::parse_scenario(R"({"poolscope": 1, "modules": ["a.so"]})");
    QCOMPARE(asWritten.modules, std::vector<std::string>{"a.so"});
}

void ScenarioTest::hostileInput_endsInAProblem_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("contains");
    QTest::newRow("a million brackets") << QByteArray(1'000'000, '[') << "nested deeper than 64 levels";
    QTest::newRow("deep objects") << QByteArray(R"({"a":)").repeated(100'000) << "nested deeper than 64 levels";
    QTest::newRow("zero bytes") << QByteArray(1000, '\0') << "line 1, column 1: syntax error";
    QTest::newRow("no UTF-8") << QByteArray("{\"poolscope\": 1, \"title\": \"\xff\xfe\"}")
                              << "line 1, column 28: syntax error";
    QTest::newRow("lone surrogate") << QByteArray(R"({"poolscope": 1, "title": "\ud800"})") << "syntax error";
    QTest::newRow("huge exponent") << QByteArray(R"({"poolscope": 1e999999})") << "number overflow";
    QTest::newRow("string that never ends") << QByteArray("\"") + QByteArray(100'000, 'x') << "missing closing quote";
    QTest::newRow("long unknown key") << QByteArray("{\"poolscope\": 1, \"") + QByteArray(100'000, 'k') + "\": 1}"
                                      << "unknown key 'kkk";
    QTest::newRow("escape sequences in a key")
        << QByteArray("{\"poolscope\": 1, \"\\u001b[2J\": 1}") << "unknown key '?[2J'";
    QTest::newRow("NaN") << QByteArray("NaN") << "line 1, column 1";
}

void ScenarioTest::hostileInput_endsInAProblem() {
    QFETCH(QByteArray, text);
    QFETCH(QString, contains);
    const QString problems = problemsOf(text.toStdString());
    QVERIFY2(problems.contains(contains), qPrintable(problems.left(1000)));
}

void ScenarioTest::manyProblems_areCounted() {
    QByteArray text = R"({"poolscope": 1)";
    for (int i = 0; i < 20'000; ++i)
        text += ", \"key" + QByteArray::number(i) + "\": 1";
    const QString problems = problemsOf((text + "}").toStdString());
    QCOMPARE(problems.count('\n'), 100);
    QVERIFY2(problems.endsWith("/: and 19900 more problems"), qPrintable(problems.right(200)));
}

void ScenarioTest::everyPrefix_ofAScenarioIsRefusedOrRead() {
    const std::string whole = R"({"poolscope": 1, "title": "t", "pool": {"processes": 2},
        "batches": [{"method": "starmap", "function": "multiply", "iterable": [[1, 2]], "chunksize": 1}]})";
    for (std::size_t length = 0; length < whole.size(); ++length) {
        QVERIFY(!problemsOf(whole.substr(0, length)).isEmpty());
    }
    QCOMPARE(problemsOf(whole), QString());
}

void ScenarioTest::damagedScenario_isRefusedOrReadsBackTheSame() {
    const std::string whole =
        R"({"poolscope": 1, "title": "t\u00e9", "pool": {"processes": 2, "initargs": [1, "a"]}, "batches": [
        {"method": "starmap", "function": "f", "iterable": [[1, 2], [0.5, null]], "chunksize": 1},
        {"method": "imap", "function": "f", "iterable": {"range": [1, 9, 2]}}, {"method": "apply", "function": "f", "kwargs": {"a": 1}}]})";
    const std::vector<std::string> pieces{"{",     "}", "[", "]",   "\"",   "null",     "-1",
                                          "1e400", ",", ":", "0.5", "\xff", "\"pool\"", "range"};
    std::mt19937 random(20260101);
    for (int round = 0; round < 3000; ++round) {
        std::string text = whole;
        for (int damage = 0; damage < 2; ++damage) {
            const std::size_t place = random() % text.size();
            if (random() % 2 == 0)
                text.insert(place, pieces[random() % pieces.size()]);
            else
                text.erase(place, random() % 8);
        }
        try {
            const std::string written = poolscope::to_json(poolscope::parse_scenario(text)).dump(2);
            QCOMPARE(poolscope::to_json(poolscope::parse_scenario(written)).dump(2), written);
        } catch (const ScenarioError& error) {
            QVERIFY2(!error.problems().empty(), text.c_str());
        }
    }
}

void ScenarioTest::savedFile_replacesTheOldAndLeavesNothingElse() {
    const QTemporaryDir folder;
    const QString path = folder.filePath("a scenario.json");
    Scenario scenario;
    scenario.title = "first";
    poolscope::save_scenario(scenario, path.toStdString());
    QCOMPARE(QFile::permissions(path) & (QFile::ReadOther | QFile::WriteOther | QFile::WriteOwner),
             QFile::ReadOther | QFile::WriteOwner);
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    scenario.title = "second";
    poolscope::save_scenario(scenario, path.toStdString());
    QCOMPARE(poolscope::load_scenario(path.toStdString()).title, std::string("second"));
    QVERIFY2(!(QFile::permissions(path) & QFile::ReadOther), "a private file stays private");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList("a scenario.json"));
}

void ScenarioTest::unwritableFolder_isASystemErrorThatNamesTheFile() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("none/x.json").toStdString();
    try {
        poolscope::save_scenario({}, path);
        QFAIL("saved into a folder that does not exist");
    } catch (const poolscope::SystemError& error) {
        QCOMPARE(error.error_number(), ENOENT);
        QVERIFY(QString(error.what()).contains(QString::fromStdString(path)));
    }
    // A failed rename leaves no temporary file behind.
    QVERIFY(QDir(folder.path()).mkdir("target"));
    QVERIFY_THROWS_EXCEPTION(poolscope::SystemError, poolscope::save_scenario({}, folder.filePath("target").toStdString()));
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList("target"));
}

void ScenarioTest::missingFile_isAProblemThatNamesIt() {
    const QTemporaryDir folder;
    const auto problem = [](const QString& path) {
        try {
            (void)poolscope::load_scenario(path.toStdString());
        } catch (const ScenarioError& error) {
            return QString::fromStdString(error.what());
        }
        return QString();
    };
    const QString missing = folder.filePath("none.json");
    QCOMPARE(problem(missing), missing + ": cannot be read: open: No such file or directory");
    QCOMPARE(problem(folder.path()), folder.path() + ": cannot be read: read: Is a directory");
    QVERIFY(problem("/dev/zero").contains("more than the 67108864"));
}

void ScenarioTest::checks_ofOnePartHaveShortPlaces() {
    poolscope::PoolSpec pool;
    QVERIFY(poolscope::check(pool).empty());
    pool.processes = 0;
    pool.start_method = "bogus";
    const auto poolProblems = poolscope::check(pool, &kKnown);
    QCOMPARE(poolProblems.size(), std::size_t{2});
    QCOMPARE(poolProblems[0].place, std::string("processes"));
    QCOMPARE(poolProblems[0].message, std::string("Number of processes must be at least 1"));
    QCOMPARE(poolProblems[1].place, std::string("start_method"));

    poolscope::BatchSpec batch;
    batch.method = poolscope::Method::StarMap;
    batch.function = "multiply";
    batch.iterable = Json::parse("[[1, 2], 3]");
    const auto batchProblems = poolscope::check(batch, &kKnown);
    QCOMPARE(batchProblems.size(), std::size_t{1});
    QCOMPARE(batchProblems[0].place, std::string("iterable/1"));
    batch.iterable = Json::parse("[[1, 2]]");
    QVERIFY(poolscope::check(batch, &kKnown).empty());
    batch.method = poolscope::Method::Apply;
    batch.iterable = Json::array();
    QVERIFY(poolscope::check(batch, &kKnown).empty());
    batch.function = "nope";
    QCOMPARE(poolscope::check(batch, &kKnown).at(0).place, std::string("function"));
}

void ScenarioTest::batch_goesThroughJsonAndBack() {
    for (const char* text : {R"({"method":"apply","function":"f","args":[1],"kwargs":{"a":2}})",
                             R"({"method":"imap","function":"f","iterable":{"range":[3]},"chunksize":null})",
                             R"({"method":"starmap","function":"f","iterable":[[1]],"chunksize":4})"}) {
        QCOMPARE(poolscope::to_json(poolscope::batch_from_json(Json::parse(text))).dump(), std::string(text));
    }
}

void ScenarioTest::batchFromJson_namesWhatIsWrong() {
    try {
        (void)poolscope::batch_from_json(
            Json::parse(R"({"method": "map", "function": "f", "iterable": [], "chunksize": 0})"));
        QFAIL("accepted");
    } catch (const ScenarioError& error) {
        QCOMPARE(std::string(error.what()), std::string("chunksize: Chunksize must be 1+, not 0"));
    }
    QVERIFY_THROWS_EXCEPTION(ScenarioError, (void)poolscope::batch_from_json(Json(5)));
}

QTEST_GUILESS_MAIN(ScenarioTest)
#include "tst_scenario.moc"
