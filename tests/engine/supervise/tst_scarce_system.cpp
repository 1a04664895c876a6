// SPDX-License-Identifier: MIT
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include "functions.h"
#include "numbers.h"
#include "pool_test.h"

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

/// Each case is this program again, in a system of its own making: --in CASE METHOD FOLDER.
namespace {

constexpr int kForbidden = 77;

[[noreturn]] void forbidden(const char* what) {
    std::cerr << what << ": " << std::strerror(errno) << "\n";
    ::_exit(kForbidden);
}

void write_to(const char* path, const std::string& text) {
    std::ofstream file(path);
    file << text;
    if (!file.flush()) forbidden(path);
}

/// A mount namespace that nobody else sees; root makes one, others first need to be root in a user namespace.
void leave_for_own_mounts() {
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0) forbidden("unshare");
    if (user != 0) {
        write_to("/proc/self/setgroups", "deny");
        write_to("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
        write_to("/proc/self/gid_map", "0 " + std::to_string(group) + " 1");
    }
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) forbidden("mount --make-private");
}

void shm_of(const char* options, unsigned long flags) {
    leave_for_own_mounts();
    if (::mount("tmpfs", "/dev/shm", "tmpfs", flags, options) != 0) forbidden("mount /dev/shm");
}

void without_shm(const std::string& folder) {
    leave_for_own_mounts();
    for (const char* device : {"null", "zero", "urandom"}) {
        const std::string path = folder + "/" + device;
        std::ofstream{path};
        if (::mount(("/dev/" + std::string(device)).c_str(), path.c_str(), nullptr, MS_BIND, nullptr) != 0) forbidden("mount --bind");
    }
    if (::mount(folder.c_str(), "/dev", nullptr, MS_BIND | MS_REC, nullptr) != 0) forbidden("mount /dev");
    if (::access("/dev/shm", F_OK) == 0) forbidden("/dev/shm is still there");
}

void fill_shm() {
    shm_of("size=4k", 0);
    std::ofstream file("/dev/shm/filler");
    for (int block = 0; block < 16 && file; ++block) file << std::string(4096, 'x') << std::flush;
    if (file) forbidden("/dev/shm cannot be filled");
}

void lower(__rlimit_resource limit, rlim_t to) {
    const rlimit lowered{to, to};
    if (::setrlimit(limit, &lowered) != 0) forbidden("setrlimit");
}

/// The kernel does not hold root to it, so root becomes nobody first.
void lower_processes() {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) forbidden("setuid");
    lower(RLIMIT_NPROC, 1);
}

void make_system(const std::string& name, const std::string& folder) {
    if (name == "no /dev/shm") without_shm(folder);
    else if (name == "read-only /dev/shm") shm_of("size=4k", MS_RDONLY);
    else if (name == "full /dev/shm") fill_shm();
    else if (name == "few processes") lower_processes();
}

std::string one_pool(const std::string& method) {
    try {
        Pool pool({.processes = 8, .context = get_context(method)});
        const std::vector<int> squares = pool.map(mb::square, numbers(0, 100));
        return "done " + std::to_string(squares.size());
    } catch (const SystemError& error) {
        return "SystemError: " + std::string(error.what());
    }
}

/// With room for none, for one, ... until there is enough for a pool: whichever call is refused, the limit is named.
std::string pools_with_few_descriptors(const std::string& method) {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    std::string last;
    for (limit.rlim_cur = 4; limit.rlim_cur < 200 && last != "done 100"; ++limit.rlim_cur) {
        ::setrlimit(RLIMIT_NOFILE, &limit);
        last = one_pool(method);
        const bool is_named = last.find("RLIMIT_NOFILE") != std::string::npos && last.find("raise it or use fewer processes") != std::string::npos;
        if (last != "done 100" && !is_named) return "limit " + std::to_string(limit.rlim_cur) + ": " + last;
    }
    return last;
}

int run_in(const std::string& name, const std::string& method, const std::string& folder) {
    make_system(name, folder);
    std::cout << (name == "few descriptors" ? pools_with_few_descriptors(method) : one_pool(method)) << "\n";
    return 0;
}

}  // namespace

/// What the system does not give: the pool does without it, or names it.
class ScarceSystem : public QObject {
    Q_OBJECT

    struct Outcome {
        bool is_forbidden = false;
        QString words;
    };
    static Outcome outcome(const QString& name) {
        QFETCH(QString, method);
        const QTemporaryDir folder;
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {"--in", name, method, folder.path()});
        if (!process.waitForFinished(60'000)) qFatal("a pool on a scarce system hangs");
        QString errors = QString::fromLocal8Bit(process.readAllStandardError());
#if defined(__SANITIZE_THREAD__)
        // The sanitizer has a thread of its own, of which a pool that forks warns.
        static const QRegularExpression ofThreads(QStringLiteral("^poolscope: This process has \\d+ threads, use of fork.*\n"), QRegularExpression::MultilineOption);
        errors.remove(ofThreads);
#endif
        if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == kForbidden) return {true, errors};
        return {false, QString::fromLocal8Bit(process.readAllStandardOutput()) + errors};
    }
    static void works(const QString& name) {
        const Outcome found = outcome(name);
        if (found.is_forbidden) QSKIP(qPrintable("this machine does not allow it: " + found.words));
        QCOMPARE(found.words, QString("done 100\n"));
    }
    static void isNamed(const QString& name, const QString& limit, const QString& advice) {
        const Outcome found = outcome(name);
        if (found.is_forbidden) QSKIP(qPrintable("this machine does not allow it: " + found.words));
        QVERIFY2(found.words.startsWith("SystemError: ") && found.words.contains(limit) && found.words.contains(advice),
                 qPrintable(found.words));
    }

private slots:
    void withoutDevShm_thePoolWorks_data() { add_start_method_rows(); }
    void withoutDevShm_thePoolWorks() { works("no /dev/shm"); }
    void withDevShmReadOnly_thePoolWorks_data() { add_start_method_rows(); }
    void withDevShmReadOnly_thePoolWorks() { works("read-only /dev/shm"); }
    void withDevShmFull_thePoolWorks_data() { add_start_method_rows(); }
    void withDevShmFull_thePoolWorks() { works("full /dev/shm"); }

    void tooFewDescriptors_areNamed_data() { add_start_method_rows(); }
    void tooFewDescriptors_areNamed() {
#if defined(__SANITIZE_ADDRESS__)
        QSKIP("the sanitizer looks at memory through a pipe of its own, and takes a refusal for an error of the program");
#endif
        const Outcome found = outcome("few descriptors");
        if (found.is_forbidden) QSKIP(qPrintable("this machine does not allow it: " + found.words));
        QStringList lines = found.words.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.takeFirst(), QStringLiteral("done 100"));
        // What a fork server could not give while the pool was made already is told on standard error: there is no trace.
        for (const QString& line : std::as_const(lines))
            QVERIFY2(line.contains(QLatin1String("RLIMIT_NOFILE")) || line.contains(QLatin1String("further warnings")) || line.contains(QLatin1String("more warnings")),
                     qPrintable(line));
        QFETCH(QString, method);
        QVERIFY2(method == QLatin1String("forkserver") || lines.isEmpty(), qPrintable(lines.join(u'\n')));
    }
    void tooFewProcesses_areNamed_data() { add_start_method_rows(); }
    void tooFewProcesses_areNamed() { isNamed("few processes", "RLIMIT_NPROC", "use fewer processes"); }
};

int main(int argc, char** argv) {
    poolscope::run_worker_if_asked(argc, argv);
    if (argc == 5 && std::strcmp(argv[1], "--in") == 0) return run_in(argv[2], argv[3], argv[4]);
    QCoreApplication application(argc, argv);
    ScarceSystem test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_scarce_system.moc"
