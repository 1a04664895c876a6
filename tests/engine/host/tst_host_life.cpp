// SPDX-License-Identifier: MIT
#include <QtTest>

#include "host/host_life.h"

using namespace poolscope;
using namespace poolscope::host;
using std::chrono::seconds;

namespace {

const base::SteadyTime kStart{seconds(1000)};

LifeFacts facts(PoolStage pool, std::size_t clients, WhenAlone when_alone) {
    LifeFacts result;
    result.pool = pool;
    result.clients = clients;
    result.had_client = true;
    result.when_alone = when_alone;
    result.alone_since = kStart;
    return result;
}

}  // namespace

class TestHostLife : public QObject {
    Q_OBJECT
private slots:
    void everySituation_hasItsStep_data() {
        QTest::addColumn<int>("pool");
        QTest::addColumn<int>("clients");
        QTest::addColumn<bool>("go_on");
        QTest::addColumn<bool>("told_to_end");
        QTest::addColumn<int>("step");
        const auto row = [](const char* name, PoolStage pool, int clients, bool go_on, bool told, LifeStep step) {
            QTest::newRow(name) << int(pool) << clients << go_on << told << int(step);
        };
        row("talked to, no pool", PoolStage::None, 1, false, false, LifeStep::Stay);
        row("talked to, pool", PoolStage::Alive, 1, false, false, LifeStep::Stay);
        row("talked to, ended", PoolStage::Ended, 2, false, false, LifeStep::Stay);
        row("alone, no pool", PoolStage::None, 0, false, false, LifeStep::Leave);
        row("alone, pool", PoolStage::Alive, 0, false, false, LifeStep::EndPool);
        row("alone, ended", PoolStage::Ended, 0, false, false, LifeStep::Leave);
        row("alone, goes on, no pool", PoolStage::None, 0, true, false, LifeStep::Stay);
        row("alone, goes on, pool", PoolStage::Alive, 0, true, false, LifeStep::Stay);
        row("alone, goes on, ended", PoolStage::Ended, 0, true, false, LifeStep::Leave);
        row("told, no pool", PoolStage::None, 1, true, true, LifeStep::Leave);
        row("told, pool", PoolStage::Alive, 1, true, true, LifeStep::EndPool);
        row("told, ended", PoolStage::Ended, 1, true, true, LifeStep::Leave);
    }
    void everySituation_hasItsStep() {
        QFETCH(int, pool);
        QFETCH(int, clients);
        QFETCH(bool, go_on);
        QFETCH(bool, told_to_end);
        QFETCH(int, step);
        LifeFacts life = facts(static_cast<PoolStage>(pool), static_cast<std::size_t>(clients),
                               go_on ? WhenAlone::GoOn : WhenAlone::Terminate);
        life.told_to_end = told_to_end;
        QCOMPARE(int(decide_life(life, kStart).step), step);
    }

    void hostThatNobodyEverTalkedTo_waitsForItsFirstClient() {
        LifeFacts life = facts(PoolStage::None, 0, WhenAlone::Terminate);
        life.had_client = false;
        const LifeDecision first = decide_life(life, kStart);
        QCOMPARE(first.step, LifeStep::Stay);
        QVERIFY(first.ask_again == kStart + kWaitForClient);
        QCOMPARE(decide_life(life, kStart + kWaitForClient - seconds(1)).step, LifeStep::Stay);
        QCOMPARE(decide_life(life, kStart + kWaitForClient).step, LifeStep::Leave);
    }

    void hostToldToGoOnWithNothingToDo_waitsAWhileForAClient() {
        const LifeFacts life = facts(PoolStage::None, 0, WhenAlone::GoOn);
        QVERIFY(decide_life(life, kStart).ask_again.has_value());
        QCOMPARE(decide_life(life, kStart + kWaitForClient).step, LifeStep::Leave);
    }
};

QTEST_GUILESS_MAIN(TestHostLife)
#include "tst_host_life.moc"
