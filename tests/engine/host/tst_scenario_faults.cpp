// SPDX-License-Identifier: MIT
#include <QTest>

#include <array>
#include <cerrno>
#include <random>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/fault_check.h>
#include <poolscope/scenario.h>

using namespace poolscope;

namespace {

QString problemsOf(const QByteArray& faults) {
    try {
        (void)parse_scenario(R"({"poolscope": 1, "faults": )" + faults.toStdString() + "}");
    } catch (const ScenarioError& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

const FaultAction kActions[] = {FaultAction::Kill,   FaultAction::Stop,  FaultAction::Segfault, FaultAction::Abort,
                                FaultAction::Exit,   FaultAction::Delay, FaultAction::Fail,     FaultAction::Refuse,
                                FaultAction::FillDisk, FaultAction::SlowReader, FaultAction::FullLane};
const FaultPoint kPoints[] = {FaultPoint::Start,   FaultPoint::Initializer, FaultPoint::Idle,
                              FaultPoint::Reading, FaultPoint::Task,        FaultPoint::Writing};

}  // namespace

/// The "faults" of a scenario.
class ScenarioFaultsTest : public QObject {
    Q_OBJECT

private slots:
    void everyKindOfFault_isRead() {
        const FaultPlan plan = parse_scenario(R"({"poolscope": 1, "faults": {"seed": 18446744073709551615, "plan": [
            {"do": "kill", "at": "task", "worker": 1, "nth": 3},
            {"do": "stop", "at": "idle", "slot": 0, "nth": 0, "seconds": 0.25, "probability": 0.5},
            {"do": "exit", "at": "start", "exit_code": 3},
            {"do": "delay", "at": "initializer", "seconds": 2},
            {"do": "fail", "at": "initializer", "message": "no database"},
            {"do": "refuse", "nth": 2, "times": 4, "errno": "EMFILE"},
            {"do": "fill_disk", "bytes": 4096},
            {"do": "slow_reader", "bytes": 1000},
            {"do": "full_lane", "worker": 2, "nth": 2, "seconds": 1}]}})")
                                   .faults;
        QCOMPARE(plan.seed, ~std::uint64_t{0});
        QCOMPARE(plan.faults.size(), std::size_t{9});
        QCOMPARE(plan.faults[0].action, FaultAction::Kill);
        QCOMPARE(plan.faults[0].at, FaultPoint::Task);
        QCOMPARE(plan.faults[0].worker, std::optional<std::uint32_t>(1));
        QCOMPARE(plan.faults[0].nth, std::uint64_t{3});
        QCOMPARE(plan.faults[1].slot, std::optional<std::uint32_t>(0));
        QCOMPARE(plan.faults[1].nth, std::uint64_t{0});
        QCOMPARE(plan.faults[1].duration, std::chrono::nanoseconds(250'000'000));
        QCOMPARE(plan.faults[1].probability, 0.5);
        QCOMPARE(plan.faults[2].exit_code, 3);
        QCOMPARE(plan.faults[4].message, std::string("no database"));
        QCOMPARE(plan.faults[5].error_number, EMFILE);
        QCOMPARE(plan.faults[5].times, std::uint64_t{4});
        QCOMPARE(plan.faults[6].bytes, std::uint64_t{4096});
        QCOMPARE(plan.faults[8].action, FaultAction::FullLane);
    }

    void scenarioWithoutFaults_isWrittenWithoutThem() {
        QVERIFY(!to_json(Scenario{}).contains("faults"));
        QVERIFY(parse_scenario(R"({"poolscope": 1, "faults": null})").faults.empty());
        QVERIFY(parse_scenario(R"({"poolscope": 1, "faults": {}})").faults == FaultPlan{});
    }

    void writtenPlan_readsBackTheSame() {
        // Random plans of what is allowed: each field that means something gets a value or keeps its default.
        std::mt19937 random(20261123);
        const auto maybe = [&random] { return random() % 2 == 0; };
        for (int round = 0; round < 2000; ++round) {
            FaultPlan plan;
            plan.seed = maybe() ? random() : 0;
            for (auto left = random() % 4; left > 0; --left) {
                Fault fault;
                fault.action = kActions[random() % std::size(kActions)];
                do {
                    fault.at = kPoints[random() % std::size(kPoints)];
                } while (!has_point(fault.action, fault.at));
                const auto set = [&](FaultField field) {
                    return has_field(fault.action, fault.at, field) && (needs_field(fault.action, field) || maybe());
                };
                if (set(FaultField::Worker)) fault.worker = 1 + random() % 9;
                if (set(FaultField::Slot)) fault.slot = random() % 9;
                if (set(FaultField::Nth)) fault.nth = random() % 9;
                if (set(FaultField::Times)) fault.times = 1 + random() % 9;
                if (set(FaultField::Probability)) fault.probability = static_cast<double>(random() % 1000) / 1000;
                if (set(FaultField::Seconds)) fault.duration = std::chrono::nanoseconds(1 + random() % 5'000'000'000);
                if (set(FaultField::ExitCode)) fault.exit_code = static_cast<int>(random() % 256);
                if (set(FaultField::Errno)) fault.error_number = std::array{EAGAIN, ENOMEM, EMFILE}[random() % 3];
                if (set(FaultField::Bytes)) fault.bytes = 1 + random() % 100'000;
                if (set(FaultField::Message)) fault.message = "a \"message\"\n";
                plan.faults.push_back(fault);
            }
            const std::string written = to_json(plan).dump();
            QVERIFY2(check(plan).empty(), written.c_str());
            QVERIFY2(faults_from_json(Json::parse(written)) == plan, written.c_str());
            Scenario scenario;
            scenario.faults = plan;
            QVERIFY2(parse_scenario(to_json(scenario).dump()).faults == plan, written.c_str());
        }
    }

    void onlyWhatDiffersFromTheDefault_isWritten() {
        FaultPlan plan;
        plan.faults = {Fault{}, Fault{.action = FaultAction::Delay, .duration = std::chrono::milliseconds(500)}};
        QCOMPARE(to_json(plan).dump(),
                 std::string(R"({"plan":[{"do":"kill","at":"task"},{"do":"delay","at":"task","seconds":0.5}]})"));
    }

    void wrongFault_isNamedWithItsPlace_data() {
        QTest::addColumn<QByteArray>("faults");
        QTest::addColumn<QString>("problem");
        const auto whole = [](const char* faults, const char* problem) {
            QTest::newRow(faults) << QByteArray(faults) << QString("/faults") + problem;
        };
        const auto row = [](const char* fault, const char* problem) {
            QTest::newRow(fault) << QByteArray(R"({"plan": [{"do": "kill"}, )") + fault + "]}"
                                 << QString("/faults/plan/1") + problem;
        };
        whole("[]", ": must be an object: {\"seed\": 7, \"plan\": [...]}");
        whole(R"({"seed": -1})", "/seed: must be a whole number from 0 to 18446744073709551615, not -1");
        whole(R"({"seed": "7"})", "/seed: must be a whole number from 0 to 18446744073709551615, not \"7\"");
        whole(R"({"plan": {}})", "/plan: must be a list of faults");
        whole(R"({"paln": []})", "/paln: unknown key 'paln'; did you mean 'plan'?");
        row("5", ": must be an object: {\"do\": \"kill\", \"at\": \"task\", \"worker\": 1, \"nth\": 3}");
        row("{}", "/do: is missing; known: kill, stop, segfault, abort, exit, delay, fail, refuse, fill_disk, slow_reader, "
                  "full_lane");
        row(R"({"do": "kil"})", "/do: unknown fault 'kil'; did you mean 'kill'?");
        row(R"({"do": 9})", "/do: unknown fault 9; known: kill, stop, segfault, abort, exit, delay, fail, refuse, "
                            "fill_disk, slow_reader, full_lane");
        row(R"({"do": "kill", "at": "tsak"})", "/at: unknown point 'tsak'; did you mean 'task'?");
        row(R"({"do": "kill", "wroker": 1})", "/wroker: unknown key 'wroker'; did you mean 'worker'?");
        row(R"({"do": "kill", "worker": 0})", "/worker: workers are numbered from 1");
        row(R"({"do": "kill", "worker": 4294967296})",
            "/worker: must be a whole number from 0 to 4294967295, not 4294967296");
        row(R"({"do": "kill", "slot": -1})", "/slot: must be a whole number from 0 to 4294967295, not -1");
        row(R"({"do": "kill", "nth": 1.5})", "/nth: must be a whole number from 0 to 18446744073709551615, not 1.5");
        row(R"({"do": "kill", "at": "start", "nth": 2})", "/nth: kill takes no nth at start, which a worker meets once in its life");
        row(R"({"do": "kill", "seconds": 1})", "/seconds: kill takes no seconds");
        row(R"({"do": "kill", "message": "x"})", "/message: kill takes no message");
        row(R"({"do": "kill", "exit_code": 1})", "/exit_code: kill takes no exit_code");
        row(R"({"do": "kill", "probability": 1.5})", "/probability: must be from 0 to 1");
        row(R"({"do": "kill", "probability": "half"})", "/probability: must be a number, not \"half\"");
        row(R"({"do": "exit", "exit_code": 256})", "/exit_code: must be a whole number from 0 to 255, not 256");
        row(R"({"do": "delay"})", "/seconds: delay needs seconds above 0");
        row(R"({"do": "delay", "seconds": -1})", "/seconds: must be from 0 to 1000000000");
        row(R"({"do": "delay", "seconds": 1e300})", "/seconds: must be from 0 to 1000000000");
        row(R"({"do": "fail", "at": "idle"})", "/at: fail cannot happen at idle, only at initializer and task");
        row(R"({"do": "fail", "message": 5})", "/message: must be a string");
        row(R"({"do": "refuse", "errno": "EAGAIN", "at": "task"})", "/at: refuse takes no at");
        row(R"({"do": "refuse", "errno": "EAGAIN", "worker": 1})",
            "/worker: refuse takes no worker: a start that is refused has no worker yet; name a slot");
        row(R"({"do": "refuse", "errno": "EAGAIN", "times": 0})", "/times: must be at least 1");
        row(R"({"do": "refuse"})", "/errno: must be EAGAIN, ENOMEM or EMFILE");
        row(R"({"do": "refuse", "errno": 11})", "/errno: must be EAGAIN, ENOMEM or EMFILE");
        row(R"({"do": "fill_disk"})", "/bytes: is missing: so many bytes of the trace are still written");
        row(R"({"do": "fill_disk", "bytes": 1, "slot": 0})", "/slot: fill_disk takes no slot");
        row(R"({"do": "slow_reader", "bytes": 0})", "/bytes: slow_reader needs bytes above 0: so many are read in a second");
        row(R"({"do": "slow_reader", "bytes": 1, "nth": 1})", "/nth: slow_reader takes no nth");
        row(R"({"do": "full_lane", "seconds": 1, "at": "writing"})", "/at: full_lane takes no at");
    }
    void wrongFault_isNamedWithItsPlace() {
        QFETCH(QByteArray, faults);
        QFETCH(QString, problem);
        QCOMPARE(problemsOf(faults), problem);
    }

    void severalProblems_areAllFound() {
        QCOMPARE(problemsOf(R"({"seed": 1.5, "plan": [{"do": "kill", "seconds": 1, "nth": "x"}, 7], "x": 0})").split('\n').size(), 5);
    }

    void planOfAForm_isCheckedWithShortPlaces() {
        FaultPlan plan;
        plan.faults = {Fault{}, Fault{.action = FaultAction::Fail, .at = FaultPoint::Writing, .exit_code = 9}};
        const auto problems = check(plan);
        QCOMPARE(problems.size(), std::size_t{2});
        QCOMPARE(problems[0].place, std::string("plan/1/exit_code"));
        QCOMPARE(problems[1].place, std::string("plan/1/at"));
        QVERIFY_THROWS_EXCEPTION(ScenarioError, (void)faults_from_json(Json::parse(R"({"plan": [1]})")));
    }
};

QTEST_GUILESS_MAIN(ScenarioFaultsTest)
#include "tst_scenario_faults.moc"
