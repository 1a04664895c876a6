// SPDX-License-Identifier: MIT
#include <QtTest>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "base/kept_memory.h"

using namespace poolscope::base;

namespace {

struct Thing {
    explicit Thing(std::uint64_t value) { numbers.fill(value); }
    [[nodiscard]] bool is_whole(std::uint64_t value) const {
        for (const std::uint64_t number : numbers)
            if (number != value) return false;
        return true;
    }
    std::array<std::uint64_t, 20> numbers;
};

std::vector<std::shared_ptr<Thing>> make_things(std::uint64_t count) {
    std::vector<std::shared_ptr<Thing>> things;
    for (std::uint64_t i = 0; i < count; ++i) things.push_back(make_kept<Thing>(i));
    return things;
}

bool are_whole(const std::vector<std::shared_ptr<Thing>>& things) {
    for (std::uint64_t i = 0; i < things.size(); ++i)
        if (!things[i]->is_whole(i)) return false;
    return true;
}

std::set<const void*> places(const std::vector<std::shared_ptr<Thing>>& things) {
    std::set<const void*> all;
    for (const auto& thing : things) all.insert(thing.get());
    return all;
}

}  // namespace

class TestKeptMemory : public QObject {
    Q_OBJECT
private slots:
    void cleanup() {
        while (KeptMemory<Thing>::release()) {
        }
    }

    void thingsThatLiveAtOnce_haveMemoryOfTheirOwn() {
        auto things = make_things(10'000);
        QVERIFY(are_whole(things));
        things.resize(5'000);
        const auto more = make_things(7'000);
        QVERIFY(are_whole(things));
        QVERIFY(are_whole(more));
        QCOMPARE(places(things).size() + places(more).size(), std::size_t{12'000});
    }

    void memoryThatIsGivenBack_isTakenAgain() {
        if (POOLSCOPE_SEES_USE_AFTER_END) QSKIP("the address sanitizer wants fresh memory");
        auto things = make_things(10'000);
        const std::set<const void*> first = places(things);
        things.clear();
        things = make_things(10'000);
        QCOMPARE(places(things), first);
    }

    void memoryThatAnotherThreadGivesBack_isTakenAgain() {
        auto things = make_things(1'000);
        std::thread([&] { things.clear(); }).join();
        QVERIFY(are_whole(make_things(1'000)));
    }

    void threadsThatHandThingsToEachOther_findThemWhole() {
        constexpr int kThreads = 4;
        std::array<std::vector<std::shared_ptr<Thing>>, kThreads> made;
        for (int round = 0; round < 20; ++round) {
            std::array<bool, kThreads> whole{};
            std::vector<std::thread> threads;
            for (std::size_t i = 0; i < kThreads; ++i) {
                threads.emplace_back([&, i] {
                    whole[i] = are_whole(made[i]);
                    made[i].clear();
                    made[i] = make_things(500 + 37 * i);
                });
            }
            for (std::thread& thread : threads) thread.join();
            for (const bool each : whole) QVERIFY(each);
            std::rotate(made.begin(), made.begin() + 1, made.end());
        }
    }

    void release_leavesWhatIsInUseAlone() {
        const auto used = make_things(2'000);
        static_cast<void>(make_things(2'000));
        while (KeptMemory<Thing>::release()) {
        }
        QVERIFY(are_whole(used));
        QVERIFY(are_whole(make_things(2'000)));
        QVERIFY(are_whole(used));
    }
};

QTEST_GUILESS_MAIN(TestKeptMemory)
#include "tst_kept_memory.moc"
