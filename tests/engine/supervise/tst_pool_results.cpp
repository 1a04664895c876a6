// SPDX-License-Identifier: MIT
#ifndef Q_MOC_RUN
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <nlohmann/json.hpp>
#endif

#include "functions.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

namespace views {

// What they show is long enough to lie on the heap of whoever reads it.
constexpr std::string_view kText = "a text that no small string holds within itself, whatever the library";
constexpr std::array<std::byte, 40> kBytes{std::byte{1}, std::byte{2}};

std::string_view text(int length) { return kText.substr(0, static_cast<std::size_t>(length)); }
const char* letters() { return kText.data(); }
std::span<const std::byte> bytes() { return kBytes; }
std::optional<std::string_view> perhaps(int length) { return length == 0 ? std::nullopt : std::optional(text(length)); }
std::tuple<int, std::string_view> both(int length) { return {length, text(length)}; }
std::vector<std::pair<std::string_view, std::span<const std::byte>>> pairs() { return {{kText, kBytes}}; }

int next_is_an_end(int x) {
    if (x == 1) throw StopIteration();
    return x;
}

}  // namespace views
POOLSCOPE_FUNCTION(views::text);
POOLSCOPE_FUNCTION(views::letters);
POOLSCOPE_FUNCTION(views::bytes);
POOLSCOPE_FUNCTION(views::perhaps);
POOLSCOPE_FUNCTION(views::both);
POOLSCOPE_FUNCTION(views::pairs);
POOLSCOPE_FUNCTION(views::next_is_an_end);

static_assert(std::is_same_v<detail::ValueOf<std::string_view>, std::string>);
static_assert(std::is_same_v<detail::ValueOf<const std::optional<std::span<const std::byte>>&>, std::optional<std::vector<std::byte>>>);
static_assert(std::is_same_v<detail::ValueOf<std::vector<std::array<std::string_view, 2>>>, std::vector<std::array<std::string, 2>>>);
static_assert(std::is_same_v<detail::ValueOf<std::span<const double>>, std::vector<double>>);
static_assert(std::is_same_v<detail::ValueOf<void>, None>);
static_assert(detail::holds_view<std::map<std::string, std::string_view>>() && !detail::holds_view<std::map<std::string, std::vector<int>>>());
static_assert(TimeSpan(std::chrono::seconds::max()) == std::chrono::nanoseconds::max());
static_assert(TimeSpan(std::chrono::hours::min()) == std::chrono::nanoseconds::min());
static_assert(TimeSpan(std::chrono::duration<double>(0.25)) == std::chrono::milliseconds(250));
static_assert(TimeSpan(std::chrono::milliseconds(-3)) == std::chrono::milliseconds(-3));

namespace {

/// What the caller's own input throws; no worker and no register_error() knows it.
struct InputBroke : std::runtime_error {
    explicit InputBroke(int at) : std::runtime_error("the input broke"), position(at) {}
    int position;
};

/// 0, 1, 2, and then that.
struct BreakingInput {
    struct Iterator {
        int value = 0;
        int operator*() const {
            if (value == 3) throw InputBroke(value);
            return value;
        }
        Iterator& operator++() {
            ++value;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return value != other.value; }
    };
    [[nodiscard]] Iterator begin() const { return {0}; }
    [[nodiscard]] Iterator end() const { return {100}; }
};

template <class Handle>
bool has_no_call(Handle& handle) {
    try {
        static_cast<void>(handle.get());
    } catch (const ValueError&) {
        return true;
    }
    return false;
}

}  // namespace

/// What a caller holds in his hands: values, handles, iterators.
class PoolResults : public QObject {
    Q_OBJECT

private slots:
    void viewAsAResult_comesAsAStringOrBytesOfItsOwn() {
        CheckedPool pool({.processes = 1});
        QCOMPARE(pool.apply(views::text, 60), std::string(views::kText.substr(0, 60)));
        QCOMPARE(pool.apply(views::letters), std::string(views::kText));
        QVERIFY(pool.apply(views::bytes) == std::vector<std::byte>(views::kBytes.begin(), views::kBytes.end()));
        const std::vector<std::string> expected{std::string(views::kText.substr(0, 50)), std::string(views::kText.substr(0, 51))};
        QVERIFY(pool.map(views::text, numbers(50, 52)) == expected);
        const auto outcomes = pool.map_async(views::text, numbers(50, 52)).outcomes();
        QCOMPARE(outcomes.at(1).value, std::optional(expected[1]));
        std::vector<std::string> streamed;
        auto stream = pool.imap(views::text, numbers(50, 52));
        for (const std::string& each : stream) streamed.push_back(each);
        QVERIFY(streamed == expected);
    }

    void viewWithinAResult_isOwnedToo() {
        CheckedPool pool({.processes = 1});
        QCOMPARE(pool.apply(views::perhaps, 60), std::optional(std::string(views::kText.substr(0, 60))));
        QCOMPARE(pool.apply(views::perhaps, 0), std::optional<std::string>());
        QVERIFY(pool.apply(views::both, 60) == std::tuple(60, std::string(views::kText.substr(0, 60))));
        const auto pairs = pool.apply(views::pairs);
        QCOMPARE(pairs.size(), std::size_t{1});
        QCOMPARE(pairs[0].first, std::string(views::kText));
        QCOMPARE(pairs[0].second.size(), views::kBytes.size());
    }

    void resultThatCannotBeRead_reachesTheErrorCallbackAndIsNoSuccess() {
        std::atomic<int> values{0}, errors{0};
        CheckedPool pool({.processes = 1});
        const auto handle = pool.apply_async(mb::undecodable, args(1), {.callback = [&](const mb::Undecodable&) { ++values; },
                                                                       .error_callback = [&](std::exception_ptr) { ++errors; }});
        QVERIFY(handle.wait(kPatience));
        QCOMPARE(values.load(), 0);
        QCOMPARE(errors.load(), 1);
        QVERIFY(!handle.successful());
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, static_cast<void>(handle.get()));
        const auto good = pool.apply_async(mb::square, 3);
        QVERIFY(good.wait(kPatience) && good.successful());
    }

    void longestTimesAndFractions_areWaitedFor() {
        using std::chrono::duration, std::chrono::hours, std::chrono::seconds;
        CheckedPool pool({.processes = 1, .max_age_per_child = hours::max(), .task_timeout = seconds::max(), .initializer_timeout = std::chrono::minutes::max()});
        QCOMPARE(pool.apply_async(mb::slow_square, 2).get(seconds::max()), 4);
        QCOMPARE(pool.apply_async(mb::slow_square, 3).get(duration<double>(60.5)), 9);
        QVERIFY(pool.apply_async(mb::slow_square, 4).wait(hours::max()));
        auto stream = pool.imap(mb::slow_square, numbers(5, 6));
        QCOMPARE(stream.next(std::chrono::years::max()), 25);
        const auto hanging = pool.apply_async(mb::sleep_for_ever);
        QVERIFY_THROWS_EXCEPTION(TimeoutError, static_cast<void>(hanging.get(duration<float, std::milli>(1.5F))));
        pool.terminate();
        QVERIFY(pool.join(seconds::max()));
    }

    void handleWithoutACall_saysSo() {
        CheckedPool pool({.processes = 1});
        auto handle = pool.apply_async(mb::square, 3);
        const AsyncResult<int> taken = std::move(handle);
        QVERIFY(has_no_call(handle));
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(handle.ready()));
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(handle.cancel()));
        QCOMPARE(taken.get(kPatience), 9);
        MapResult<int> empty;
        QVERIFY(has_no_call(empty));
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(empty.outcomes()));
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(empty.progress()));
        IMapIterator<int> none;
        QVERIFY_THROWS_EXCEPTION(ValueError, static_cast<void>(none.next()));
        none = pool.imap(mb::square, numbers(2, 3));
        QCOMPARE(none.next(kPatience), 4);
    }

    void arrayMovedFrom_isEmpty() {
        Array<int> array({1, 2, 3});
        const Array<int> taken = std::move(array);
        QVERIFY(array.empty() && array.data() == nullptr && array.owner() == nullptr);
        QCOMPARE(taken.size(), std::size_t{3});
        Array<int> other({4});
        array = std::move(other);
        QVERIFY(other.empty() && array == Array<int>({4}));
    }

    void taskThatThrowsStopIteration_doesNotEndARangeFor() {
        CheckedPool pool({.processes = 1});
        auto stream = pool.imap(views::next_is_an_end, numbers(0, 3));
        std::vector<int> seen;
        const auto read_all = [&] {
            for (const int value : stream) seen.push_back(value);
        };
        QVERIFY_THROWS_EXCEPTION(StopIteration, read_all());
        QCOMPARE(seen, std::vector<int>{0});
        QCOMPARE(stream.next(kPatience), 2);
        QVERIFY_THROWS_EXCEPTION(StopIteration, static_cast<void>(stream.next(kPatience)));
    }

    void inputThatThrows_keepsItsOwnType() {
        CheckedPool pool({.processes = 1});
        auto stream = pool.imap(mb::square, BreakingInput());
        for (int i = 0; i < 3; ++i) QCOMPARE(stream.next(kPatience), i * i);
        try {
            static_cast<void>(stream.next(kPatience));
            QFAIL("nothing was thrown");
        } catch (const InputBroke& error) {
            QCOMPARE(error.position, 3);
        }
    }

    void shortForms_meanWhatTheLongOnesDo() {
        Pool pool(2);
        QCOMPARE(pool.processes(), 2U);
        QVERIFY((pool.map(mb::square, {1, 2, 3}) == std::vector<int>{1, 4, 9}));
        QVERIFY((pool.map(mb::echo, {"a", "b"}) == std::vector<std::string>{"a", "b"}));
        QVERIFY((pool.map_async(mb::square, {1, 2, 3}, {.chunksize = 1}).get(kPatience) == std::vector<int>{1, 4, 9}));
        QVERIFY((pool.starmap(mb::add, {{1, 2}, {3, 4}}) == std::vector<int>{3, 7}));
        QVERIFY((pool.starmap_async(mb::add, {{1, 2}, {3, 4}}).get(kPatience) == std::vector<int>{3, 7}));
        auto stream = pool.imap(mb::square, {4, 5});
        QCOMPARE(stream.next(kPatience), 16);
        QCOMPARE(stream.next(kPatience), 25);
        auto unordered = pool.imap_unordered(mb::square, {6});
        QCOMPARE(unordered.next(kPatience), 36);
        QCOMPARE(pool.apply_async(mb::add, args(1, 2)).get(kPatience), 3);
        QVERIFY_THROWS_EXCEPTION(ValueError, Pool(0));
    }
};

POOLSCOPE_POOL_TEST_MAIN(PoolResults)
#include "tst_pool_results.moc"
