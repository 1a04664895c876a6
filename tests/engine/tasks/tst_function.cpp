// SPDX-License-Identifier: MIT
#include <cmath>

#include <QtTest>

#include <poolscope/call.h>

int square(int x) { return x * x; }
POOLSCOPE_FUNCTION(square);

namespace my {
double area(double width, const std::string& unit, std::optional<int> times) {
    return unit == "m" ? width * times.value_or(1) : -1;
}
void nothing() {}
}  // namespace my
POOLSCOPE_FUNCTION(my::area, "area(width, unit, times=None)\nThe area.");
POOLSCOPE_FUNCTION(my::nothing);

using namespace poolscope;

namespace {

template <class R, class... A>
R invoke(const char* name, const A&... arguments) {
    std::vector<std::byte> list, result;
    ValueWriter writer(list);
    encode_arguments(writer, arguments...);
    ValueReader reader(list);
    ValueWriter out(result);
    Registry::of_process().get(name).invoke(reader, out);
    return decode_value<R>(result);
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
        QCOMPARE(&registered(my::area), &function);
    }

    void invokedWithItsArguments_givesTheResult() {
        QCOMPARE(invoke<int>("square", 7), 49);
        QCOMPARE(invoke<double>("my::area", 3, "m"), 3.0);
        QCOMPARE(invoke<double>("my::area", 3, "m", 2), 6.0);
        invoke<std::nullptr_t>("my::nothing");
    }

    void call_sendsTheParametersOwnTypes() {
        const Call made = call(my::area, 3, "m");
        QCOMPARE(made.function, std::string("my::area"));
        QCOMPARE(value_to_text(made.arguments, 80), std::string("[3.0, 'm']"));
    }
};

QTEST_GUILESS_MAIN(TestFunction)
#include "tst_function.moc"
