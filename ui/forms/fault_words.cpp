// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/fault_words.h"

#include <cerrno>

#include <QCoreApplication>
#include <QLocale>

#include <poolscope/fault_check.h>

#include "format/quantity.h"

namespace poolscope::ui {

namespace {

using namespace std::chrono_literals;

QString say(const char* text) {
    return QCoreApplication::translate("FaultWords", text);
}

QString ordinal(std::uint64_t number) {
    const std::uint64_t tens = number % 100;
    const char* ending = "th";
    if (tens < 11 || tens > 13) {
        if (number % 10 == 1) ending = "st";
        if (number % 10 == 2) ending = "nd";
        if (number % 10 == 3) ending = "rd";
    }
    return QStringLiteral("%1%2").arg(number).arg(QLatin1String(ending));
}

QString whom(const Fault& fault) {
    if (fault.worker) return say("worker %1").arg(*fault.worker);
    if (fault.slot) return say("every worker of slot %1").arg(*fault.slot);
    return say("every worker");
}

QString occasion(const Fault& fault) {
    const QString nth = fault.nth == 0 ? QString() : ordinal(fault.nth);
    switch (fault.at) {
    case FaultPoint::Start: return say("at its start");
    case FaultPoint::Initializer: return say("in the initializer");
    case FaultPoint::Idle: return nth.isEmpty() ? say("whenever it is idle") : say("while idle before its %1 task").arg(nth);
    case FaultPoint::Reading: return nth.isEmpty() ? say("while reading any task") : say("while reading its %1 task").arg(nth);
    case FaultPoint::Task: return nth.isEmpty() ? say("at each of its tasks") : say("at its %1 task").arg(nth);
    case FaultPoint::Writing:
        return nth.isEmpty() ? say("while writing any result") : say("while writing a result of its %1 task").arg(nth);
    }
    return {};
}

QString deed(const Fault& fault) {
    const QString who = whom(fault);
    switch (fault.action) {
    case FaultAction::Kill: return say("kill %1").arg(who);
    case FaultAction::Stop:
        return fault.duration > 0ns ? say("stop %1 for %2").arg(who, durationText(fault.duration)) : say("stop %1").arg(who);
    case FaultAction::Segfault: return say("segfault in %1").arg(who);
    case FaultAction::Abort: return say("abort %1").arg(who);
    case FaultAction::Exit: return say("%1 exits with code %2").arg(who).arg(fault.exit_code);
    case FaultAction::Delay: return say("delay %1 by %2").arg(who, durationText(fault.duration));
    case FaultAction::Fail: return say("%1 throws").arg(who);
    default: return {};
    }
}

}  // namespace

QString faultSentence(const Fault& fault) {
    QString sentence;
    switch (fault.action) {
    case FaultAction::Refuse:
        if (fault.slot)
            sentence = say("refuse the start of %1 with %2")
                           .arg(whom(fault), QString::fromStdString(error_number_name(fault.error_number)));
        else if (fault.nth == 0)
            sentence = say("refuse every start with %1").arg(QString::fromStdString(error_number_name(fault.error_number)));
        else if (fault.times == 1)
            sentence = say("refuse the %1 start with %2").arg(ordinal(fault.nth), QString::fromStdString(error_number_name(fault.error_number)));
        else
            sentence = say("refuse %1 starts from the %2 on with %3")
                           .arg(fault.times)
                           .arg(ordinal(fault.nth), QString::fromStdString(error_number_name(fault.error_number)));
        break;
    case FaultAction::FillDisk: sentence = say("the disk is full after %1 of trace").arg(bytesText(fault.bytes)); break;
    case FaultAction::SlowReader: sentence = say("who follows the trace reads %1 a second").arg(bytesText(fault.bytes)); break;
    case FaultAction::FullLane:
        sentence = fault.nth == 0 ? say("results of %1 are never taken before %2").arg(whom(fault), durationText(fault.duration))
                                  : say("results of %1 are not taken for %2 from its %3 task on")
                                        .arg(whom(fault), durationText(fault.duration), ordinal(fault.nth));
        break;
    default: sentence = deed(fault) + u' ' + occasion(fault);
    }
    if (fault.probability < 1)
        sentence += say(", in %1 of the cases").arg(say("%1 %").arg(QLocale().toString(fault.probability * 100, 'g', 4)));
    return sentence;
}

QString faultActionExplanation(FaultAction action) {
    switch (action) {
    case FaultAction::Kill: return say("SIGKILL: gone at once, as by the out-of-memory killer");
    case FaultAction::Stop: return say("SIGSTOP: it stands still, for a time or until it is continued");
    case FaultAction::Segfault: return say("SIGSEGV: as a bad pointer does");
    case FaultAction::Abort: return say("SIGABRT: as a failed assertion does");
    case FaultAction::Exit: return say("it leaves by itself, with an exit code");
    case FaultAction::Delay: return say("it waits, then goes on");
    case FaultAction::Fail: return say("an error is thrown, in the initializer or in a task");
    case FaultAction::Refuse: return say("the system refuses to start a worker");
    case FaultAction::FillDisk: return say("the trace can be written no further");
    case FaultAction::SlowReader: return say("who follows the trace comes late");
    case FaultAction::FullLane: return say("the host does not take results, so that the worker's lane fills");
    }
    return {};
}

QString faultPointExplanation(FaultPoint point) {
    switch (point) {
    case FaultPoint::Start: return say("before its first word to the host");
    case FaultPoint::Initializer: return say("in place of the initializer's first instruction");
    case FaultPoint::Idle: return say("while it waits for its nth task");
    case FaultPoint::Reading: return say("when its nth task lies in the lane and is not begun");
    case FaultPoint::Task: return say("at the first item of its nth task");
    case FaultPoint::Writing: return say("in the middle of writing a result of its nth task");
    }
    return {};
}

std::vector<FaultPoint> pointsOf(FaultAction action) {
    std::vector<FaultPoint> points;
    for (const FaultPoint point : {FaultPoint::Task, FaultPoint::Start, FaultPoint::Initializer, FaultPoint::Idle,
                                   FaultPoint::Reading, FaultPoint::Writing})
        if (has_point(action, point)) points.push_back(point);
    return points;
}

std::vector<Fault> readyFaults() {
    std::vector<Fault> faults;
    const auto add = [&faults](Fault fault) { faults.push_back(std::move(fault)); };
    Fault fault;
    fault.worker = 1;
    fault.nth = 3;
    add(fault);
    fault.action = FaultAction::Segfault;
    fault.at = FaultPoint::Writing;
    fault.nth = 2;
    add(fault);
    fault.action = FaultAction::Kill;
    fault.at = FaultPoint::Idle;
    fault.nth = 1;
    add(fault);
    fault.action = FaultAction::Stop;
    fault.at = FaultPoint::Task;
    fault.nth = 2;
    fault.duration = 1s;
    add(fault);
    Fault often;
    often.nth = 0;
    often.probability = 0.1;
    add(often);
    Fault failing;
    failing.action = FaultAction::Fail;
    failing.at = FaultPoint::Initializer;
    failing.worker = 1;
    failing.message = "the initializer was made to fail";
    add(failing);
    Fault refused;
    refused.action = FaultAction::Refuse;
    refused.error_number = EAGAIN;
    refused.nth = 3;
    refused.times = 3;
    add(refused);
    Fault full;
    full.action = FaultAction::FillDisk;
    full.bytes = 64 * 1024;
    add(full);
    Fault lane;
    lane.action = FaultAction::FullLane;
    lane.worker = 1;
    lane.duration = 2s;
    add(lane);
    return faults;
}

}  // namespace poolscope::ui
