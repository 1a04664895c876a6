// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <ctime>

#include <QCoreApplication>
#include <QEvent>
#include <QGenericPlugin>
#include <QMainWindow>
#include <QTimer>

#include <unistd.h>

namespace {

/// Tells the row program when the main window has been painted, by CLOCK_MONOTONIC in nanoseconds, and ends the program in order.
class FirstPaint : public QObject {
public:
    explicit FirstPaint(int told) : m_told(told) { QCoreApplication::instance()->installEventFilter(this); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && qobject_cast<QMainWindow*>(watched) != nullptr && !m_isPainted) {
            m_isPainted = true;
            // Behind the painting of all that lies in the window.
            QTimer::singleShot(0, this, [this] { tell(); });
        }
        return false;
    }

private:
    void tell() const {
        timespec time{};
        ::clock_gettime(CLOCK_MONOTONIC, &time);
        const std::int64_t now = std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
        if (::write(m_told, &now, sizeof now) != static_cast<ssize_t>(sizeof now)) qWarning("nobody wants to know when the window was painted");
        QCoreApplication::quit();
    }

    int m_told;
    bool m_isPainted = false;
};

}  // namespace

/// Gets into poolscope's window as a plugin of Qt's (QT_QPA_GENERIC_PLUGINS=first_paint:FD), so that the program that is measured is the
/// very one that a user starts.
class FirstPaintPlugin : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "first_paint.json")

public:
    QObject* create(const QString& name, const QString& descriptor) override {
        Q_UNUSED(name)
        bool isNumber = false;
        const int told = descriptor.toInt(&isNumber);
        return isNumber ? new FirstPaint(told) : nullptr;
    }
};

#include "first_paint.moc"
