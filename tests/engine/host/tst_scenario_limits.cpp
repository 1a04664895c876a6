// SPDX-License-Identifier: MIT
#include <QTest>

#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/scenario.h>

#include "host/scenario_parts.h"

using poolscope::Json;
using poolscope::PoolSpec;
using poolscope::Scenario;
using poolscope::ScenarioError;

namespace {

Scenario withPool(const std::string& pool) {
    return poolscope::parse_scenario(R"({"poolscope": 1, "pool": )" + pool + "}");
}

QString problemsOf(const QByteArray& pool) {
    try {
        (void)withPool(pool.toStdString());
    } catch (const ScenarioError& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

}  // namespace

/// What a scenario says of a pool beyond CPython's five words.
class ScenarioLimitsTest : public QObject {
    Q_OBJECT

private slots:
    void everyLimit_isRead() {
        const PoolSpec pool = withPool(R"({"maxitemsperchild": 7, "max_memory_per_child": 209715200, "max_age_per_child": 60,
            "task_timeout": 0.5, "initializer_timeout": 2, "recycling_jitter": 0.25,
            "restart_budget": {"deaths": 5, "seconds": 10}, "on_worker_lost": {"retry": 2}, "seed": 42,
            "capture_output": false})")
                                  .pool;
        QCOMPARE(pool.maxitemsperchild, std::optional<std::int64_t>(7));
        QCOMPARE(pool.max_memory_per_child, std::optional<std::int64_t>(209715200));
        QCOMPARE(pool.max_age_per_child, std::optional<double>(60));
        QCOMPARE(pool.task_timeout, std::optional<double>(0.5));
        QCOMPARE(pool.initializer_timeout, std::optional<double>(2));
        QCOMPARE(pool.recycling_jitter, std::optional<double>(0.25));
        QCOMPARE(pool.restart_deaths, std::optional<std::int64_t>(5));
        QCOMPARE(pool.restart_seconds, std::optional<double>(10));
        QCOMPARE(pool.worker_lost_retries, std::optional<std::int64_t>(2));
        QCOMPARE(pool.seed, std::optional<std::int64_t>(42));
        QCOMPARE(pool.capture_output, std::optional<bool>(false));
    }

    void fail_isNoRetry() {
        QCOMPARE(withPool(R"({"on_worker_lost": "fail"})").pool.worker_lost_retries, std::optional<std::int64_t>(0));
    }

    void nullAndAbsent_meanTheDefaultAndAreNotWritten() {
        const Scenario scenario = withPool(R"({"maxitemsperchild": null, "max_memory_per_child": null, "task_timeout": null,
            "max_age_per_child": null, "initializer_timeout": null, "recycling_jitter": null, "restart_budget": null,
            "on_worker_lost": null, "seed": null, "capture_output": null})");
        QCOMPARE(poolscope::to_json(scenario).dump(), poolscope::to_json(Scenario{}).dump());
        const Json pool = poolscope::to_json(scenario).at("pool");
        QCOMPARE(pool.size(), std::size_t{5});  // the words that CPython has, as before
    }

    void writtenPool_readsBackTheSame_data() {
        QTest::addColumn<QByteArray>("pool");
        const char* const pools[] = {
            R"({"maxitemsperchild":9223372036854775807})", R"({"max_memory_per_child":1})", R"({"max_age_per_child":0.001})",
            R"({"task_timeout":1e-9})", R"({"task_timeout":1e9})", R"({"initializer_timeout":3.25})",
            R"({"recycling_jitter":0})", R"({"recycling_jitter":0.999})", R"({"restart_budget":{"deaths":0,"seconds":0.5}})",
            R"({"on_worker_lost":"fail"})", R"({"on_worker_lost":{"retry":1000000}})", R"({"seed":0})",
            R"({"seed":9223372036854775807})", R"({"capture_output":true})"};
        for (const char* pool : pools) QTest::newRow(pool) << QByteArray(pool);
    }
    void writtenPool_readsBackTheSame() {
        QFETCH(QByteArray, pool);
        const Json given = Json::parse(pool.toStdString());
        const Scenario scenario = withPool(pool.toStdString());
        const std::string written = poolscope::to_json(scenario).dump();
        QCOMPARE(poolscope::to_json(poolscope::parse_scenario(written)).dump(), written);
        const std::string key = given.begin().key();
        QVERIFY2(Json::parse(written).at("pool").at(key) == given.at(key), written.c_str());
        QCOMPARE(Json::parse(written).at("pool").size(), std::size_t{6});  // nothing else differs from the default
        QVERIFY(poolscope::check(scenario.pool).empty());
    }

    void wrongValue_isNamedWithItsPlace_data() {
        QTest::addColumn<QByteArray>("pool");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* pool, const char* problem) {
            QTest::newRow(pool) << QByteArray(pool) << QString(problem);
        };
        row(R"({"maxitemsperchild": 0})", "/pool/maxitemsperchild: maxitemsperchild must be a positive int or None");
        row(R"({"maxitemsperchild": "12"})", "/pool/maxitemsperchild: maxitemsperchild must be a positive int or None");
        row(R"({"maxitemsperchild": 0.5})", "/pool/maxitemsperchild: maxitemsperchild must be a positive int or None");
        row(R"({"max_memory_per_child": -1})",
            "/pool/max_memory_per_child: max_memory_per_child must be a positive int or None");
        row(R"({"max_memory_per_child": "200MiB"})",
            "/pool/max_memory_per_child: max_memory_per_child must be a positive int or None");
        row(R"({"max_age_per_child": 0})",
            "/pool/max_age_per_child: max_age_per_child must be a positive number of seconds or None");
        row(R"({"task_timeout": -0.5})", "/pool/task_timeout: task_timeout must be a positive number of seconds or None");
        row(R"({"task_timeout": 1e-10})", "/pool/task_timeout: task_timeout must be a positive number of seconds or None");
        row(R"({"task_timeout": true})", "/pool/task_timeout: task_timeout must be a positive number of seconds or None");
        row(R"({"initializer_timeout": 1e10})", "/pool/initializer_timeout: initializer_timeout must be a positive number "
                                                "of seconds or None, at most 1000000000");
        row(R"({"recycling_jitter": 1})",
            "/pool/recycling_jitter: recycling_jitter must be a number from 0 up to but not including 1");
        row(R"({"recycling_jitter": -0.1})",
            "/pool/recycling_jitter: recycling_jitter must be a number from 0 up to but not including 1");
        row(R"({"recycling_jitter": "little"})",
            "/pool/recycling_jitter: recycling_jitter must be a number from 0 up to but not including 1");
        row(R"({"restart_budget": 5})", "/pool/restart_budget: must be an object: {\"deaths\": 5, \"seconds\": 10}");
        row(R"({"restart_budget": {"deaths": 5}})", "/pool/restart_budget/seconds: is missing");
        row(R"({"restart_budget": {"seconds": 5}})", "/pool/restart_budget/deaths: is missing");
        row(R"({"restart_budget": {"deaths": -1, "seconds": 1}})",
            "/pool/restart_budget/deaths: deaths must be a whole number from 0 to 1000000000");
        row(R"({"restart_budget": {"deaths": 1, "seconds": 0}})",
            "/pool/restart_budget/seconds: seconds must be a positive number of seconds or None");
        row(R"({"restart_budget": {"deaths": 1, "seconds": 1, "minutes": 1}})",
            "/pool/restart_budget/minutes: unknown key 'minutes'; known: deaths, seconds");
        row(R"({"on_worker_lost": "retry"})", "/pool/on_worker_lost: must be \"fail\" or {\"retry\": N}");
        row(R"({"on_worker_lost": {"retry": -1}})",
            "/pool/on_worker_lost/retry: retry must be a whole number from 0 to 1000000");
        row(R"({"on_worker_lost": {"retry": 1.5}})",
            "/pool/on_worker_lost/retry: retry must be a whole number from 0 to 1000000");
        row(R"({"on_worker_lost": {}})", "/pool/on_worker_lost/retry: is missing");
        row(R"({"on_worker_lost": {"retyr": 1, "retry": 1}})",
            "/pool/on_worker_lost/retyr: unknown key 'retyr'; did you mean 'retry'?");
        row(R"({"seed": -1})", "/pool/seed: seed must be a whole number from 0 to 9223372036854775807");
        row(R"({"seed": 9223372036854775808})", "/pool/seed: seed must be a whole number from 0 to 9223372036854775807");
        row(R"({"seed": 1.5})", "/pool/seed: seed must be a whole number from 0 to 9223372036854775807");
        row(R"({"capture_output": "yes"})", "/pool/capture_output: must be true or false");
        row(R"({"task_timout": 1})", "/pool/task_timout: unknown key 'task_timout'; did you mean 'task_timeout'?");
    }
    void wrongValue_isNamedWithItsPlace() {
        QFETCH(QByteArray, pool);
        QFETCH(QString, problem);
        QCOMPARE(problemsOf(pool), problem);
    }

    void checkedSpec_namesWhatAFormShows() {
        PoolSpec pool;
        pool.task_timeout = std::numeric_limits<double>::quiet_NaN();
        pool.max_memory_per_child = 0;
        pool.restart_deaths = 3;
        pool.worker_lost_retries = -2;
        const auto problems = poolscope::check(pool);
        QStringList places;
        for (const auto& problem : problems) places << QString::fromStdString(problem.place);
        QCOMPARE(places, (QStringList{"max_memory_per_child", "task_timeout", "restart_budget/seconds", "on_worker_lost/retry"}));
    }

    void limits_goThroughJsonAndBack() {
        poolscope::WorkerLimits limits;
        limits.maxtasksperchild = 3;
        limits.max_memory_per_child = 1 << 20;
        limits.task_timeout = std::chrono::milliseconds(1500);
        poolscope::host::Problems problems;
        const Json json = poolscope::host::limits_to_json(limits);
        QCOMPARE(json.dump(), std::string(R"({"maxtasksperchild":3,"max_memory_per_child":1048576,"task_timeout":1.5})"));
        QVERIFY(poolscope::host::read_limits(json, {}, problems) == limits);
        QVERIFY(problems.empty());
        (void)poolscope::host::read_limits(Json::parse(R"({"processes": 3})"), {}, problems);
        QVERIFY(!problems.empty());
    }
};

QTEST_GUILESS_MAIN(ScenarioLimitsTest)
#include "tst_scenario_limits.moc"
