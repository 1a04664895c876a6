// SPDX-License-Identifier: MIT
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/run_store.h>

#include "base/unique_fd.h"
#include "leftovers.h"
#include "trace_builder.h"

using namespace poolscope;
using poolscope::testing::build_run;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// What `remove` and its kin throw, or nothing.
template <class F> std::string refusal(const F& f) {
    try {
        f();
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

}  // namespace

class TestRunStore : public QObject {
    Q_OBJECT

private slots:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        store_ = std::make_unique<RunStore>(dir_->filePath(QStringLiteral("runs")).toStdString());
        fs::create_directories(store_->folder());
    }

    void aStoreThatDoesNotExistIsEmpty() {
        const RunStore none(store_->folder() + "/nothing/here");
        QVERIFY(none.list().empty());
        QVERIFY(none.make_room({}).is_enough);
        QCOMPARE(none.empty_trash(std::chrono::seconds(0)), std::uint64_t{0});
    }

    void onlyFoldersWithATraceAreRuns() {
        const std::string run = make_run("a");
        fs::create_directory(store_->folder() + "/empty");
        std::ofstream(store_->folder() + "/a file");
        fs::create_directory_symlink(run, store_->folder() + "/link");
        fs::create_directory(store_->folder() + "/dir");
        fs::create_directory(store_->folder() + "/dir/trace");
        const auto runs = store_->list();
        QCOMPARE(runs.size(), std::size_t{1});
        QCOMPARE(runs[0].folder, run);
        QVERIFY(runs[0].size_bytes > 0);
        QVERIFY(!runs[0].is_live && !runs[0].is_open && !runs[0].digest && runs[0].problem.empty());
    }

    void notesAndFiguresComeBackAsTheyWereGiven() {
        const std::string run = make_run("a");
        const RunNotes notes{.name = "vor der Änderung", .note = "two\nlines", .tags = {"slow", "spawn"}, .pinned = true, .baseline = true};
        store_->set_notes(run, notes);
        const RunDigest digest = read_digest(run + "/trace");
        RunStore::set_digest(run, digest);
        begin_run_file(run);  // there is one already: it stays
        const StoredRun found = store_->list().at(0);
        QCOMPARE(found.notes, notes);
        QVERIFY(found.digest.value() == digest);
        QVERIFY(!found.is_stale);
        QVERIFY(!found.environment);
        QCOMPARE(fs::status(run + "/run.json").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    }

    void aRunThatIsTakenIsListedWithWhatMadeIt() {
        const std::string outside = dir_->filePath(QStringLiteral("outside")).toStdString();
        fs::create_directory(outside);
        fs::copy_file(make_run("a") + "/trace", outside + "/trace");
        std::ofstream(outside + "/program.lock");  // none of its business
        const RunOrigin origin{"sweep", "sweep-1", "How many?", "processes 4", 3};
        const RunDigest digest = read_digest(outside + "/trace");
        const RunStore fresh(store_->folder() + "/other/runs");
        const std::string folder = fresh.take(outside, digest, origin);
        QVERIFY(!fs::exists(outside + "/trace"));
        QVERIFY(!fs::exists(folder + "/program.lock"));
        const std::vector<StoredRun> runs = fresh.list();
        QCOMPARE(runs.size(), std::size_t{1});
        QCOMPARE(runs[0].folder, folder);
        QVERIFY(runs[0].origin.value() == origin);
        QVERIFY(runs[0].digest.value() == digest);
        QVERIFY(!runs[0].is_kept());
        QCOMPARE(fs::status(folder).permissions(), fs::perms::owner_all);
        fresh.set_notes(folder, {.name = "mine"});
        QVERIFY2(fresh.list()[0].origin == origin, "notes leave it as it is");
    }

    void theEnvironmentIsWrittenFirstAndKept() {
        const std::string run = make_run("a");
        begin_run_file(run);
        store_->set_notes(run, {.name = "x"});
        const StoredRun found = store_->list().at(0);
        QCOMPARE(found.environment.value().kernel, this_environment().kernel);
        QCOMPARE(found.notes.name, "x");
    }

    void figuresOfAnOlderTraceAreStale() {
        const std::string run = make_run("a");
        RunStore::set_digest(run, read_digest(run + "/trace"));
        std::ofstream(run + "/trace", std::ios::app) << "more";
        QVERIFY(store_->list().at(0).is_stale);
    }

    void keysOfALaterVersionAreKept() {
        const std::string run = make_run("a");
        std::ofstream(run + "/run.json") << R"({"poolscope_run": 2, "colour": "red", "name": "old"})";
        store_->set_notes(run, {.name = "new"});
        const Json json = Json::parse(text_of(run + "/run.json"));
        QCOMPARE(json.at("colour").get<std::string>(), "red");
        QCOMPARE(json.at("poolscope_run").get<int>(), 2);
        QCOMPARE(json.at("name").get<std::string>(), "new");
    }

    void aDamagedRunFileCountsAsMissingAndIsKept_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("torn") << QByteArray("{\"poolscope_run\": 1, \"na");
        QTest::newRow("list") << QByteArray("[1, 2]");
        QTest::newRow("other") << QByteArray(R"({"name": "somebody else's"})");
        QTest::newRow("bytes") << QByteArray("\0\xff\xfe{}", 5);
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("large") << QByteArray(2 * 1024 * 1024, ' ');
    }
    void aDamagedRunFileCountsAsMissingAndIsKept() {
        QFETCH(QByteArray, text);
        const std::string run = make_run("a");
        std::ofstream(run + "/run.json", std::ios::binary).write(text.constData(), text.size());
        const StoredRun found = store_->list().at(0);
        QVERIFY(!found.problem.empty());
        QCOMPARE(found.notes, RunNotes());
        store_->set_notes(run, {.name = "mended"});
        QCOMPARE(store_->list().at(0).notes.name, "mended");
        QVERIFY(store_->list().at(0).problem.empty());
        QCOMPARE(QByteArray::fromStdString(text_of(run + "/run.json.damaged")), text);
    }

    void wrongTypesInARunFileAreLeftOut() {
        const std::string run = make_run("a");
        std::ofstream(run + "/run.json") << R"({"poolscope_run": 1, "name": 7, "note": ["x"], "tags": "slow", "pinned": "yes",
            "environment": [], "cache": {"trace_bytes": "many", "tasks": -1, "title": null, "ending": 3}})";
        const StoredRun found = store_->list().at(0);
        QCOMPARE(found.notes, RunNotes());
        QVERIFY(found.is_stale);
    }

    void hostileNamesAreTamed() {
        const std::string run = make_run("a");
        store_->set_notes(run, {.name = "  ../../etc\n\x1b[31m" + std::string(5000, 'x'), .note = std::string(1'000'000, 'n'),
                                .tags = {"\n", "a\tb", std::string(300, 't')}});
        const RunNotes notes = store_->list().at(0).notes;
        QCOMPARE(notes.name.size(), RunNotes::kLongestName);
        QVERIFY(notes.name.starts_with("../../etc  [31mxxx"));
        QCOMPARE(notes.note.size(), RunNotes::kLongestNote);
        QCOMPARE(notes.tags.size(), std::size_t{2});
        QCOMPARE(notes.tags[0], "a b");
        // Bytes that are no UTF-8 do not make a file that nobody can read.
        store_->set_notes(run, {.name = "\xff\xfe name"});
        QVERIFY(store_->list().at(0).problem.empty());
        QVERIFY(QString::fromStdString(store_->list().at(0).notes.name).endsWith(QStringLiteral(" name")));
    }

    void hostileFolderNamesAreRunsLikeOthers() {
        for (const char* name : {"new\nline", "quote\"'", "\xff\xfe", "sp ace", "-rf", "a;b"}) make_run(name);
        QCOMPARE(store_->list().size(), std::size_t{6});
        for (const StoredRun& run : store_->list()) {
            store_->set_notes(run.folder, {.name = "named"});
            store_->restore(store_->remove(run.folder));
        }
        QCOMPARE(store_->list().size(), std::size_t{6});
    }

    void onlyOneRunOfAWorkIsItsBaseline() {
        const std::string a = make_run("a"), b = make_run("b"), other = make_run("other");
        RunDigest digest = read_digest(other + "/trace");
        digest.work_key = "another work";
        RunStore::set_digest(other, digest);
        for (const std::string& run : {other, a, b}) store_->set_notes(run, {.baseline = true});
        QVERIFY(!RunStore::look(a)->notes.baseline);
        QVERIFY(RunStore::look(b)->notes.baseline);
        QVERIFY(RunStore::look(other)->notes.baseline);
        // Also where one has been read and the other has not.
        RunStore::set_digest(b, read_digest(b + "/trace"));
        store_->set_notes(a, {.baseline = true});
        QVERIFY(RunStore::look(a)->notes.baseline && !RunStore::look(b)->notes.baseline);
    }

    void aRemovedRunCanBeTakenBack() {
        const std::string run = make_run("a");
        store_->set_notes(run, {.note = "kept"});
        const std::string trash = store_->remove(run);
        QVERIFY(store_->list().empty());
        QVERIFY(fs::exists(trash + "/trace"));
        QCOMPARE(store_->restore(trash), run);
        QCOMPARE(store_->list().at(0).notes.note, "kept");
    }

    void theTrashIsEmptiedOfWhatIsOldEnough() {
        const std::string trash = store_->remove(make_run("a"));
        QCOMPARE(store_->empty_trash(std::chrono::minutes(10)), std::uint64_t{0});
        QVERIFY(fs::exists(trash));
        QVERIFY(store_->empty_trash(std::chrono::seconds(0)) > 0);
        QVERIFY(!fs::exists(trash));
        QVERIFY(!refusal([&] { static_cast<void>(store_->restore(trash)); }).empty());
    }

    void nothingOutsideOfTheStoreIsRemoved() {
        fs::create_directory(dir_->filePath(QStringLiteral("other")).toStdString());
        const std::string outside = dir_->filePath(QStringLiteral("other")).toStdString();
        build_run(outside + "/trace", {.tasks = 1});
        for (const std::string& path : {outside, store_->folder() + "/../other", store_->folder(), store_->folder() + "/.trash",
                                        store_->folder() + "/..", store_->folder() + "/.", std::string("/"), std::string()})
            QVERIFY2(!refusal([&] { static_cast<void>(store_->remove(path)); }).empty(), path.c_str());
        QVERIFY(fs::exists(outside + "/trace"));
        // A link in a run folder leads out of it, and is not followed.
        const std::string run = make_run("a");
        fs::create_directory_symlink(outside, run + "/link");
        static_cast<void>(store_->remove(run));
        static_cast<void>(store_->empty_trash(std::chrono::seconds(0)));
        QVERIFY(fs::exists(outside + "/trace"));
    }

    void aRunThatIsOpenIsNeitherRemovedNorCleared() {
        const std::string run = make_run("a");
        {
            const RunInUse one(run);
            RunInUse two(run);
            const RunInUse three = std::move(two);
            QVERIFY(store_->list().at(0).is_open);
            QVERIFY(refusal([&] { static_cast<void>(store_->remove(run)); }).find("open") != std::string::npos);
            const RoomMade room = store_->make_room({.bytes = 0, .runs = 0});
            QCOMPARE(room.runs, std::size_t{0});
            QVERIFY(!room.is_enough);
        }
        QVERIFY(!store_->list().at(0).is_open);
        QVERIFY(store_->make_room({.bytes = 0, .runs = 0}).is_enough);
        QVERIFY(store_->list().empty());
    }

    void aLiveRunIsNeitherRemovedNorCleared() {
        const std::string run = make_run("a");
        {
            const base::UniqueFd host(::open(run.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            QCOMPARE(::flock(host.get(), LOCK_EX | LOCK_NB), 0);
            QVERIFY(store_->list().at(0).is_live);
            QVERIFY(!refusal([&] { static_cast<void>(store_->remove(run)); }).empty());
            QCOMPARE(store_->make_room({.bytes = 0, .runs = 0}).runs, std::size_t{0});
        }
        QVERIFY(!store_->list().at(0).is_live);
    }

    void roomIsMadeFromTheOldestOn() {
        for (const char* name : {"1", "2", "3", "4"}) {
            const std::string run = make_run(name);
            // As old as its name says.
            const timespec times[2] = {{1000 + std::atoi(name), 0}, {1000 + std::atoi(name), 0}};
            QCOMPARE(::utimensat(AT_FDCWD, (run + "/trace").c_str(), times, 0), 0);
        }
        store_->set_notes(store_->folder() + "/1", {.pinned = true});
        const RoomMade room = store_->make_room({.runs = 2});
        QCOMPARE(room.runs, std::size_t{2});
        QVERIFY(room.is_enough && room.bytes > 0);
        QVERIFY(fs::exists(store_->folder() + "/1") && fs::exists(store_->folder() + "/4"));
        QVERIFY(!fs::exists(store_->folder() + "/2") && !fs::exists(store_->folder() + "/3"));
    }

    void twoWindowsLoseNothingOfEachOther() {
        const std::string run = make_run("a");
        const RunDigest digest = read_digest(run + "/trace");
        std::thread other([&] {
            for (int i = 0; i < 200; ++i) RunStore::set_digest(run, digest);
        });
        for (int i = 0; i < 200; ++i) store_->set_notes(run, {.name = std::to_string(i)});
        other.join();
        const StoredRun found = store_->list().at(0);
        QCOMPARE(found.notes.name, "199");
        QVERIFY(found.digest.value() == digest);
    }

    void whatCannotBeWrittenIsSaidAndNothingIsLost() {
        const std::string run = make_run("a");
        store_->set_notes(run, {.name = "before"});
        // A limit of the size of files is a full disk of this process alone.
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{16, 16};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const std::string why = refusal([&] { store_->set_notes(run, {.name = "after"}); });
            ::_exit(why.find("run.json") != std::string::npos && why.find("File too large") != std::string::npos ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(store_->list().at(0).notes.name, "before");
        QCOMPARE(std::distance(fs::directory_iterator(run), fs::directory_iterator()), std::ptrdiff_t{2});
    }

    void aFullDiskIsNamed() {
        const std::string place = dir_->filePath(QStringLiteral("disk")).toStdString();
        fs::create_directory(place);
        if (::mount("none", place.c_str(), "tmpfs", 0, "size=64k") != 0) QSKIP("no file system may be mounted here");
        const RunStore store(place);
        fs::create_directory(place + "/run");
        build_run(place + "/run/trace", {.tasks = 1});
        {
            std::ofstream fill(place + "/fill");
            while (fill << std::string(1024, 'x') << std::flush) {
            }
        }
        const std::string why = refusal([&] { store.set_notes(place + "/run", {.note = std::string(10'000, 'n')}); });
        const bool listed = store.list().size() == 1;
        ::umount(place.c_str());
        QVERIFY2(why.find("No space left on device") != std::string::npos, why.c_str());
        QVERIFY(listed);
    }

    void anotherUsersFolderIsNoRun() {
        if (::geteuid() != 0) QSKIP("only root can give a folder away");
        const std::string run = make_run("a");
        QCOMPARE(::chown(run.c_str(), 12345, 12345), 0);
        QVERIFY(store_->list().empty());
        errno = ENOSPC;  // of something before
        const std::string why = refusal([&] { store_->set_notes(run, {.name = "mine"}); });
        QVERIFY2(why.find("Permission denied") != std::string::npos, why.c_str());
    }

    void nothingStaysOpen() {
        make_run("a");
        const tests::Leftovers leftovers;
        for (int i = 0; i < 50; ++i) {
            for (const StoredRun& run : store_->list()) {
                const RunInUse use(run.folder);
                store_->set_notes(run.folder, {.name = std::to_string(i)});
            }
            static_cast<void>(store_->restore(store_->remove(store_->folder() + "/a")));
        }
        QCOMPARE(leftovers.found(), std::string());
    }

    void newFoldersHaveNamesOfTheirOwn() {
        const std::string first = new_run_folder(store_->folder());
        fs::create_directory(first);
        QVERIFY(new_run_folder(store_->folder()) != first);
        qputenv("XDG_STATE_HOME", "/somewhere");
        QCOMPARE(default_runs_folder(), "/somewhere/poolscope/runs");
        qputenv("XDG_STATE_HOME", "relative");
        QVERIFY(default_runs_folder().ends_with("/.local/state/poolscope/runs"));
    }

private:
    std::string make_run(const std::string& name) {
        std::string folder = store_->folder() + "/" + name;
        fs::create_directory(folder);
        fs::permissions(folder, fs::perms::owner_all);
        build_run(folder + "/trace", {.tasks = 20, .workers = 2});
        return folder;
    }
    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<RunStore> store_;
};

QTEST_GUILESS_MAIN(TestRunStore)
#include "tst_run_store.moc"
