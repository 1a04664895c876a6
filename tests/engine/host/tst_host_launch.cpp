// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <string>

#include <sys/stat.h>
#include <sys/wait.h>

#include <poolscope/errors.h>
#include <poolscope/host_client.h>

using namespace poolscope;

namespace {

std::string launch_error(const HostLaunch& launch) {
    try {
        (void)HostClient::launch(launch);
    } catch (const SystemError& error) {
        return error.what();
    }
    return "<it was launched>";
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

long open_descriptors() {
    long count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

void write_program(const std::string& path, const std::string& text) {
    { std::ofstream(path) << "#!/bin/sh\n" << text; }
    QCOMPARE(::chmod(path.c_str(), 0700), 0);
}

}  // namespace

/// Launches that fail. Those that succeed are in tst_host_program.
class TestHostLaunch : public QObject {
    Q_OBJECT
private slots:
    void init() { descriptors_ = open_descriptors(); }
    void cleanup() {
        QCOMPARE(open_descriptors(), descriptors_);
        QVERIFY2(::waitpid(-1, nullptr, WNOHANG) == -1, "a child is left");
    }

    void missingProgram_isNamed() {
        QTemporaryDir dir;
        std::string message =
            launch_error({.run_folder = dir.filePath("run").toStdString(), .program = "/no/such/host"});
        QVERIFY2(contains(message, "/no/such/host"), message.c_str());
        QVERIFY2(contains(message, "ENOENT"), message.c_str());
    }

    void programThatEndsAtOnce_isToldWithItsExitCodeAndLastWords() {
        QTemporaryDir dir;
        std::string program = dir.filePath("program").toStdString();
        write_program(program, "echo no memory for a host >&2; exit 7\n");
        std::string message = launch_error({.run_folder = dir.filePath("run").toStdString(), .program = program});
        QVERIFY2(contains(message, "exit code 7"), message.c_str());
        QVERIFY2(contains(message, "no memory for a host"), message.c_str());
    }

    void longErrorOutput_isCutToItsLastLines() {
        QTemporaryDir dir;
        std::string program = dir.filePath("program").toStdString();
        write_program(program, "i=0; while [ $i -lt 2000 ]; do echo line $i >&2; i=$((i+1)); done; exit 1\n");
        std::string message = launch_error({.run_folder = dir.filePath("run").toStdString(), .program = program});
        QVERIFY2(contains(message, "line 1999"), message.c_str());
        QVERIFY(message.size() < 10'000);
    }

    void programThatIsKilled_isToldWithItsSignal() {
        QTemporaryDir dir;
        std::string program = dir.filePath("program").toStdString();
        write_program(program, "kill -9 $$\n");
        std::string message = launch_error({.run_folder = dir.filePath("run").toStdString(), .program = program});
        QVERIFY2(contains(message, "signal 9"), message.c_str());
    }

    void folderThatHoldsATrace_isRefusedAndNothingInItChanges() {
        QTemporaryDir dir;
        std::filesystem::path folder = dir.filePath("run").toStdString();
        QCOMPARE(::mkdir(folder.c_str(), 0700), 0);
        std::ofstream(folder / "trace") << "x";
        std::ofstream(folder / "host.log") << "kept";
        std::string message = launch_error({.run_folder = folder.string(), .program = "/bin/false"});
        QVERIFY2(contains(message, "holds a trace already"), message.c_str());
        QCOMPARE(std::filesystem::file_size(folder / "host.log"), std::uintmax_t(4));
    }

    void folderThatCannotBeMade_isNamed() {
        QTemporaryDir dir;
        std::ofstream(dir.filePath("file").toStdString()) << "x";
        std::string folder = dir.filePath("file/run").toStdString();
        std::string message = launch_error({.run_folder = folder, .program = "/bin/false"});
        QVERIFY2(contains(message, folder), message.c_str());
    }

    void attachWithoutAHost_isSaid() {
        QTemporaryDir dir;
        QVERIFY_THROWS_EXCEPTION(SystemError, (void)HostClient::attach(dir.path().toStdString()));
        QVERIFY_THROWS_EXCEPTION(SystemError, (void)HostClient::attach(dir.filePath("none").toStdString()));
    }

private:
    long descriptors_ = 0;
};

QTEST_GUILESS_MAIN(TestHostLaunch)
#include "tst_host_launch.moc"
