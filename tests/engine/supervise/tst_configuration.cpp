// SPDX-License-Identifier: MIT
#include <cmath>
#include <functional>

#include <QTest>

#include <poolscope/errors.h>

#include "supervise/configuration.h"

using namespace poolscope;
using namespace poolscope::supervise;
using namespace std::chrono_literals;

/// Options beyond CPython's, as the library and as a scenario give them.
class ConfigurationTest : public QObject {
    Q_OBJECT

    template <class Request>
    static std::string refusal(const std::function<void(Request&)>& change) {
        Request request;
        change(request);
        try {
            static_cast<void>(make_configuration(request));
        } catch (const ValueError& error) {
            return error.what();
        }
        return "nothing was refused";
    }

private slots:
    void everythingLeftOut_isOff() {
        for (const PoolConfiguration& configuration : {make_configuration(PoolRequest{}), make_configuration(request_of(PoolOptions{}))}) {
            QCOMPARE(configuration.limits, WorkerLimits{});
            QCOMPARE(configuration.recycling_jitter, 0.0);
            QVERIFY(!configuration.restart_budget);
            QCOMPARE(configuration.item_attempts, std::uint32_t{1});
            QCOMPARE(configuration.seed, std::uint64_t{0});
            QVERIFY(!configuration.capture_output);
            QVERIFY(configuration.faults.empty());
        }
    }
    void optionsOfTheLibrary_areTaken() {
        PoolOptions options;
        options.maxtasksperchild = 3;
        options.maxitemsperchild = 4;
        options.max_memory_per_child = 5'000'000'000;
        options.max_age_per_child = 6s;
        options.task_timeout = 7ms;
        options.initializer_timeout = 8s;
        options.recycling_jitter = 0.25;
        options.restart_budget = RestartBudget{9, 10s};
        options.on_worker_lost = OnWorkerLost::retry(2);
        options.seed = 11;
        options.capture_output = true;
        options.faults.faults.emplace_back();
        const PoolConfiguration configuration = make_configuration(request_of(options));
        QCOMPARE(configuration.maxtasksperchild, std::optional<std::uint64_t>(3));
        QCOMPARE(configuration.limits, (WorkerLimits{{}, 4, 5'000'000'000, 6s, 7ms, 8s}));
        QCOMPARE(configuration.recycling_jitter, 0.25);
        QCOMPARE(*configuration.restart_budget, (RestartBudget{9, 10s}));
        QCOMPARE(configuration.item_attempts, std::uint32_t{3});
        QCOMPARE(configuration.seed, std::uint64_t{11});
        QVERIFY(configuration.capture_output);
        QCOMPARE(configuration.faults, options.faults);
    }
    void optionsOfAScenario_areTakenInSeconds() {
        PoolSpec spec;
        spec.maxitemsperchild = 4;
        spec.max_memory_per_child = 5;
        spec.max_age_per_child = 6.5;
        spec.task_timeout = 0.25;
        spec.initializer_timeout = 1e-12;
        spec.recycling_jitter = 0.5;
        spec.restart_deaths = 0;
        spec.restart_seconds = 2;
        spec.worker_lost_retries = 1;
        spec.seed = -1;
        spec.capture_output = false;
        const PoolConfiguration configuration = make_configuration(spec);
        QCOMPARE(configuration.limits, (WorkerLimits{{}, 4, 5, 6500ms, 250ms, 1ns}));
        QCOMPARE(*configuration.restart_budget, (RestartBudget{0, 2s}));
        QCOMPARE(configuration.item_attempts, std::uint32_t{2});
        QCOMPARE(configuration.seed, UINT64_MAX);
        QVERIFY(!configuration.capture_output);
    }

    void badValueInTheLibrary_isRefusedByOptionAndValue_data() {
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* message) { QTest::newRow(name) << message; };
        row("maxitemsperchild", "maxitemsperchild must be at least 1, not 0; leave it out for no limit");
        row("max_memory_per_child", "max_memory_per_child must be at least 1, not -5; leave it out for no limit");
        row("max_age_per_child", "max_age_per_child must be above 0 s, not 0 s; leave it out for no limit");
        row("task_timeout", "task_timeout must be above 0 s, not -2 s; leave it out for no limit");
        row("initializer_timeout", "initializer_timeout must be above 0 s, not -0.5 s; leave it out for no limit");
        row("recycling_jitter", "recycling_jitter must be at least 0 and below 1, not 1");
        row("restart_budget", "restart_budget must be over a time above 0 s, not 0 s");
        row("on_worker_lost", "on_worker_lost must retry from 0 to 1000000 times, not 1000001");
        row("faults", "faults[0].seconds: ");
    }
    void badValueInTheLibrary_isRefusedByOptionAndValue() {
        QFETCH(QString, message);
        const QString which = QTest::currentDataTag();
        const std::string text = refusal<PoolRequest>([&](PoolRequest& request) {
            if (which == "maxitemsperchild") request.maxitemsperchild = 0;
            if (which == "max_memory_per_child") request.max_memory_per_child = -5;
            if (which == "max_age_per_child") request.max_age_per_child = 0s;
            if (which == "task_timeout") request.task_timeout = -2s;
            if (which == "initializer_timeout") request.initializer_timeout = -500ms;
            if (which == "recycling_jitter") request.recycling_jitter = 1;
            if (which == "restart_budget") request.restart_budget = RestartBudget{1, 0s};
            if (which == "on_worker_lost") request.worker_lost_retries = 1'000'001;
            if (which == "faults") request.faults.faults.emplace_back().action = FaultAction::Delay;
        });
        QVERIFY2(text.find(message.toStdString()) == 0, text.c_str());
    }

    void badValueInAScenario_isRefusedByOptionAndValue_data() {
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* message) { QTest::newRow(name) << message; };
        row("task_timeout 0", "task_timeout must be above 0 s and at most a hundred years, not 0 s");
        row("task_timeout nan", "task_timeout must be above 0 s and at most a hundred years, not nan s");
        row("initializer_timeout huge", "initializer_timeout must be above 0 s and at most a hundred years, not ");
        row("max_age_per_child inf", "max_age_per_child must be above 0 s and at most a hundred years, not inf s");
        row("recycling_jitter nan", "recycling_jitter must be at least 0 and below 1, not nan");
        row("recycling_jitter -0.1", "recycling_jitter must be at least 0 and below 1, not -0.1");
        row("deaths alone", "restart_budget needs seconds beside deaths");
        row("seconds alone", "restart_budget needs deaths beside seconds");
        row("deaths -1", "restart_budget must allow at least 0 deaths, not -1");
        row("restart_seconds 0", "restart_budget must be above 0 s and at most a hundred years, not 0 s");
        row("retries -1", "on_worker_lost must retry from 0 to 1000000 times, not -1");
    }
    void badValueInAScenario_isRefusedByOptionAndValue() {
        QFETCH(QString, message);
        const QString which = QTest::currentDataTag();
        const std::string text = refusal<PoolSpec>([&](PoolSpec& spec) {
            if (which == "task_timeout 0") spec.task_timeout = 0;
            if (which == "task_timeout nan") spec.task_timeout = std::nan("");
            if (which == "initializer_timeout huge") spec.initializer_timeout = 1e300;
            if (which == "max_age_per_child inf") spec.max_age_per_child = INFINITY;
            if (which == "recycling_jitter nan") spec.recycling_jitter = std::nan("");
            if (which == "recycling_jitter -0.1") spec.recycling_jitter = -0.1;
            if (which == "deaths alone") spec.restart_deaths = 3;
            if (which == "seconds alone") spec.restart_seconds = 3;
            if (which == "deaths -1") spec.restart_deaths = -1, spec.restart_seconds = 1;
            if (which == "restart_seconds 0") spec.restart_deaths = 1, spec.restart_seconds = 0;
            if (which == "retries -1") spec.worker_lost_retries = -1;
        });
        QVERIFY2(text.find(message.toStdString()) == 0, text.c_str());
    }
};

QTEST_GUILESS_MAIN(ConfigurationTest)
#include "tst_configuration.moc"
