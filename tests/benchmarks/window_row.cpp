// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>

#include <QApplication>
#include <QEvent>
#include <QMainWindow>
#include <QTimer>

#include <sys/wait.h>
#include <unistd.h>

#include "application.h"
#include "conversation.h"
#include "temporary_folder.h"

namespace {

using poolscope::bench::Row;
using poolscope::bench::RowOptions;
using poolscope::bench::Rows;

constexpr const char* kOpenWindow = "--open";

/// Ends the program when the main window has been painted: everything that is to be seen is there then.
class FirstPaint : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && qobject_cast<QMainWindow*>(watched) != nullptr && !m_isPainted) {
            m_isPainted = true;
            // Behind the painting of all that lies in the window.
            QTimer::singleShot(0, this, [] { std::_Exit(0); });
        }
        return false;
    }

private:
    bool m_isPainted = false;
};

void watchForFirstPaint() {
    QCoreApplication::instance()->installEventFilter(new FirstPaint(QCoreApplication::instance()));
}

/// Milliseconds from the launch of a window, without a display, until it is painted. The window is that of poolscope; only the
/// end of the program is another.
class WindowPainted : public Row {
public:
    WindowPainted() { static_cast<void>(sample()); }  // files are in the cache then
    double sample() override {
        const double begin = poolscope::bench::now();
        const pid_t pid = ::vfork();
        if (pid == 0) {
            ::execl("/proc/self/exe", "window_row", kOpenWindow, m_folder.path().c_str(), nullptr);
            ::_exit(127);
        }
        int status = 0;
        ::waitpid(pid, &status, 0);
        poolscope::bench::require(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the window did not come");
        return (poolscope::bench::now() - begin) * 1e3;
    }

private:
    poolscope::bench::TemporaryFolder m_folder;
};

int openWindow(char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("TMPDIR", argv[2]);
    qAddPreRoutine(watchForFirstPaint);
    poolscope::ui::WindowOptions options;
    options.configFolder = QString::fromLocal8Bit(argv[2]);
    int argc = 1;
    return poolscope::ui::runWindow(argc, argv, options);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::strcmp(argv[1], kOpenWindow) == 0) return openWindow(argv);
    Rows rows;
    rows["window"] = [](const RowOptions&) { return std::make_unique<WindowPainted>(); };
    return poolscope::bench::converse(rows);
}
