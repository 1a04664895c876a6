// SPDX-License-Identifier: MIT
#include <csignal>
#include <fstream>

#include <sys/stat.h>

#include "functions.h"
#include "loud_functions.h"
#include "pool_test.h"
#include "supervised_run.h"

using namespace poolscope;
using namespace poolscope::tests;
using trace::OutputStream;
namespace mb = misbehaving;

namespace {

supervise::PoolConfiguration capturing(std::uint32_t processes) {
    supervise::PoolConfiguration configuration;
    configuration.processes = processes;
    configuration.context = row_context();
    configuration.capture_output = true;
    return configuration;
}

template <class Function>
std::vector<Call> calls(Function function, int count) {
    std::vector<Call> result;
    for (int i = 0; i < count; ++i) result.push_back(call(function, i));
    return result;
}

}  // namespace

#define VERIFY_TEXT(actual, expected)                                                                                  \
    do {                                                                                                               \
        const std::string text = (actual);                                                                             \
        QVERIFY2(text == (expected), text.substr(0, 500).c_str());                                                     \
    } while (false)

/// What workers write is captured, bounded, and belongs to the item that wrote it; over the three start methods.
class TaskOutputTest : public QObject {
    Q_OBJECT

private slots:
    void eachItemsOutput_belongsToIt_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("chunksize");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const int chunksize : {1, 7, 40}) QTest::addRow("%s chunks of %d", method, chunksize) << method << chunksize;
    }
    void eachItemsOutput_belongsToIt() {
        QFETCH(int, chunksize);
        const Leftovers leftovers;
        {
            SupervisedRun run(capturing(2));
            const std::size_t batch = run.submit(calls(mb::print, 40), std::uint64_t(chunksize));
            run.submit(calls(mb::square, 40), std::uint64_t(chunksize));
            FINISH_SOUNDLY(run);
            for (int i = 0; i < 40; ++i) {
                QCOMPARE(int(*run.ends(batch)[std::size_t(i)].outcome), int(trace::ItemOutcome::Done));
                VERIFY_TEXT(run.output(OutputStream::Out, i), "item " + std::to_string(i) + "\n");
            }
            for (const trace::TaskOutput& output : run.all<trace::TaskOutput>()) QVERIFY(output.task.has_value());
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void everyWayToWrite_isCaptured_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("way");
        for (const char* method : {"fork", "spawn", "forkserver"})
            for (const char* way : {"without an end of line", "standard error", "std::cout that holds back", "a child", "/dev/stdout"})
                QTest::addRow("%s, %s", method, way) << method << way;
    }
    void everyWayToWrite_isCaptured() {
        QFETCH(QString, way);
        SupervisedRun run(capturing(1));
        const auto [function, stream, before, after] =
            way == "without an end of line" ? std::tuple(&mb::print_unfinished, OutputStream::Out, "item ", "")
            : way == "standard error"       ? std::tuple(&mb::print_error, OutputStream::Err, "error ", "\n")
            : way == "a child"              ? std::tuple(&mb::print_by_child, OutputStream::Out, "child ", "\n")
            : way == "/dev/stdout"          ? std::tuple(&mb::print_by_path, OutputStream::Out, "path ", "\n")
                                            : std::tuple(&mb::print_by_cout, OutputStream::Out, "item ", "\n");
        run.submit(calls(function, 6), 3);
        FINISH_SOUNDLY(run);
        for (int i = 0; i < 6; ++i) VERIFY_TEXT(run.output(stream, i), before + std::to_string(i) + after);
    }

    void hugeOutput_isBoundedAndCounted_data() { add_start_method_rows(); }
    void hugeOutput_isBoundedAndCounted() {
        const Leftovers leftovers;
        {
            SupervisedRun run(capturing(1));
            const std::uint64_t dots = 50'000'000;
            run.submit({call(mb::print_much, dots), call(mb::print_much, 10), call(mb::print_much, dots), call(mb::print_much, 10)}, 2);
            FINISH_SOUNDLY(run);
            for (const std::uint64_t item : {0, 2}) {
                const std::string text = run.output(OutputStream::Out, item);
                QVERIFY2(text.size() < 70'000, std::to_string(text.size()).c_str());
                QVERIFY(text.starts_with("begin..."));
                QVERIFY(text.ends_with("...end\n"));
                std::uint64_t omitted = 0, told = 0;
                for (const auto& piece : run.all<trace::TaskOutput>()) {
                    if (piece.item != item) continue;
                    omitted += piece.omitted;
                    told += piece.text.size();
                    QVERIFY(piece.text.find('\0') == std::string::npos);
                }
                QCOMPARE(omitted + told, dots + 9);
            }
            for (const std::uint64_t item : {1, 3}) VERIFY_TEXT(run.output(OutputStream::Out, item), "begin..........end\n");
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void lastWordsOfAWorkerThatDies_areItsItems_data() { add_start_method_rows(); }
    void lastWordsOfAWorkerThatDies_areItsItems() {
        const Leftovers leftovers;
        {
            SupervisedRun run(capturing(2));
            const std::size_t batch =
                run.submit({call(mb::print_and_die, 0, 0), call(mb::print_and_die, 1, SIGKILL), call(mb::print_and_die, 2, SIGSEGV)});
            QVERIFY(run.wait_until([&] { return run.was_told("item") || run.ends(batch)[2].outcome.has_value(); }));
            run.supervisor().terminate();
            FINISH_SOUNDLY(run);
            QCOMPARE(int(*run.ends(batch)[2].outcome), int(trace::ItemOutcome::Lost));
            for (const std::uint64_t item : {1, 2}) {
                VERIFY_TEXT(run.output(OutputStream::Out, item), "last words " + std::to_string(item) + "\n");
                VERIFY_TEXT(run.output(OutputStream::Err, item), "last error " + std::to_string(item) + "\n");
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void errorOfALostItem_hasItsLastLinesAlsoWithoutATrace_data() { add_start_method_rows(); }
    void errorOfALostItem_hasItsLastLinesAlsoWithoutATrace() {
        const Leftovers leftovers;
        {
            Pool pool({.processes = 1, .context = row_context(), .capture_output = true});
            QCOMPARE(pool.apply(mb::print_error, 1), 1);  // another item's lines are not this one's
            try {
                pool.apply(mb::print_and_die, 5, SIGSEGV);
                QFAIL("nothing was thrown");
            } catch (const WorkerLostError& error) {
                QCOMPARE(error.facts().standard_error, std::string("last error 5\n"));
                QVERIFY2(std::string(error.what()).find("last error 5") != std::string::npos, error.what());
            }
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void initializersOutput_belongsToNoTask_data() { add_start_method_rows(); }
    void initializersOutput_belongsToNoTask() {
        supervise::PoolConfiguration configuration = capturing(1);
        const Call initializer = call(mb::loud_initializer, "getting ready");
        configuration.initializer = initializer.function;
        configuration.initargs = initializer.arguments;
        SupervisedRun run(configuration);
        run.submit(calls(mb::print, 3));
        FINISH_SOUNDLY(run);
        VERIFY_TEXT(run.output(OutputStream::Out, {}), "getting ready\n");
        VERIFY_TEXT(run.output(OutputStream::Out, 0), "item 0\n");
    }

    void initializerThatDies_saysItsLastWordsInTheError_data() { add_start_method_rows(); }
    void initializerThatDies_saysItsLastWordsInTheError() {
        supervise::PoolConfiguration configuration = capturing(1);
        const Call initializer = call(mb::dying_loud_initializer, "no such licence");
        configuration.initializer = initializer.function;
        configuration.initargs = initializer.arguments;
        SupervisedRun run(configuration);
        run.submit(calls(mb::print, 3));
        FINISH_SOUNDLY(run);
        QVERIFY2(run.supervisor().phase_message().find("no such licence") != std::string::npos,
                 run.supervisor().phase_message().c_str());
    }

    void outputOfARunningTask_isToldWhileItRunsAndOnce_data() { add_start_method_rows(); }
    void outputOfARunningTask_isToldWhileItRunsAndOnce() {
        const QTemporaryDir folder;
        SupervisedRun run(capturing(1));
        run.submit({call(mb::print_and_wait, folder.path().toStdString())});
        QVERIFY(run.wait_until([&] { return run.output(OutputStream::Out, 0) == "first\n"; }));
        std::ofstream(folder.filePath("go").toStdString()) << "go";
        FINISH_SOUNDLY(run);
        VERIFY_TEXT(run.output(OutputStream::Out, 0), "first\nsecond\n");
    }

    void runawayWriter_fillsNothing_data() { add_start_method_rows(); }
    void runawayWriter_fillsNothing() {
        const Leftovers leftovers;
        {
            SupervisedRun run(capturing(1));
            const std::size_t batch = run.submit({call(mb::print_for_ever)});
            std::int32_t pid = 0;
            const auto written = [&] {
                for (const auto& started : run.all<trace::WorkerStarted>()) pid = started.pid;
                std::ifstream io("/proc/" + std::to_string(pid) + "/io");
                std::string key;
                std::uint64_t number = 0;
                while (io >> key >> number)
                    if (key == "wchar:") return number;
                return std::uint64_t{0};
            };
            // Twice what may lie in memory at any time.
            constexpr std::uint64_t much = 512ULL << 20, bound = 256ULL << 20;
            QVERIFY(run.wait_until([&] { return written() > much; }));
            struct stat file {};
            QCOMPARE(stat(("/proc/" + std::to_string(pid) + "/fd/1").c_str(), &file), 0);
            QVERIFY2(std::uint64_t(file.st_blocks) * 512 < bound, std::to_string(file.st_blocks).c_str());
            QVERIFY(!run.batch_has_ended(batch));
            run.supervisor().terminate();
            FINISH_SOUNDLY(run);
            QVERIFY(run.output(OutputStream::Out, 0).size() <= 70'000);
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void workerWithItsStreamsClosed_goesOn_data() { add_start_method_rows(); }
    void workerWithItsStreamsClosed_goesOn() {
        SupervisedRun run(capturing(1));
        const std::size_t batch = run.submit(calls(mb::close_standard_streams, 5));
        FINISH_SOUNDLY(run);
        for (const ItemEnd& end : run.ends(batch)) QCOMPARE(int(*end.outcome), int(trace::ItemOutcome::Done));
        VERIFY_TEXT(run.output(OutputStream::Out, 0), "item 0\n");
    }

    void fileThatItsWorkerTruncatesOrFills_harmsNobody_data() { add_start_method_rows(); }
    void fileThatItsWorkerTruncatesOrFills_harmsNobody() {
        const Leftovers leftovers;
        {
            SupervisedRun run(capturing(1));
            run.submit(calls(mb::truncate_output, 4));
            const std::size_t filled = run.submit({call(mb::fill_output, std::uint64_t{1} << 60)});
            run.submit(calls(mb::square, 4));
            FINISH_SOUNDLY(run);
            for (int i = 1; i < 4; ++i) VERIFY_TEXT(run.output(OutputStream::Out, i), "item " + std::to_string(i) + "\n");
            QCOMPARE(int(*run.ends(filled)[0].outcome), int(trace::ItemOutcome::Done));
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }

    void manyItemsThatWriteMuch_fillNothing_data() { add_start_method_rows(); }
    void manyItemsThatWriteMuch_fillNothing() {
        // Past the place where the worker begins its file again.
        SupervisedRun run(capturing(1));
        std::vector<Call> many;
        for (int i = 0; i < 300; ++i) many.push_back(call(mb::print_much, 500'000));
        run.submit(std::move(many), 10);
        run.submit(calls(mb::print, 3));
        FINISH_SOUNDLY(run);
        std::uint64_t bytes = 0;
        for (const auto& piece : run.all<trace::TaskOutput>()) bytes += piece.text.size() + piece.omitted;
        QCOMPARE(bytes, std::uint64_t(300 * 500'009 + 3 * 7));
    }

    void withoutCapture_nothingIsTold_data() { add_start_method_rows(); }
    void withoutCapture_nothingIsTold() {
        supervise::PoolConfiguration configuration = capturing(1);
        configuration.capture_output = false;
        SupervisedRun run(configuration);
        run.submit(calls(mb::print_error, 2));
        FINISH_SOUNDLY(run);
        QVERIFY(run.all<trace::TaskOutput>().empty());
    }
};

POOLSCOPE_POOL_TEST_MAIN(TaskOutputTest)
#include "tst_task_output.moc"
