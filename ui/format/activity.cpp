// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/activity.h"

#include <cmath>

#include <QCoreApplication>

#include "format/signal_name.h"

namespace poolscope::ui {

namespace {
QString say(const char* text) {
    return QCoreApplication::translate("Activity", text);
}
}  // namespace

QString activityName(WorkerActivity activity) {
    switch (activity) {
    case WorkerActivity::Starting: return say("starting");
    case WorkerActivity::Initializing: return say("initializing");
    case WorkerActivity::Idle: return say("idle");
    case WorkerActivity::Transport: return say("transport");
    case WorkerActivity::Running: return say("running");
    case WorkerActivity::Stopped: return say("stopped");
    case WorkerActivity::Retiring: return say("retiring");
    case WorkerActivity::Ended: return say("ended");
    case WorkerActivity::Crashed: return say("crashed");
    }
    return {};
}

QChar activityLetter(WorkerActivity activity) {
    switch (activity) {
    case WorkerActivity::Starting: return u'S';
    case WorkerActivity::Initializing: return u'I';
    case WorkerActivity::Idle: return u'.';
    case WorkerActivity::Transport: return u'C';
    case WorkerActivity::Running: return u'R';
    case WorkerActivity::Stopped: return u'B';
    case WorkerActivity::Retiring: return u'O';
    case WorkerActivity::Ended: return u' ';
    case WorkerActivity::Crashed: return u'X';
    }
    return u' ';
}

QColor activityColor(WorkerActivity activity, Appearance appearance) {
    const bool dark = appearance == Appearance::Dark;
    switch (activity) {
    case WorkerActivity::Starting: return QColor::fromRgb(dark ? 0x926684 : 0x611434);
    case WorkerActivity::Initializing: return QColor::fromRgb(dark ? 0xCB9F00 : 0xCB813E);
    case WorkerActivity::Idle: return QColor::fromRgb(dark ? 0x424242 : 0xDFE7EA);
    case WorkerActivity::Transport: return QColor::fromRgb(dark ? 0xB2F6FF : 0x56BBFF);
    case WorkerActivity::Running: return QColor::fromRgb(dark ? 0x1B5BFF : 0x002FA7);
    case WorkerActivity::Stopped: return QColor::fromRgb(dark ? 0xFEFF00 : 0xFFE400);
    case WorkerActivity::Retiring: return QColor::fromRgb(dark ? 0x55B18E : 0x3B847B);
    case WorkerActivity::Ended: return QColor(Qt::transparent);
    case WorkerActivity::Crashed: return QColor::fromRgb(dark ? 0xC52E22 : 0xAD0000);
    }
    return {};
}

QColor textOn(const QColor& fill) {
    // Relative luminance (WCAG 2.1); 0.179 is where black and white have the same contrast.
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    const double luminance =
        0.2126 * linear(fill.redF()) + 0.7152 * linear(fill.greenF()) + 0.0722 * linear(fill.blueF());
    return luminance > 0.179 ? QColor(Qt::black) : QColor(Qt::white);
}

QString causeText(EndCause cause, std::optional<std::int32_t> exitCode, std::optional<std::int32_t> signal) {
    switch (cause) {
    case EndCause::MaxTasksPerChild: return say("maxtasksperchild");
    case EndCause::Closed: return say("closed");
    case EndCause::Terminated: return say("terminated");
    case EndCause::Crashed: return signal ? say("crashed with %1").arg(signalName(*signal)) : say("crashed");
    case EndCause::Killed: return signal ? say("killed by %1").arg(signalName(*signal)) : say("killed");
    case EndCause::Exited: return exitCode ? say("exited with code %1").arg(*exitCode) : say("exited");
    case EndCause::InitializerFailed: return say("initializer failed");
    case EndCause::TimedOut: return say("ran out of time");
    case EndCause::MaxItemsPerChild: return say("maxitemsperchild");
    case EndCause::Age: return say("too old");
    case EndCause::MemoryLimit: return say("over its memory limit");
    case EndCause::Resized: return say("resized away");
    case EndCause::ByUser: return signal ? say("ended by request, %1").arg(signalName(*signal)) : say("left by request");
    case EndCause::OutOfMemory: return say("out of memory, killed by the kernel");
    case EndCause::HostGone: return say("host gone");
    case EndCause::NotStarted: return say("not started");
    }
    return {};
}

QChar endLetter(EndCause cause) {
    switch (cause) {
    case EndCause::Killed: return u'K';
    case EndCause::TimedOut: return u'T';
    case EndCause::MemoryLimit:
    case EndCause::OutOfMemory: return u'M';
    case EndCause::Exited: return u'E';
    case EndCause::InitializerFailed: return u'I';
    case EndCause::ByUser: return u'U';
    case EndCause::HostGone: return u'H';
    case EndCause::NotStarted: return u'N';
    default: return u'X';
    }
}

QString endText(const WorkerLife& worker) {
    return worker.cause ? causeText(*worker.cause, worker.exit_code, worker.signal) : QString();
}

}  // namespace poolscope::ui
