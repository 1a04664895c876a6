// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <QCoreApplication>
#include <QTest>

#include <poolscope/pool.h>

#include "leftovers.h"

namespace poolscope::tests {

/// Bound of every wait in these tests: far more than any of them needs, on one loaded core and under a sanitizer too.
inline constexpr std::chrono::seconds kPatience{60};

/// Data rows "fork", "spawn", "forkserver".
inline void add_start_method_rows() {
    QTest::addColumn<QString>("method");
    for (const char* method : {"fork", "spawn", "forkserver"}) QTest::newRow(method) << QString::fromLatin1(method);
}
inline Context row_context() {
    QFETCH(QString, method);
    return get_context(method.toStdString());
}

}  // namespace poolscope::tests

/// A test's main: the same program is the workers' program for spawn and forkserver.
#define POOLSCOPE_POOL_TEST_MAIN(TestClass)                                                                            \
    int main(int argc, char** argv) {                                                                                  \
        poolscope::run_worker_if_asked(argc, argv);                                                                    \
        QCoreApplication application(argc, argv);                                                                      \
        TestClass test;                                                                                                \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }

/// Ends a process test: nothing may be left behind.
#define VERIFY_NOTHING_LEFT(leftovers)                                                                                 \
    do {                                                                                                               \
        const std::string left = (leftovers).found();                                                                  \
        QVERIFY2(left.empty(), left.c_str());                                                                          \
    } while (false)
