// SPDX-License-Identifier: MIT
#pragma once

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>
#include <string>

#include <poolscope/trace_check.h>

#include "trace_builder.h"

namespace poolscope::testing {

using namespace trace;

/// A run of two workers and a map of ten items, into which a row of the table puts one thing that must not be. What is
/// not told otherwise ends as it should.
struct Story : TraceBuilder {
    using TraceBuilder::TraceBuilder;
    WorkerId a, b;
    BatchId map;
    TaskId one;  ///< items 0 to 3, in worker a
    TaskId two;  ///< items 4 to 9, in worker b

    void begin() {
        begin_run(2);
        a = start_worker(0);
        b = start_worker(1);
        map = submit("map", "square", 10, 6);
        one = assign(map, a, 0, 4);
        two = assign(map, b, 4, 6);
        advance(10'000);
    }
    void run(TaskId task, ItemOutcome outcome = ItemOutcome::Done) {
        advance(1000);
        end_task(task, now - 900, now - 100, outcome);
    }
    void finish(BatchOutcome outcome = BatchOutcome::Succeeded) {
        end_batch(map, outcome);
        leave();
    }
    void leave() {
        add(PoolPhaseChanged{PoolPhase::Closing, {}});
        end_worker(a, EndCause::Closed, {}, 0);
        end_worker(b, EndCause::Closed, {}, 0);
        end_run();
    }
    /// All as it should be.
    void rest() {
        run(one);
        run(two);
        finish();
    }
};

/// What a row of a table does to the story.
using Tell = std::function<void(Story&)>;

/// Tells it into a new file at `path`. Empty when nothing but breaches of `rule` is found, with `text` in one of them,
/// and the first finding names its record; otherwise what was found instead.
[[nodiscard]] QString told_otherwise(const std::string& path, Rule rule, const QString& text, const Tell& tell);

}  // namespace poolscope::testing

Q_DECLARE_METATYPE(poolscope::testing::Tell)

namespace poolscope::testing {

/// The table of a test of broken rules: what is told, and what has to be found in it.
inline void add_story_columns() {
    QTest::addColumn<int>("rule");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Tell>("tell");
}
inline void row(const char* name, Rule rule, const char* text, const Tell& tell) {
    QTest::newRow(name) << static_cast<int>(rule) << text << tell;
}
/// What a row's story was told to be instead; empty: as the row says.
[[nodiscard]] inline QString row_told_otherwise() {
    QFETCH(int, rule);
    QFETCH(QString, text);
    QFETCH(Tell, tell);
    const QTemporaryDir folder;
    return told_otherwise(folder.filePath("trace").toStdString(), static_cast<Rule>(rule), text, tell);
}

}  // namespace poolscope::testing
