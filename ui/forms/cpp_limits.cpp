// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/cpp_limits.h"

#include <cmath>

#include <QLocale>

#include <poolscope/fault_check.h>

#include "forms/cpp_literal.h"

namespace poolscope::ui {

namespace {

QString duration(std::chrono::nanoseconds time) {
    const std::int64_t ns = time.count();
    if (ns % 1'000'000'000 == 0) return QStringLiteral("std::chrono::seconds(%1)").arg(ns / 1'000'000'000);
    if (ns % 1'000'000 == 0) return QStringLiteral("std::chrono::milliseconds(%1)").arg(ns / 1'000'000);
    return QStringLiteral("std::chrono::nanoseconds(%1)").arg(ns);
}

QString duration(double seconds) {
    return duration(std::chrono::nanoseconds(std::llround(seconds * 1e9)));
}

QString real(double value) {
    return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest);
}

QString bytes(std::int64_t count) {
    constexpr std::int64_t kMebi = 1024 * 1024;
    return count > 0 && count % kMebi == 0 ? QStringLiteral("%1LL * 1024 * 1024").arg(count / kMebi)
                                           : QStringLiteral("%1").arg(count);
}

/// "full_lane" as "FullLane", which is how the enumerators are called.
QString enumerator(const char* type, const char* name) {
    QString text = QStringLiteral("poolscope::%1::").arg(QLatin1String(type));
    for (const QString& word : QString::fromLatin1(name).split(u'_')) text += word.left(1).toUpper() + word.mid(1);
    return text;
}

QString cppFault(const Fault& fault) {
    const Fault plain;
    QStringList parts{QStringLiteral(".action = %1").arg(enumerator("FaultAction", to_string(fault.action)))};
    if (fault.at != plain.at) parts << QStringLiteral(".at = %1").arg(enumerator("FaultPoint", to_string(fault.at)));
    if (fault.worker) parts << QStringLiteral(".worker = %1").arg(*fault.worker);
    if (fault.slot) parts << QStringLiteral(".slot = %1").arg(*fault.slot);
    if (fault.nth != plain.nth) parts << QStringLiteral(".nth = %1").arg(fault.nth);
    if (fault.times != plain.times) parts << QStringLiteral(".times = %1").arg(fault.times);
    if (fault.probability != plain.probability) parts << QStringLiteral(".probability = %1").arg(real(fault.probability));
    if (fault.duration != plain.duration) parts << QStringLiteral(".duration = %1").arg(duration(fault.duration));
    if (fault.exit_code != plain.exit_code) parts << QStringLiteral(".exit_code = %1").arg(fault.exit_code);
    if (fault.error_number != plain.error_number) {
        parts << QStringLiteral(".error_number = %1").arg(QString::fromStdString(error_number_name(fault.error_number)));
    }
    if (fault.bytes != plain.bytes) parts << QStringLiteral(".bytes = %1").arg(fault.bytes);
    if (fault.message != plain.message) parts << QStringLiteral(".message = %1").arg(cppArgument(Json(fault.message)));
    return QStringLiteral("poolscope::Fault{%1}").arg(parts.join(QLatin1String(", ")));
}

}  // namespace

QStringList cppLimits(const PoolSpec& pool) {
    QStringList options;
    const auto add = [&options](const char* name, const QString& value) {
        options << QStringLiteral(".%1 = %2").arg(QLatin1String(name), value);
    };
    if (pool.maxitemsperchild) add("maxitemsperchild", QString::number(*pool.maxitemsperchild));
    if (pool.max_memory_per_child) add("max_memory_per_child", bytes(*pool.max_memory_per_child));
    if (pool.max_age_per_child) add("max_age_per_child", duration(*pool.max_age_per_child));
    if (pool.task_timeout) add("task_timeout", duration(*pool.task_timeout));
    if (pool.initializer_timeout) add("initializer_timeout", duration(*pool.initializer_timeout));
    if (pool.recycling_jitter) add("recycling_jitter", real(*pool.recycling_jitter));
    if (pool.restart_deaths && pool.restart_seconds)
        add("restart_budget", QStringLiteral("poolscope::RestartBudget{%1, %2}")
                                  .arg(QString::number(*pool.restart_deaths), duration(*pool.restart_seconds)));
    if (pool.worker_lost_retries)
        add("on_worker_lost", *pool.worker_lost_retries == 0
                                  ? QStringLiteral("poolscope::OnWorkerLost::fail()")
                                  : QStringLiteral("poolscope::OnWorkerLost::retry(%1)").arg(*pool.worker_lost_retries));
    if (pool.seed) add("seed", QString::number(*pool.seed));
    if (pool.capture_output) add("capture_output", *pool.capture_output ? QStringLiteral("true") : QStringLiteral("false"));
    return options;
}

QString cppFaults(const FaultPlan& plan) {
    if (plan.empty()) return {};
    QStringList faults;
    for (const Fault& fault : plan.faults) faults << cppFault(fault);
    const QString start = QStringLiteral(",\n") + QString(37, u' ');
    const QString line = u'\n' + QString(41, u' ');
    const QString seed = plan.seed != 0 ? QStringLiteral(".seed = %1").arg(plan.seed) + start : QString();
    return QStringLiteral(".faults = {%1.faults = {%2}}").arg(seed, line + faults.join(u',' + line));
}

}  // namespace poolscope::ui
