// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <poolscope/pool.h>

#include "checked_trace.h"
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

/// Options with a trace, which is checked when the pool is gone.
class CheckedOptions {
protected:
    explicit CheckedOptions(PoolOptions options) : options_(std::move(options)) {
        if (options_.trace.empty()) options_.trace = folder_.filePath(QStringLiteral("trace")).toStdString();
    }
    CheckedOptions(const CheckedOptions&) = delete;
    CheckedOptions& operator=(const CheckedOptions&) = delete;
    ~CheckedOptions() {
        const QFileInfo trace(QString::fromStdString(options_.trace));
        if (!trace.isFile() || trace.size() == 0) return;  // the pool was refused, or its trace is a device
        const std::string faults = testing::trace_faults(options_.trace);
        if (!faults.empty()) QTest::qFail(faults.c_str(), __FILE__, __LINE__);
    }
    QTemporaryDir folder_;
    PoolOptions options_;
};

/// The pool of every process test: when it has ended, its trace is proved to keep all promises (poolscope/trace_check.h), and
/// the test fails with what is found.
class CheckedPool : private CheckedOptions, public Pool {
public:
    explicit CheckedPool(const PoolOptions& options = {}) : CheckedOptions(options), Pool(options_) {}
};

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
