// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <string>
#include <variant>

#include <unistd.h>

#include "host/run_trace.h"

using namespace poolscope;
using host::RunTrace;
using std::chrono::milliseconds;

namespace {

/// "run TITLE" and "message TEXT", in order.
std::vector<std::string> told(const std::string& path) {
    std::vector<std::string> result;
    trace::Reader reader(path);
    while (auto record = reader.next()) {
        if (const auto* run = std::get_if<trace::RunStarted>(&record->body)) result.push_back("run " + run->title);
        if (const auto* message = std::get_if<trace::Message>(&record->body))
            result.push_back("message " + message->text);
    }
    return result;
}

using Texts = std::vector<std::string>;

}  // namespace

class TestRunTrace : public QObject {
    Q_OBJECT
private slots:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        path_ = dir_->filePath("trace").toStdString();
    }

    void firstRecord_isRunStartedWhateverWasToldBefore() {
        RunTrace trace(path_, {});
        trace.tell(trace::Severity::Warning, "early");
        trace.begin("title", "{}");
        trace.begin("another", "{}");
        trace.tell(trace::Severity::Note, "late");
        trace.finish();
        QCOMPARE(told(path_), (Texts{"run title", "message early", "message late"}));
    }

    void hostWithoutAPool_stillLeavesWhatItWasTold() {
        {
            RunTrace trace(path_, {});
            trace.tell(trace::Severity::Warning, "a client was refused");
            trace.finish();
        }
        QCOMPARE(told(path_), (Texts{"run ", "message a client was refused"}));
    }

    void flush_isDueOnceWhenSomethingHappensAndNeverWhileIdle() {
        RunTrace trace(path_, {});
        const base::SteadyTime start{std::chrono::hours(1)};
        QVERIFY(!trace.flush_due(start));
        trace.begin("title", "{}");
        QVERIFY(trace.flush_due(start) == start);  // after a quiet time at once
        QVERIFY(trace.flush_if_due(start));
        QCOMPARE(told(path_), Texts{"run title"});
        trace.tell(trace::Severity::Note, "more");
        const auto due = trace.flush_due(start + milliseconds(1));
        QVERIFY(due == start + RunTrace::kFlushInterval);
        trace.tell(trace::Severity::Note, "and more");
        QVERIFY(trace.flush_due(start + milliseconds(9)) == due);  // not put off
        QVERIFY(!trace.flush_if_due(start + milliseconds(14)));
        QCOMPARE(told(path_), Texts{"run title"});
        QVERIFY(trace.flush_if_due(start + milliseconds(15)));
        QCOMPARE(told(path_).size(), std::size_t(3));
        QVERIFY(!trace.flush_due(start + milliseconds(16)));
    }

private:
    std::unique_ptr<QTemporaryDir> dir_;
    std::string path_;
};

QTEST_GUILESS_MAIN(TestRunTrace)
#include "tst_run_trace.moc"
