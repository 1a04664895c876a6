// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include <QTest>

#include <nlohmann/json.hpp>

#include <poolscope/cost_estimate.h>
#include <poolscope/errors.h>

#include "work_of.h"

using namespace poolscope;
using namespace poolscope::study;

class CostEstimateTest : public QObject {
    Q_OBJECT
private slots:
    void tasksAndShares_areCounted();
    void recycling_isCountedAndPriced();
    void workersThatEachHaveAShare_areReplacedEach();
    void maxitemsperchild_isCountedInTasks();
    void settingsThatNothingCounts_areNamed();
    void functionsThatNobodyKnows_areNotSaidToCompute();
    void workThatSaysHowLong_isAdded();
    void longestChunk_boundsTheTime();
    void workersThatNobodyWaitsFor_areNotInTheLeastTime();
    void timesBelowZero_areNotKnown();
    void traps_areSeen_data();
    void traps_areSeen();
    void soundScenario_isNotWarnedOf();
    void warnings_nameTheNumbersAndTheField();
    void figures_areWrittenAndReadBack();
    void foreignDocument_isNoFigures();
    void figures_holdForThisMachineAndAWeek();
    void thisSystem_tellsSomething();
    void shapedScenario_hasTheSettingsAndTheRecordedOrder();
    void shapedScenario_leavesTheChunksizeToThePoolWhereThatWasAskedFor();
};

namespace {

PoolCosts costs() {
    PoolCosts costs;
    costs.start.fill({.first = 0.01, .serial = 0.001, .latency = 0.004, .replace = 0.02, .memory_bytes = 10 << 20});
    costs.host_per_task = 1e-5;
    return costs;
}
SystemRoom wide() {
    SystemRoom room;
    room.cores = 64;
    return room;
}
Scenario scenario_of(const char* pool, const char* batches) {
    return parse_scenario(std::string(R"({"poolscope": 1, "title": "", "pool": )") + pool + R"(, "batches": )" + batches + "}");
}
std::vector<CostTrap> traps(const CostEstimate& found) {
    std::vector<CostTrap> seen;
    for (const CostWarning& warning : found.warnings) seen.push_back(warning.trap);
    return seen;
}
bool close(double a, double b) { return std::abs(a - b) < 1e-9 * (1 + std::abs(b)); }

}  // namespace

Q_DECLARE_METATYPE(CostTrap)

void CostEstimateTest::tasksAndShares_areCounted() {
    const CostEstimate found = estimate(scenario_of(R"({"processes": 4, "start_method": "spawn"})",
                                                    R"([{"method": "map", "function": "square", "iterable": {"range": [100]}},
                                                        {"method": "imap", "function": "square", "iterable": [1, 2, 3]},
                                                        {"method": "apply", "function": "square", "args": [1]},
                                                        {"method": "map", "function": "square", "iterable": {"range": [10, 0, -3]}, "chunksize": 3},
                                                        {"method": "map", "function": "count_words", "iterable": {"lines": "f"}}])"),
                                        costs(), wide());
    QCOMPARE(found.processes, 4u);
    QCOMPARE(found.start_method, StartMethod::Spawn);
    QCOMPARE(found.batches[0].chunksize, 7u);  // ceil(100 / 16)
    QCOMPARE(*found.batches[0].tasks, 15u);
    QCOMPARE(*found.batches[1].tasks, 3u);
    QCOMPARE(*found.batches[2].tasks, 1u);
    QCOMPARE(*found.batches[3].items, 4u);
    QCOMPARE(*found.batches[3].tasks, 2u);
    QVERIFY(!found.batches[4].items && !found.batches[4].tasks);
    QCOMPARE(found.tasks, 21u);
    QCOMPARE(found.tasks_per_worker, 21.0 / 4);
    QVERIFY(close(found.start_seconds, 0.01 + 4 * 0.001 + 0.004));
    QCOMPARE(found.memory_bytes, std::uint64_t{40} << 20);
    QVERIFY(found.descriptors >= 4 * 3);
    QVERIFY(!found.work_seconds);
}

void CostEstimateTest::recycling_isCountedAndPriced() {
    const CostEstimate found = estimate(scenario_of(R"({"processes": 2, "maxtasksperchild": 5, "initializer": "sleep", "initargs": [0.1]})",
                                                    R"([{"method": "map", "function": "square", "iterable": {"range": [100]}, "chunksize": 1}])"),
                                        costs(), wide());
    QCOMPARE(found.restarts, 18u);  // twenty lives, two of them the first
    QVERIFY(close(found.restart_seconds, 18 * (0.02 + 0.1)));
    QCOMPARE(*found.initializer_seconds, 0.1);
}

void CostEstimateTest::workersThatEachHaveAShare_areReplacedEach() {
    // Twelve or thirteen tasks a worker, and ten a life: each of the eight is replaced once.
    const CostEstimate found = estimate(scenario_of(R"({"processes": 8, "maxtasksperchild": 10})",
                                                    R"([{"method": "map", "function": "square", "iterable": {"range": [100]}, "chunksize": 1}])"),
                                        costs(), wide());
    QCOMPARE(found.restarts, 8u);
    const CostEstimate uneven = estimate(scenario_of(R"({"processes": 8, "maxtasksperchild": 12})",
                                                     R"([{"method": "map", "function": "square", "iterable": {"range": [100]}, "chunksize": 1}])"),
                                         costs(), wide());
    QCOMPARE(uneven.restarts, 4u);  // four have a thirteenth
}

void CostEstimateTest::maxitemsperchild_isCountedInTasks() {
    const char* const batches = R"([{"method": "map", "function": "square", "iterable": {"range": [120]}, "chunksize": 10}])";
    QCOMPARE(estimate(scenario_of(R"({"processes": 2, "maxitemsperchild": 15})", batches), costs(), wide()).restarts, 4u);  // 2 tasks a life, 6 a worker
    QCOMPARE(estimate(scenario_of(R"({"processes": 2, "maxitemsperchild": 15, "maxtasksperchild": 1})", batches), costs(), wide()).restarts, 10u);
    const CostEstimate found = estimate(scenario_of(R"({"processes": 2, "maxitemsperchild": 1})", R"([{"method": "map", "function": "sleep", "chunksize": 1,
        "iterable": [0.01, 0.01, 0.01, 0.01]}])"), costs(), wide());
    QVERIFY(!found.warnings.empty());
    QCOMPARE(found.warnings.front().place, std::string("/pool/maxitemsperchild"));
}

void CostEstimateTest::settingsThatNothingCounts_areNamed() {
    const char* const batches = R"([{"method": "map", "function": "square", "iterable": {"range": [100]}}])";
    QVERIFY(estimate(scenario_of(R"({"processes": 2})", batches), costs(), wide()).not_counted.empty());
    const CostEstimate found = estimate(scenario_of(R"({"processes": 2, "max_memory_per_child": 100000000, "max_age_per_child": 5, "on_worker_lost": {"retry": 2}})", batches), costs(), wide());
    QCOMPARE(found.not_counted, (std::vector<std::string>{"max_memory_per_child", "max_age_per_child", "on_worker_lost"}));
    QVERIFY(to_json(found)["not_counted"].size() == 3);
}

void CostEstimateTest::functionsThatNobodyKnows_areNotSaidToCompute() {
    SystemRoom narrow = wide();
    narrow.cores = 2;
    const auto warned = [&narrow](const char* batches) { return estimate(scenario_of(R"({"processes": 4})", batches), costs(), narrow).warnings; };
    const auto own = warned(R"([{"method": "map", "function": "mine::fetch", "iterable": {"range": [100]}}])");
    QCOMPARE(own.size(), std::size_t{1});
    QVERIFY(own[0].trap == CostTrap::MoreWorkersThanCores && own[0].is_supposed);
    QVERIFY2(message(own[0]).starts_with("if mine::fetch computes, "), message(own[0]).c_str());
    const auto both = warned(R"([{"method": "map", "function": "mine::fetch", "iterable": {"range": [100]}},
                                 {"method": "map", "function": "is_prime", "iterable": {"range": [100]}}])");
    QCOMPARE(both.size(), std::size_t{1});
    QVERIFY2(message(both[0]).starts_with("is_prime computes, and "), message(both[0]).c_str());
    QVERIFY(warned(R"([{"method": "map", "function": "leak", "iterable": [1, 1, 1, 1, 1]}])").empty());
}

void CostEstimateTest::workThatSaysHowLong_isAdded() {
    const CostEstimate found = estimate(scenario_of(R"({"processes": 4})",
                                                    R"([{"method": "map", "function": "sleep", "iterable": [0.5, 1, 0.5], "chunksize": 1},
                                                        {"method": "apply", "function": "sleep", "args": [2]}])"),
                                        costs(), wide());
    QCOMPARE(*found.work_seconds, 4.0);
    QVERIFY(*found.least_seconds >= 1.0 + 2);  // the longest item, and the call that waits for it
}

void CostEstimateTest::longestChunk_boundsTheTime() {
    const char* const batches = R"([{"method": "map_async", "function": "sleep", "iterable": [0.1, 0.1, 2, 1, 0.1, 0.1, 0.1, 0.1], "chunksize": 2}])";
    const CostEstimate found = estimate(scenario_of(R"({"processes": 4})", batches), costs(), wide());
    QCOMPARE(*found.batches[0].longest_task_seconds, 3.0);
    QVERIFY(*found.least_seconds >= 3.0);
}

void CostEstimateTest::workersThatNobodyWaitsFor_areNotInTheLeastTime() {
    const CostEstimate one = estimate(scenario_of(R"({"processes": 120})", R"([{"method": "apply", "function": "sleep", "args": [0.005]}])"), costs(), wide());
    QVERIFY(close(one.start_seconds, 0.01 + 120 * 0.001 + 0.004));
    QVERIFY(close(*one.least_seconds, 0.01 + 0.001 + 0.004 + 0.005));
    // 0.2 s of work: 20 workers are of use before it is done, the others come too late.
    const std::string naps = "[" + [] { std::string text = "0.002"; for (int i = 1; i < 100; ++i) text += ", 0.002"; return text; }() + "]";
    const QByteArray batch = QByteArray("[{\"method\": \"map\", \"function\": \"sleep\", \"chunksize\": 1, \"iterable\": ") + naps.c_str() + "}]";
    const CostEstimate many = estimate(scenario_of(R"({"processes": 120})", batch.constData()), costs(), wide());
    QVERIFY(close(*many.least_seconds, 0.014 + 0.2 / 20 + 0.001 * 21 / 2));
}

void CostEstimateTest::timesBelowZero_areNotKnown() {
    const CostEstimate found = estimate(scenario_of(R"({"processes": 2, "maxtasksperchild": 1, "initializer": "sleep", "initargs": [-4]})",
                                                    R"([{"method": "map", "function": "sleep", "iterable": [-1, -1, 0.5], "chunksize": 1},
                                                        {"method": "apply", "function": "sleep", "args": [-1]}])"),
                                        costs(), wide());
    QVERIFY(!found.initializer_seconds && !found.work_seconds && !found.least_seconds);
    QVERIFY(!found.batches[0].work_seconds && !found.batches[1].work_seconds);
    QVERIFY(found.restart_seconds > 0);
}

void CostEstimateTest::traps_areSeen_data() {
    QTest::addColumn<QString>("pool");
    QTest::addColumn<QString>("batches");
    QTest::addColumn<CostTrap>("trap");
    QTest::addColumn<QString>("place");
    const char* hundred = R"([{"method": "map", "function": "square", "iterable": {"range": [100]}}])";
    QTest::newRow("chunks beyond the share") << R"({"processes": 8})"
                                             << R"([{"method": "map", "function": "square", "iterable": {"range": [60]}, "chunksize": 20}])"
                                             << CostTrap::ChunkBeyondShare << "/batches/0/chunksize";
    QTest::newRow("more workers than tasks") << R"({"processes": 8})"
                                             << R"([{"method": "map", "function": "square", "iterable": [1, 2, 3]}])"
                                             << CostTrap::MoreWorkersThanTasks << "/pool/processes";
    QTest::newRow("more workers than cores") << R"({"processes": 65})" << R"([{"method": "map", "function": "is_prime", "iterable": {"range": [9999]}}])"
                                             << CostTrap::MoreWorkersThanCores << "/pool/processes";
    QTest::newRow("tiny tasks") << R"({"processes": 4})"
                                << R"([{"method": "map", "function": "square", "iterable": {"range": [100000]}, "chunksize": 1}])"
                                << CostTrap::TinyTasks << "/batches/0/chunksize";
    QTest::newRow("one task a spawned worker") << R"({"processes": 2, "maxtasksperchild": 1, "start_method": "spawn"})" << hundred
                                               << CostTrap::CostlyRecycling << "/pool/maxtasksperchild";
    QTest::newRow("slow initializer") << R"({"processes": 4, "initializer": "sleep", "initargs": [1]})"
                                      << R"([{"method": "map", "function": "sleep", "iterable": [0.1, 0.1, 0.1, 0.1]}])"
                                      << CostTrap::SlowInitializer << "/pool/initializer";
    QTest::newRow("too many processes") << R"({"processes": 200})" << hundred << CostTrap::TooManyProcesses << "/pool/processes";
    QTest::newRow("too many descriptors") << R"({"processes": 400})" << hundred << CostTrap::TooManyDescriptors << "/pool/processes";
    QTest::newRow("too much memory") << R"({"processes": 300})" << hundred << CostTrap::TooMuchMemory << "/pool/processes";
    QTest::newRow("limit below the start") << R"({"processes": 2, "max_memory_per_child": 1000000})" << hundred
                                           << CostTrap::MemoryLimitBelowStart << "/pool/max_memory_per_child";
}
void CostEstimateTest::traps_areSeen() {
    QFETCH(QString, pool);
    QFETCH(QString, batches);
    QFETCH(CostTrap, trap);
    QFETCH(QString, place);
    SystemRoom room = wide();
    room.processes = 100;
    room.processes_limit = "RLIMIT_NPROC";
    room.descriptors = 1024;
    room.memory_bytes = std::uint64_t{2} << 30;
    const CostEstimate found = estimate(scenario_of(pool.toUtf8(), batches.toUtf8()), costs(), room);
    const auto warning = std::find_if(found.warnings.begin(), found.warnings.end(), [trap](const CostWarning& one) { return one.trap == trap; });
    QVERIFY(warning != found.warnings.end());
    QCOMPARE(QString::fromStdString(warning->place), place);
    QVERIFY(!message(*warning).empty());
}

void CostEstimateTest::soundScenario_isNotWarnedOf() {
    const CostEstimate found = estimate(scenario_of(R"({"processes": 4, "maxtasksperchild": 50})",
                                                    R"([{"method": "map", "function": "is_prime", "iterable": {"range": [100000]}}])"),
                                        costs(), wide());
    QVERIFY2(found.warnings.empty(), found.warnings.empty() ? "" : message(found.warnings.front()).c_str());
    // More workers than processors are worth their while where some of the work is waiting.
    SystemRoom narrow = wide();
    narrow.cores = 2;
    const CostEstimate mixed = estimate(scenario_of(R"({"processes": 4})",
                                                    R"([{"method": "map", "function": "sleep", "iterable": [1, 1, 1, 1]},
                                                        {"method": "map", "function": "square", "iterable": {"range": [100]}}])"),
                                        costs(), narrow);
    QVERIFY2(mixed.warnings.empty(), mixed.warnings.empty() ? "" : message(mixed.warnings.front()).c_str());
}

void CostEstimateTest::warnings_nameTheNumbersAndTheField() {
    const CostEstimate found = estimate(scenario_of(R"({"processes": 8})",
                                                    R"([{"method": "map", "function": "sleep", "iterable": [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], "chunksize": 5}])"),
                                        costs(), wide());
    QCOMPARE(traps(found), std::vector<CostTrap>{CostTrap::ChunkBeyondShare});
    QCOMPARE(message(found.warnings[0]),
             std::string("only 2 workers will have anything to do: chunks are larger than a worker's share, which is 1"));
    QCOMPARE(message({.trap = CostTrap::TooMuchMemory, .place = {}, .count = std::uint64_t{40'000} << 20, .limit = std::uint64_t{12} << 20}),
             std::string("the workers take 40000 MiB before they do anything, and 12 MiB are available"));
    const Json json = to_json(found);
    QVERIFY(json["warnings"][0]["trap"] == "chunk_beyond_share");
    QVERIFY(json["warnings"][0]["fatal"] == false);
}

void CostEstimateTest::figures_areWrittenAndReadBack() {
    MachineCosts machine{costs(), "one; two", 12345};
    const auto again = machine_costs_from_json(Json::parse(to_json(machine).dump()));
    QVERIFY(again);
    QCOMPARE(again->machine, std::string("one; two"));
    QCOMPARE(again->measured_at_s, 12345);
    QCOMPARE(again->costs.of(StartMethod::Spawn).replace, 0.02);
    QCOMPARE(again->costs.of(StartMethod::Fork).memory_bytes, std::uint64_t{10} << 20);
    QCOMPARE(again->costs.host_per_task, 1e-5);
}

void CostEstimateTest::foreignDocument_isNoFigures() {
    QVERIFY(!machine_costs_from_json(Json::array()));
    QVERIFY(!machine_costs_from_json(Json::object()));
    Json json = to_json(MachineCosts{costs(), "m", 1});
    json["start"].erase("spawn");
    QVERIFY(!machine_costs_from_json(json));
}

void CostEstimateTest::figures_holdForThisMachineAndAWeek() {
    constexpr std::int64_t kDay = 24 * 3600;
    const MachineCosts own{costs(), this_machine(), 100 * kDay};
    QVERIFY(is_current(own, 100 * kDay) && is_current(own, 107 * kDay));
    QVERIFY(!is_current(own, 108 * kDay));
    QVERIFY(!is_current(own, 99 * kDay));  // measured tomorrow: a clock was wrong
    QVERIFY(!is_current({costs(), "another", 100 * kDay}, 100 * kDay));
}

void CostEstimateTest::thisSystem_tellsSomething() {
    const SystemRoom room = this_system();
    QVERIFY(room.cores >= 1);
    QVERIFY(room.descriptors.value_or(1024) > 0);
    QVERIFY(room.memory_bytes.value_or(1) > 0);
    QVERIFY(!room.processes || !room.processes_limit.empty());
    QVERIFY(!this_machine().empty());
}

void CostEstimateTest::shapedScenario_hasTheSettingsAndTheRecordedOrder() {
    const Scenario scenario = scenario_of(R"({"processes": 2, "maxtasksperchild": 3})",
                                          R"([{"method": "map", "function": "sleep", "iterable": {"range": [3]}, "chunksize": 3}])");
    const Workload work = study::tests::work_of({0.1, 0.3, 0.2});
    const Scenario run = shaped(scenario, work, {.processes = 5, .start_method = StartMethod::Fork, .chunksize = 1, .order = ItemOrder::LongestFirst});
    QCOMPARE(*run.pool.processes, 5);
    QCOMPARE(*run.pool.start_method, std::string("fork"));
    QVERIFY(!run.pool.maxtasksperchild);
    QCOMPARE(*run.batches[0].chunksize, 1);
    QVERIFY(run.batches[0].iterable == Json::array({1, 2, 0}));
    QVERIFY_THROWS_EXCEPTION(ValueError, (void)shaped(scenario, study::tests::work_of({1, 2}), {.order = ItemOrder::LongestFirst}));
    QVERIFY(check(run.pool).empty() && check(run.batches[0]).empty());
}

void CostEstimateTest::shapedScenario_leavesTheChunksizeToThePoolWhereThatWasAskedFor() {
    const Scenario scenario = scenario_of(R"({"processes": 2})", R"([{"method": "map", "function": "sleep", "iterable": {"range": [3]}, "chunksize": 3}])");
    Workload work = study::tests::work_of({0.1, 0.3, 0.2});
    QCOMPARE(*shaped(scenario, work, {.processes = 2}).batches[0].chunksize, 3);  // as it was
    work.batches[0].chunk_is_default = true;
    QVERIFY(!shaped(scenario, work, {.processes = 2}).batches[0].chunksize);
}

QTEST_GUILESS_MAIN(CostEstimateTest)
#include "tst_cost_estimate.moc"
