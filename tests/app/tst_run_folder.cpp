// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <filesystem>
#include <fstream>

#include <sys/wait.h>
#include <unistd.h>

#include <poolscope/errors.h>

#include "run_folder.h"

using poolscope::app::RunFolder;
namespace fs = std::filesystem;

/// The folder of one run of the command line, also after a program that was killed.
class TestRunFolder : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY(dir_->isValid());
        qputenv("TMPDIR", dir_->path().toUtf8());
    }

    void folder_goesWithItsOwner() {
        {
            const RunFolder folder;
            std::ofstream(folder.path() + "/trace") << "x";
            QVERIFY(!fs::is_empty(dir_->path().toStdString()));
        }
        QVERIFY(fs::is_empty(dir_->path().toStdString()));
    }

    void folderOfAProgramThatWasKilled_isSweptUp() {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const pid_t program = ::fork();
        if (program == 0) {
            const RunFolder folder;
            std::ofstream(folder.path() + "/trace") << "x";
            [[maybe_unused]] const auto written = ::write(ends[1], "x", 1);
            for (;;) ::pause();
        }
        ::close(ends[1]);
        char byte = 0;
        const ssize_t said = ::read(ends[0], &byte, 1);
        ::close(ends[0]);
        QCOMPARE(said, ssize_t(1));
        QCOMPARE(RunFolder::sweep(), std::size_t{0});  // it lives
        ::kill(program, SIGKILL);
        QCOMPARE(::waitpid(program, nullptr, 0), program);
        QCOMPARE(RunFolder::sweep(), std::size_t{1});
        QVERIFY(fs::is_empty(dir_->path().toStdString()));
    }

    void foldersOfOthers_stay() {
        const RunFolder own;
        for (const char* name : {"poolscope-run-without-a-lock", "another-program"}) {
            fs::create_directory(dir_->filePath(name).toStdString());
            fs::permissions(dir_->filePath(name).toStdString(), fs::perms::owner_all);
        }
        QCOMPARE(RunFolder::sweep(), std::size_t{0});
        QVERIFY(fs::exists(own.path()));
    }

    void folderThatIsLeft_staysForGood() {
        std::string path;
        {
            RunFolder folder;
            path = folder.path();
            std::ofstream(path + "/trace") << "x";
            folder.leave();
        }
        QCOMPARE(RunFolder::sweep(), std::size_t{0});
        QVERIFY(fs::exists(path + "/trace"));
        fs::remove_all(path);
    }

    void fileThatCannotBeReplaced_staysAsItIs() {
        const RunFolder folder;
        const QTemporaryDir place;
        const std::string source = folder.path() + "/trace", old = place.filePath("kept").toStdString();
        std::ofstream(source) << "new";
        std::ofstream(old) << "old";
        poolscope::app::copy_whole(source, old);
        QCOMPARE(fs::file_size(old), std::uintmax_t{3});
        QVERIFY_THROWS_EXCEPTION(poolscope::SystemError, poolscope::app::copy_whole(folder.path() + "/none", old));
        QVERIFY_THROWS_EXCEPTION(poolscope::SystemError, poolscope::app::copy_whole(source, place.filePath("no/folder").toStdString()));
        std::string text;
        std::ifstream(old) >> text;
        QCOMPARE(text, std::string("new"));
        QCOMPARE(std::distance(fs::directory_iterator(place.path().toStdString()), fs::directory_iterator()), std::ptrdiff_t{1});
    }

private:
    std::unique_ptr<QTemporaryDir> dir_ = std::make_unique<QTemporaryDir>();
};

QTEST_GUILESS_MAIN(TestRunFolder)
#include "tst_run_folder.moc"
