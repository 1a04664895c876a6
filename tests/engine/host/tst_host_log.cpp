// SPDX-License-Identifier: MIT
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "base/unique_fd.h"
#include "host/host_log.h"

using namespace poolscope;
using host::HostLog;

namespace {

/// Standard error goes to a file as long as this lives.
class ErrorOutputTo {
public:
    explicit ErrorOutputTo(const std::string& path) : before_(::dup(STDERR_FILENO)) {
        const base::UniqueFd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
        ::dup2(file.get(), STDERR_FILENO);
    }
    ~ErrorOutputTo() { ::dup2(before_.get(), STDERR_FILENO); }
    ErrorOutputTo(const ErrorOutputTo&) = delete;
    ErrorOutputTo& operator=(const ErrorOutputTo&) = delete;

private:
    base::UniqueFd before_;
};

void print_lines(int from, int to) {
    std::string text;
    for (int i = from; i < to; ++i)
        text += "line " + std::to_string(i) + "\n";
    QCOMPARE(::write(STDERR_FILENO, text.data(), text.size()), ssize_t(text.size()));
}

std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

class TestHostLog : public QObject {
    Q_OBJECT
private slots:
    void longLog_isCutToItsLastLinesAndGoesOn() {
        QTemporaryDir dir;
        const std::string path = dir.filePath("host.log").toStdString();
        {
            ErrorOutputTo redirected(path);
            const HostLog log(path);
            print_lines(0, 200'000);
            log.keep_short();
            print_lines(200'000, 200'001);
        }
        const std::string text = content(path);
        QVERIFY(text.size() < 2 * std::size_t(HostLog::kKept));
        QVERIFY(text.starts_with("(earlier lines were dropped)\nline "));
        QVERIFY(text.ends_with("line 199999\nline 200000\n"));
    }

    void shortLog_isLeftAlone() {
        QTemporaryDir dir;
        const std::string path = dir.filePath("host.log").toStdString();
        {
            ErrorOutputTo redirected(path);
            print_lines(0, 10);
            HostLog(path).keep_short();
        }
        QCOMPARE(content(path).size(), std::size_t(70));
    }

    void fileThatIsNotTheErrorOutput_isNeverTouched() {
        QTemporaryDir dir;
        const std::string path = dir.filePath("host.log").toStdString();
        std::ofstream(path) << std::string(2 * HostLog::kLongest, 'x');
        HostLog(path).keep_short();
        QCOMPARE(std::filesystem::file_size(path), std::uintmax_t(2 * HostLog::kLongest));
    }
};

QTEST_GUILESS_MAIN(TestHostLog)
#include "tst_host_log.moc"
