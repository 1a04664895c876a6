// SPDX-License-Identifier: MIT
#include <deque>
#include <list>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include <QtTest>

#include <poolscope/value.h>

using namespace poolscope;
using Bytes = std::vector<std::byte>;

namespace shapes {

struct Point {
    int x = 0, y = 0;
    bool operator==(const Point&) const = default;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Point, x, y)

}  // namespace shapes

namespace {

enum class Colour : std::uint8_t { Red = 1, Blue = 7 };

template <class T>
T there_and_back(const T& value) {
    return decode_value<T>(encode_value(value));
}

template <class T>
DecodingError::Reason refusal(const Bytes& bytes) {
    try {
        static_cast<void>(decode_value<T>(bytes));
    } catch (const DecodingError& error) {
        return error.reason();
    }
    throw std::logic_error("decoded");
}

}  // namespace

class TestValue : public QObject {
    Q_OBJECT
private slots:
    void numbersComeBackEqual() {
        QCOMPARE(there_and_back(-5), -5);
        QCOMPARE(there_and_back(std::numeric_limits<std::int64_t>::min()), std::numeric_limits<std::int64_t>::min());
        QCOMPARE(there_and_back(std::numeric_limits<std::uint64_t>::max()), std::numeric_limits<std::uint64_t>::max());
        QCOMPARE(there_and_back(std::int8_t{-128}), std::int8_t{-128});
        QCOMPARE(there_and_back('x'), 'x');
        QCOMPARE(there_and_back(2.5), 2.5);
        QCOMPARE(there_and_back(2.5F), 2.5F);
        QCOMPARE(there_and_back(true), true);
        QCOMPARE(there_and_back(Colour::Blue), Colour::Blue);
    }

    void containersComeBackEqual() {
        const std::map<std::string, std::vector<int>> nested{{"a", {1, 2}}, {"b", {}}};
        QVERIFY(there_and_back(nested) == nested);
        QVERIFY(there_and_back(std::list<std::string>{"x", "yy"}) == (std::list<std::string>{"x", "yy"}));
        QVERIFY(there_and_back(std::deque<int>{1, 2, 3}) == (std::deque<int>{1, 2, 3}));
        QVERIFY(there_and_back(std::set<int>{3, 1}) == (std::set<int>{1, 3}));
        QVERIFY(there_and_back(std::unordered_set<int>{3, 1}) == (std::unordered_set<int>{1, 3}));
        QVERIFY((there_and_back(std::unordered_map<int, bool>{{3, true}}) == std::unordered_map<int, bool>{{3, true}}));
        QVERIFY(there_and_back(std::vector<bool>{true, false}) == (std::vector<bool>{true, false}));
        QVERIFY((there_and_back(std::array<int, 3>{1, 2, 3}) == std::array<int, 3>{1, 2, 3}));
        QVERIFY((there_and_back(std::tuple{1, std::string("b"), 2.5}) == std::tuple{1, std::string("b"), 2.5}));
        QVERIFY((there_and_back(std::pair{1, true}) == std::pair{1, true}));
        QVERIFY(there_and_back(std::optional<int>{}) == std::nullopt);
        QVERIFY(there_and_back(std::optional<int>{4}) == 4);
        QVERIFY(there_and_back(Bytes(3, std::byte{7})) == Bytes(3, std::byte{7}));
        QVERIFY((there_and_back(std::vector<std::pair<int, std::string>>{{1, "a"}}) ==
                 std::vector<std::pair<int, std::string>>{{1, "a"}}));
    }

    void typeWithJsonFunctions_travelsThroughThem() {
        const shapes::Point point{3, 4};
        QVERIFY(there_and_back(point) == point);
        QVERIFY(there_and_back(std::vector{point, point}) == (std::vector{point, point}));
        QVERIFY(refusal<shapes::Point>(encode_value(5)) == DecodingError::Reason::WrongKind);
    }

    void jsonComesBackEqual() {
        const Json json = Json::parse(R"({"z": [1, -2, 2.5, "text", null, true, 18446744073709551615], "a": {"b": []}})");
        QVERIFY(there_and_back(json) == json);
        QCOMPARE(there_and_back(json).dump(), json.dump());
        const nlohmann::json sorted = nlohmann::json::parse(R"({"z": 1, "a": [{}]})");
        QVERIFY(there_and_back(sorted) == sorted);
        const Json binary = Json::binary({1, 2, 255});
        QVERIFY(there_and_back(binary) == binary);
    }
};

QTEST_GUILESS_MAIN(TestValue)
#include "tst_value.moc"
