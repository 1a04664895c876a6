// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <QTest>

#include "functions.h"
#include "numbers.h"
#include "pool_test.h"

/// The lines of engine/SEMANTICS.md as data: one line one row, in every start method.
namespace poolscope::tests {

/// A promise was not kept; what() says what was seen instead.
class NotKept : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct Promise {
    const char* line;  ///< as engine/SEMANTICS.md names it
    std::function<void(const Context&)> check;
    const char* only = nullptr;  ///< the one start method in which it is shown; null: in all
};

/// The pool that most of them need.
inline PoolOptions two(const Context& context) { return {.processes = 2, .context = context}; }

/// Rows "line, method" for every line and start method.
inline void add_rows(const std::vector<Promise>& promises) {
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("method");
    for (std::size_t i = 0; i < promises.size(); ++i)
        for (const char* method : {"fork", "spawn", "forkserver"})
            if (promises[i].only == nullptr || std::string_view(promises[i].only) == method)
                QTest::addRow("%s, %s", promises[i].line, method) << static_cast<int>(i) << QString::fromLatin1(method);
}

/// Runs the row's promise; afterwards nothing may be left of it.
inline void keep_promise(const std::vector<Promise>& promises) {
    QFETCH(int, index);
    std::string failure;
    {
        const Leftovers leftovers;
        try {
            promises[static_cast<std::size_t>(index)].check(row_context());
        } catch (const std::exception& error) {
            failure = error.what();
        }
        if (failure.empty()) failure = leftovers.found();
    }
    QVERIFY2(failure.empty(), failure.c_str());
}

/// The message with which `action` throws an Error. NotKept when it throws nothing or something else.
template <class Error, class Action>
std::string thrown(const Action& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    } catch (...) {
        throw NotKept("another error came: " + describe_current_exception().message);
    }
    throw NotKept("nothing was thrown");
}

template <class A, class B>
std::string shown(const A& a, const B& b) {
    if constexpr (std::is_arithmetic_v<A> && std::is_arithmetic_v<B>) return std::to_string(a) + " is not " + std::to_string(b);
    else if constexpr (std::is_convertible_v<A, std::string> && std::is_convertible_v<B, std::string>)
        return "\"" + std::string(a) + "\" is not \"" + std::string(b) + "\"";
    else return "the two differ";
}

}  // namespace poolscope::tests

#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) throw poolscope::tests::NotKept("line " + std::to_string(__LINE__) + ": " #condition);       \
    } while (false)
#define MUST_EQUAL(actual, expected)                                                                                   \
    do {                                                                                                               \
        const auto& actual_value = (actual);                                                                           \
        const auto& expected_value = (expected);                                                                       \
        if (!(actual_value == expected_value))                                                                         \
            throw poolscope::tests::NotKept("line " + std::to_string(__LINE__) + ": " #actual ": " +                   \
                                            poolscope::tests::shown(actual_value, expected_value));                    \
    } while (false)
#define MUST_CONTAIN(text, part)                                                                                       \
    do {                                                                                                               \
        const std::string whole_text = (text);                                                                         \
        if (whole_text.find(part) == std::string::npos)                                                                \
            throw poolscope::tests::NotKept("line " + std::to_string(__LINE__) + ": no \"" + std::string(part) +       \
                                            "\" in: " + whole_text);                                                   \
    } while (false)
