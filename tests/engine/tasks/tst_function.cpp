// SPDX-License-Identifier: MIT
#include <thread>

#include <QtTest>

#include <poolscope/call.h>

#include "registered_call.h"

int square(int x) { return x * x; }
POOLSCOPE_FUNCTION(square);

namespace my {

double area(double width, const std::string& unit, std::optional<int> times) {
    return unit == "m" ? width * times.value_or(1) : -1;
}
void nothing() {}
int three(int a, int b, int c) { return 100 * a + 10 * b + c; }
std::size_t views(std::string_view text, std::span<const std::byte> bytes, const char* zero_ended) {
    return text.size() + bytes.size() + std::string(zero_ended).size();
}
std::vector<int> doubled(std::vector<int>&& numbers) {
    for (int& number : numbers) number *= 2;
    return std::move(numbers);
}
int fails(int x) {
    if (x == 0) throw std::out_of_range("the function's own");
    throw ::poolscope::DecodingError(::poolscope::DecodingError::Reason::WrongKind, "also its own");
}

/// A result that no JSON can hold.
struct Unsendable {};
void to_json(nlohmann::json&, const Unsendable&) { throw std::logic_error("this is not for sending"); }
Unsendable unsendable() { return {}; }

}  // namespace my

POOLSCOPE_FUNCTION(my::area, "area(width, unit, times=None)\nThe area.");
POOLSCOPE_FUNCTION(my::nothing);
POOLSCOPE_FUNCTION(my::three, "three(a, b, c)");
POOLSCOPE_FUNCTION(my::views);
POOLSCOPE_FUNCTION(my::doubled, "No signature here.\nOnly words.");
POOLSCOPE_FUNCTION(my::fails);
POOLSCOPE_FUNCTION(my::unsendable);

using namespace poolscope;

namespace {

template <class E, class Call>
void failsWith(const char* message, const Call& call) {
    try {
        call();
    } catch (const E& error) {
        QCOMPARE(error.what(), message);
        return;
    }
    QFAIL("nothing was thrown");
}

int not_registered(int x) { return x; }

std::string bound(const char* name, const char* args, const char* kwargs) {
    const auto bytes = bind_arguments(Registry::of_process().get(name), Json::parse(args), Json::parse(kwargs));
    return value_to_text(bytes, 200);
}

Function named(const char* name, const void* address) {
    Function function;
    function.name = name;
    function.address = address;
    return function;
}

}  // namespace

class TestFunction : public QObject {
    Q_OBJECT
private slots:
    void registeredFunction_isFoundByNameAndAddress() {
        const Function& function = Registry::of_process().get("my::area");
        QCOMPARE(function.name, std::string("my::area"));
        QVERIFY(function.parameter_names == (std::vector<std::string>{"width", "unit", "times"}));
        QVERIFY(function.parameter_types == (std::vector<std::string>{"float", "str", "int | None"}));
        QCOMPARE(function.result_type, std::string("float"));
        QCOMPARE(function.required_parameters, std::size_t{2});
        QVERIFY(!function.is_initializer && function.module.empty());
        QCOMPARE(&registered(my::area), &function);
        QVERIFY(Registry::of_process().find("my::are") == nullptr);
    }

    void withoutASignature_parametersAreNumbered() {
        QVERIFY(Registry::of_process().get("square").parameter_names == std::vector<std::string>{"arg1"});
        QVERIFY(Registry::of_process().get("my::doubled").parameter_names == std::vector<std::string>{"arg1"});
    }

    void allFunctions_areSortedByName() {
        const auto all = Registry::of_process().all();
        QVERIFY(std::is_sorted(all.begin(), all.end(), [](auto* a, auto* b) { return a->name < b->name; }));
        QCOMPARE(all.size(), std::size_t{8});
    }

    void invokedWithItsArguments_givesTheResult() {
        QCOMPARE(invoked<int>("square", 7), 49);
        QCOMPARE(invoked<double>("my::area", 3, "m"), 3.0);
        QCOMPARE(invoked<double>("my::area", 3, "m", 2), 6.0);
        QCOMPARE(invoked<double>("my::area", 3, "m", nullptr), 3.0);
        invoked<std::nullptr_t>("my::nothing");
        QCOMPARE(invoked<int>("my::views", "four", std::vector<std::byte>(3), "xy"), 9);
        QVERIFY(invoked<std::vector<int>>("my::doubled", std::vector<int>{1, 2}) == (std::vector<int>{2, 4}));
        QVERIFY(invoked<std::vector<int>>("my::doubled", Json({1, 2})) == (std::vector<int>{2, 4}));
    }

    void wrongNumberOfArguments_isATypeErrorInPythonsWords() {
        failsWith<TypeError>("square() takes 1 positional argument but 2 were given", [] { invoked("square", 1, 2); });
        failsWith<TypeError>("square() missing 1 required positional argument: 'arg1'", [] { invoked("square"); });
        failsWith<TypeError>("my::nothing() takes 0 positional arguments but 1 was given",
                             [] { invoked("my::nothing", 1); });
        failsWith<TypeError>("my::three() missing 3 required positional arguments: 'a', 'b', and 'c'",
                             [] { invoked("my::three"); });
        failsWith<TypeError>("my::three() missing 2 required positional arguments: 'b' and 'c'",
                             [] { invoked("my::three", 1); });
        failsWith<TypeError>("my::area() takes from 2 to 3 positional arguments but 4 were given",
                             [] { invoked("my::area", 1, "m", 1, 1); });
    }

    void wrongKindOfArgument_namesTheParameter() {
        failsWith<TypeError>("my::three() argument 'b': expected an integer, got a string",
                             [] { invoked("my::three", 1, "x", 3); });
        failsWith<TypeError>("my::area() argument 'times': expected an integer, got a real number",
                             [] { invoked("my::area", 1, "m", 1.5); });
        failsWith<ValueError>("square() argument 'arg1': expected an integer from -2147483648 to 2147483647, got 3000000000",
                              [] { invoked("square", 3000000000); });
    }

    void damagedArguments_areADecodingError() {
        const std::vector<std::byte> half{std::byte{8}, std::byte{1}, std::byte{0}, std::byte{0}, std::byte{0}, std::byte{3}};
        std::vector<std::byte> result(2);
        ValueReader reader(half);
        ValueWriter writer(result);
        QVERIFY_THROWS_EXCEPTION(DecodingError, Registry::of_process().get("square").invoke(reader, writer));
        QCOMPARE(result.size(), std::size_t{2});
    }

    void exceptionsOfTheFunction_passUnchanged() {
        failsWith<std::out_of_range>("the function's own", [] { invoked("my::fails", 0); });
        failsWith<DecodingError>("also its own", [] { invoked("my::fails", 1); });
    }

    void resultThatCannotBeEncoded_saysSoAndLeavesNothing() {
        const auto list = encode_value(std::tuple<>{});
        std::vector<std::byte> result(2);
        ValueReader reader(list);
        ValueWriter writer(result);
        failsWith<UnsendableResult>("Error sending result: '<my::Unsendable>'. Reason: 'cannot encode my::Unsendable: this is "
                                    "not for sending'",
                                    [&] { Registry::of_process().get("my::unsendable").invoke(reader, writer); });
        QCOMPARE(result.size(), std::size_t{2});
    }

    void call_sendsTheParametersOwnTypes() {
        const Call made = call(my::area, 3, "m");
        QCOMPARE(made.function, std::string("my::area"));
        QCOMPARE(value_to_text(made.arguments, 80), std::string("[3.0, 'm']"));
        QCOMPARE(value_to_text(call(my::nothing).arguments, 80), std::string("[]"));
        QCOMPARE(value_to_text(call(my::views, "a", std::vector<std::byte>(1), "b").arguments, 80),
                 std::string("['a', b'\\x00', 'b']"));
    }

    void callOfAnUnregisteredFunction_saysWhatToDo() {
        try {
            static_cast<void>(call(not_registered, 1));
        } catch (const TypeError& error) {
            const QString message = error.what();
            QVERIFY2(message.startsWith("initializer must be a callable"), error.what());
            QVERIFY2(message.contains("POOLSCOPE_FUNCTION") && message.contains("my::area"), error.what());
            return;
        }
        QFAIL("nothing was thrown");
    }

    void argumentsByName_areBoundAsPythonBindsThem() {
        QCOMPARE(bound("my::three", "[1]", R"({"c": 3, "b": 2})"), std::string("[1, 2, 3]"));
        QCOMPARE(bound("my::area", R"([1.5, "m"])", "{}"), std::string("[1.5, 'm']"));
        QCOMPARE(bound("my::area", "[]", R"({"unit": "m", "width": 1, "times": 4})"), std::string("[1, 'm', 4]"));
        QCOMPARE(bound("my::nothing", "[]", "null"), std::string("[]"));
        QCOMPARE(value_to_text(bind_item(Json("x")), 50), std::string("['x']"));
    }

    void argumentsThatDoNotFit_areRefusedInPythonsWords() {
        failsWith<TypeError>("my::three() got an unexpected keyword argument 'd'", [] { bound("my::three", "[]", R"({"d": 1})"); });
        failsWith<TypeError>("my::three() got multiple values for argument 'a'", [] { bound("my::three", "[1]", R"({"a": 1})"); });
        failsWith<TypeError>("my::three() missing 2 required positional arguments: 'a' and 'c'",
                             [] { bound("my::three", "[]", R"({"b": 1})"); });
        failsWith<TypeError>("my::three() takes 3 positional arguments but 4 were given", [] { bound("my::three", "[1,2,3,4]", "{}"); });
        failsWith<TypeError>("my::three() argument after * must be a list, not number", [] { bound("my::three", "1", "{}"); });
        failsWith<TypeError>("my::three() argument after ** must be a mapping, not array", [] { bound("my::three", "[]", "[]"); });
    }

    void unknownName_isAnsweredWithTheClosest() {
        const auto message = [](const char* name) { return unknown_function_message(name, Registry::of_process()); };
        QCOMPARE(message("sqare"), std::string("unknown function 'sqare'; did you mean 'square'?"));
        QVERIFY(message("zzzzzzzzzz").find("; known: my::area, ") != std::string::npos);
        QCOMPARE(unknown_function_message("f", Registry()),
                 std::string("unknown function 'f'; no function is registered (see POOLSCOPE_FUNCTION)"));
        QVERIFY_THROWS_EXCEPTION(TypeError, static_cast<void>(Registry::of_process().get("sqare")));
    }

    void nameThatIsTaken_isRefusedAndNothingChanges() {
        Registry registry;
        const int here = 0, there = 0;
        registry.add(named("f", &here));
        registry.add(named("f", &here));  // the same again
        QCOMPARE(registry.all().size(), std::size_t{1});
        std::vector<Function> more{named("a", &there), named("f", &there)};
        QVERIFY_THROWS_EXCEPTION(ValueError, registry.add(std::move(more)));
        QCOMPARE(registry.all().size(), std::size_t{1});
        registry.add(named("g", &here));
        QCOMPARE(registry.find_address(&here)->name, std::string("f"));
        QVERIFY(registry.find_address(&there) == nullptr);
    }

    void registryIsReadWhileAnotherThreadRegisters() {
        Registry registry;
        static const std::array<char, 300> places{};
        std::thread writer([&] {
            for (const char& place : places)
                registry.add(named(("f" + std::to_string(&place - places.data())).c_str(), &place));
        });
        while (registry.find("f299") == nullptr) {
            const auto all = registry.all();
            QVERIFY(std::is_sorted(all.begin(), all.end(), [](auto* a, auto* b) { return a->name < b->name; }));
        }
        writer.join();
        QCOMPARE(registry.all().size(), places.size());
    }
};

QTEST_GUILESS_MAIN(TestFunction)
#include "tst_function.moc"
