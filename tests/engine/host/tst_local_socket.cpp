// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <cerrno>
#include <string>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <poolscope/errors.h>

#include "host/local_socket.h"

using namespace poolscope;

namespace {

unsigned mode_of(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

template <class F> int error_of(F f) {
    try {
        f();
    } catch (const SystemError& error) {
        return error.error_number();
    }
    return 0;
}

}  // namespace

class TestLocalSocket : public QObject {
    Q_OBJECT
private slots:
    void folderThatIsMissing_isMadePrivate() {
        QTemporaryDir dir;
        std::string folder = dir.filePath("a/b/run").toStdString();
        base::UniqueFd fd = host::open_run_folder(folder);
        QVERIFY(fd);
        QCOMPARE(mode_of(folder), 0700u);
    }

    void folderThatIsOpenToOthers_isRefused() {
        QTemporaryDir dir;
        std::string folder = dir.filePath("run").toStdString();
        QCOMPARE(::mkdir(folder.c_str(), 0700), 0);
        for (mode_t mode : {0701u, 0710u, 0755u, 0777u}) {
            QCOMPARE(::chmod(folder.c_str(), mode), 0);
            QCOMPARE(error_of([&] { (void)host::open_run_folder(folder); }), EACCES);
        }
    }

    void folderOfAnotherUser_isRefused() {
        if (::geteuid() != 0) QSKIP("only root can give a folder away to try it");
        QTemporaryDir dir;
        std::string folder = dir.filePath("run").toStdString();
        QCOMPARE(::mkdir(folder.c_str(), 0700), 0);
        QCOMPARE(::chown(folder.c_str(), 65534, 65534), 0);
        QCOMPARE(error_of([&] { (void)host::open_run_folder(folder); }), EACCES);
    }

    void folderThatCannotBe_isRefused() {
        QTemporaryDir dir;
        QFile file(dir.filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(error_of([&] { (void)host::open_run_folder(dir.filePath("file").toStdString()); }), ENOTDIR);
        QCOMPARE(error_of([&] { (void)host::open_run_folder(dir.filePath("file/run").toStdString()); }), ENOTDIR);
    }

    void socket_isPrivateWhateverTheUmask() {
        QTemporaryDir dir;
        std::string folder = dir.filePath("run").toStdString();
        base::UniqueFd fd = host::open_run_folder(folder);
        mode_t before = ::umask(0);
        base::UniqueFd listener = host::listen_in(fd);
        ::umask(before);
        QCOMPARE(mode_of(folder + "/host.sock"), 0600u);
    }

    void longPath_works() {
        QTemporaryDir dir;
        std::string folder = dir.filePath(QString(200, 'x') + "/" + QString(200, 'y')).toStdString();
        base::UniqueFd fd = host::open_run_folder(folder);
        base::UniqueFd listener = host::listen_in(fd);
        base::UniqueFd client = host::connect_in(host::open_existing_folder(folder));
        base::UniqueFd server(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        QVERIFY(server);
        QCOMPARE(host::peer_of(server.get()).pid, ::getpid());
        QCOMPARE(host::peer_of(server.get()).uid, ::geteuid());
        QCOMPARE(host::peer_of(client.get()).pid, ::getpid());
    }

    void livingHost_isNotPushedAside() {
        QTemporaryDir dir;
        base::UniqueFd fd = host::open_run_folder(dir.filePath("run").toStdString());
        base::UniqueFd listener = host::listen_in(fd);
        QCOMPARE(error_of([&] { (void)host::listen_in(fd); }), EADDRINUSE);
        QVERIFY(host::connect_in(fd));
    }

    void socketOfADeadHost_isReplaced() {
        QTemporaryDir dir;
        base::UniqueFd fd = host::open_run_folder(dir.filePath("run").toStdString());
        { base::UniqueFd dead = host::listen_in(fd); }
        QCOMPARE(error_of([&] { (void)host::connect_in(fd); }), ECONNREFUSED);
        base::UniqueFd listener = host::listen_in(fd);
        QVERIFY(host::connect_in(fd));
    }

    void noHost_isSaid() {
        QTemporaryDir dir;
        base::UniqueFd fd = host::open_run_folder(dir.filePath("run").toStdString());
        QCOMPARE(error_of([&] { (void)host::connect_in(fd); }), ENOENT);
        QCOMPARE(error_of([&] { (void)host::open_existing_folder(dir.filePath("none").toStdString()); }), ENOENT);
    }

    void processOfAnotherUser_isRefused() {
        QCOMPARE(error_of([] { host::require_same_user({4711, 1000}, 1001); }), EACCES);
        QCOMPARE(error_of([] { host::require_same_user({4711, 1000}, 1000); }), 0);
    }

    void processOfAnotherUser_cannotConnect() {
        if (::geteuid() != 0) QSKIP("only root can become another user to try it");
        QTemporaryDir dir;
        std::string folder = dir.filePath("run").toStdString();
        base::UniqueFd fd = host::open_run_folder(folder);
        base::UniqueFd listener = host::listen_in(fd);
        pid_t child = ::fork();
        if (child == 0) {
            // The folder's descriptor is inherited on purpose: only the socket's own mode is in the way then.
            if (::setuid(65534) != 0) ::_exit(99);
            ::_exit(error_of([&] { (void)host::connect_in(fd); }));
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QCOMPARE(WEXITSTATUS(status), EACCES);
    }
};

QTEST_GUILESS_MAIN(TestLocalSocket)
#include "tst_local_socket.moc"
