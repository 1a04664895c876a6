// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "compare_command.h"
#include "comparison_words.h"
#include "exit_status.h"
#include "trace_builder.h"

using namespace poolscope;
using namespace poolscope::app;

class CompareTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::int32_t m_hosts = 4700;
    std::string m_printed, m_told;

    std::string trace(const char* name, std::uint32_t workers) {
        const std::string path = m_folder.filePath(QString::fromLatin1(name)).toStdString();
        std::remove(path.c_str());
        poolscope::testing::build_run(path, {.tasks = 200, .workers = workers, .host_pid = ++m_hosts});
        return path;
    }
    int run(const CompareRequest& request) {
        std::ostringstream out, errors;
        std::streambuf* const cout = std::cout.rdbuf(out.rdbuf());
        std::streambuf* const cerr = std::cerr.rdbuf(errors.rdbuf());
        const int status = compare_command(request);
        std::cout.rdbuf(cout);
        std::cerr.rdbuf(cerr);
        m_printed = out.str();
        m_told = errors.str();
        return status;
    }

private slots:
    void differingRuns_areToldWithTheirDifference() {
        QCOMPARE(run({.runs = {trace("a", 2), trace("b", 4)}}), int(kSucceeded));
        QVERIFY2(m_printed.find("processes") != std::string::npos && m_printed.find("WHERE THE TIME WENT") != std::string::npos,
                 m_printed.c_str());
        QVERIFY2(m_printed.find("B took ") != std::string::npos && m_printed.find("nothing about chance") != std::string::npos,
                 m_printed.c_str());
    }
    void sameSettings_areRepetitions() {
        QCOMPARE(run({.runs = {trace("a", 2), trace("b", 2)}}), int(kSucceeded));
        QVERIFY2(m_printed.find("repetitions of one configuration") != std::string::npos, m_printed.c_str());
    }
    void sameRunNamedAgain_countsOnceAndIsTold() {
        const std::string a = trace("a", 2), b = trace("b", 4), copy = m_folder.filePath(QStringLiteral("copy")).toStdString();
        std::filesystem::copy_file(a, copy, std::filesystem::copy_options::overwrite_existing);
        QCOMPARE(run({.runs = {a, a, copy, m_folder.path().toStdString() + "/./a", b}, .baseline = 5, .output = CompareOutput::Json}), int(kSucceeded));
        const Json document = Json::parse(m_printed);
        QCOMPARE(document["runs"].size(), std::size_t{2});
        QCOMPARE(document["baseline"].get<int>(), 1);
        QVERIFY2(m_told.find("run 3, " + copy + ", is the same as run 1: it counts once") != std::string::npos, m_told.c_str());
        QCOMPARE(run({.runs = {a, a}}), int(kBadInput));
    }
    void document_hasEveryFigure() {
        QCOMPARE(run({.runs = {trace("a", 2), trace("b", 4), trace("c", 2)}, .baseline = 2, .output = CompareOutput::Json}), int(kSucceeded));
        const Json document = Json::parse(m_printed);
        QCOMPARE(document["runs"].size(), std::size_t{3});
        QCOMPARE(document["configurations"].size(), std::size_t{2});
        QCOMPARE(document["baseline"].get<int>(), 1);
        QCOMPARE(document["comparisons"][0]["configuration"].get<int>(), 0);
        double sum = 0;
        for (const Json& part : document["configurations"][0]["parts"]) sum += part.get<double>();
        QVERIFY(std::abs(sum - document["configurations"][0]["seconds"].get<double>()) < 1e-9);
    }
    void table_hasARowForEachRun() {
        const std::string csv = m_folder.filePath(QStringLiteral("runs.csv")).toStdString();
        CompareRequest request{.runs = {trace("a", 2), trace("b", 4)}};
        request.csv = csv;
        QCOMPARE(run(request), int(kSucceeded));
        std::ifstream file(csv);
        std::vector<std::string> lines;
        for (std::string line; std::getline(file, line);) lines.push_back(line);
        QCOMPARE(lines.size(), std::size_t{3});
        QVERIFY2(lines[0].starts_with("letter,") && lines[0].find("wall_seconds") != std::string::npos && lines[0].find("start_method") != std::string::npos, lines[0].c_str());
        QVERIFY2(lines[2].starts_with("B,"), lines[2].c_str());
    }
    void tableInPlaceOfARun_isRefused() {
        const std::string a = trace("a", 2), b = trace("b", 4);
        const auto size = std::filesystem::file_size(b);
        CompareRequest request{.runs = {a, b}};
        request.csv = std::filesystem::path(b).parent_path() / "." / std::filesystem::path(b).filename();
        QCOMPARE(run(request), int(kBadInput));
        QVERIFY2(m_told.find("it is what is read") != std::string::npos, m_told.c_str());
        QCOMPARE(std::filesystem::file_size(b), size);
    }
    void unusableRuns_areRefusedByName() {
        QCOMPARE(run({.runs = {trace("a", 2), "/nonexistent/run"}}), int(kBadInput));
        QVERIFY2(m_told.find("/nonexistent/run") != std::string::npos, m_told.c_str());
        QCOMPARE(run({.runs = {trace("a", 2)}}), int(kBadInput));
        QCOMPARE(run({.runs = {trace("a", 2), trace("b", 2)}, .baseline = 3}), int(kBadInput));
        QVERIFY2(m_told.find("--baseline 3") != std::string::npos, m_told.c_str());
    }
    void verdictOfOneRun_saysThatItTellsNothing() {
        study::GroupComparison result;
        result.is_known = true;
        result.base_runs = 1;
        result.runs = 2;
        result.comparison.finding = study::Finding::NotSettled;
        QVERIFY(verdict_words("A", "BC", result, study::Measure::Wall).find("So few runs tell nothing about chance") != std::string::npos);
        result.base_runs = 5;
        result.runs = 5;
        QVERIFY(verdict_words("A", "BC", result, study::Measure::Wall).find("which is not certain yet") != std::string::npos);
    }
    void runThatBrokeOff_isNotInTheTimesOfTheVerdict() {
        const std::string whole = trace("a", 2), other = trace("b", 4), broken = trace("c", 2);
        std::filesystem::resize_file(broken, std::filesystem::file_size(broken) * 2 / 3);
        QCOMPARE(run({.runs = {whole, other, broken}, .output = CompareOutput::Json}), int(kSucceeded));
        const Json document = Json::parse(m_printed);
        QCOMPARE(document["configurations"][0]["runs"].size(), std::size_t{2});
        QCOMPARE(document["configurations"][0]["seconds"].get<double>(), document["runs"][0]["wall_seconds"].get<double>());
        QVERIFY(std::abs(document["configurations"][1]["seconds"].get<double>() - document["configurations"][0]["seconds"].get<double>() -
                         document["comparisons"][0]["gap_seconds"].get<double>()) < 1e-9);
    }
    void verdict_saysNoMoreThanTheDataCarry() {
        study::GroupComparison result;
        QVERIFY(verdict_words("A", "B", result, study::Measure::Wall).find("Nothing can be said") == 0);
        result.is_known = true;
        result.base_runs = result.runs = 5;
        result.comparison.finding = study::Finding::Difference;
        result.comparison.ratio = {1.13, {1.11, 1.15}};
        result.main_part = study::GapPart::StartUp;
        result.main_share = 0.88;
        QCOMPARE(verdict_words("A", "B", result, study::Measure::Wall),
                 std::string("B is 1.11 to 1.15 times slower than A; 88 % of the gap is start-up."));
        result.comparison.finding = study::Finding::NoDifference;
        QCOMPARE(verdict_words("A", "B", result, study::Measure::Wall), std::string("B takes as long as A, to within 5 %."));
        result.comparison.finding = study::Finding::MoreRuns;
        result.comparison.more_runs = 9;
        QVERIFY(verdict_words("A", "B", result, study::Measure::Wall).find("about 9 more runs of each would tell") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(CompareTest)
#include "tst_compare.moc"
