// SPDX-License-Identifier: MIT
#include <QTest>

#ifndef Q_MOC_RUN
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "supervise/input_feed.h"
#endif

using namespace poolscope;
using namespace poolscope::supervise;

namespace {

constexpr std::uint64_t kWindow = 100;
constexpr std::uint64_t kEndless = 1'000'000;  // but the test ends if all of it is read

/// There are thousands of these waits, each for some microseconds.
template <class Fact>
bool holds(const Fact& fact) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!fact()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::yield();
    }
    return true;
}

/// A feed over an input that counts how far it was read.
struct CountedFeed {
    std::atomic<std::uint64_t> read = 0;
    std::shared_ptr<InputFeed> feed = std::make_shared<InputFeed>(
        [this](detail::EncodedChunk& chunk) {
            chunk = {read, 1, {}};
            return ++read < kEndless;
        },
        kWindow);
    CountedFeed() {
        feed->run([] {});
    }
    ~CountedFeed() {
        feed->stop();
        if (!feed->wait_until_left(std::chrono::seconds(60))) qFatal("the feed's thread does not end");
    }
    [[nodiscard]] bool reads_on_to(std::uint64_t items) const {
        return holds([&] { return read >= items; });
    }
    [[nodiscard]] bool give_one() const {
        Chunk chunk;
        return feed->next(chunk) == ChunkSource::State::Ready;
    }
};

}  // namespace

/// How far the input of an imap is read ahead.
class InputFeedTest : public QObject {
    Q_OBJECT

private slots:
    void input_isReadNoFurtherThanTheWindowBeforeTheResultsThatWereTaken() {
        CountedFeed input;
        QVERIFY(input.reads_on_to(kWindow));
        for (std::uint64_t taken = 1; taken <= 10 * kWindow; ++taken) {
            QVERIFY(input.give_one());
            QVERIFY(input.read < taken + kWindow);
            input.feed->taken(taken);
            QVERIFY(input.reads_on_to(taken + kWindow));
        }
    }

    void inputWithoutATaker_isReadNoFurtherThanTheWindowBeforeTheWorkers_data() {
        QTest::addColumn<bool>("abandoned");
        QTest::newRow("the pool is closed") << false;
        QTest::newRow("the iterator is gone") << true;
    }
    void inputWithoutATaker_isReadNoFurtherThanTheWindowBeforeTheWorkers() {
        QFETCH(bool, abandoned);
        CountedFeed input;
        if (abandoned) input.feed->abandon();
        else input.feed->wait_for_workers_only();
        QCOMPARE(input.feed->is_abandoned(), abandoned);
        QVERIFY(input.reads_on_to(kWindow));
        for (std::uint64_t given = 0; given < 20 * kWindow; ++given) {
            QVERIFY2(input.read <= given + kWindow, std::to_string(input.read).c_str());
            QVERIFY(input.reads_on_to(given + 1));
            QVERIFY(holds([&] { return input.give_one(); }));
        }
    }
};

QTEST_GUILESS_MAIN(InputFeedTest)
#include "tst_input_feed.moc"
