// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/batch_summary.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include "format/quantity.h"
#include "forms/json_text.h"

namespace poolscope::ui {

namespace {

constexpr qint64 kLargeFile = 8 * 1024 * 1024;

QString tr(const char* text) {
    return QCoreApplication::translate("poolscope::ui::BatchSummary", text);
}

QString grouped(qint64 count) {
    return countText(static_cast<std::uint64_t>(count));
}

std::optional<qint64> rangeLength(const Json& numbers) {
    if (!numbers.is_array() || numbers.empty() || numbers.size() > 3) return {};
    for (const Json& number : numbers)
        if (!number.is_number_integer()) return {};
    const auto at = [&numbers](std::size_t i) { return numbers[i].get<std::int64_t>(); };
    const std::int64_t start = numbers.size() > 1 ? at(0) : 0;
    const std::int64_t stop = numbers.size() > 1 ? at(1) : at(0);
    const std::int64_t step = numbers.size() > 2 ? at(2) : 1;
    if (step == 0) return {};
    if (step > 0 ? stop <= start : stop >= start) return 0;
    // Unsigned, where the distance from the smallest to the largest number fits and -step has no exception.
    const auto wrap = [](std::int64_t number) { return static_cast<std::uint64_t>(number); };
    const std::uint64_t distance = step > 0 ? wrap(stop) - wrap(start) : wrap(start) - wrap(stop);
    const std::uint64_t stride = step > 0 ? wrap(step) : std::uint64_t{0} - wrap(step);
    const std::uint64_t length = (distance - 1) / stride + 1;
    return length <= INT64_MAX ? std::optional(static_cast<qint64>(length)) : std::nullopt;
}

std::optional<qint64> lineCount(const QString& path) {
    const QFileInfo about(path);
    if (!about.isFile() || about.size() > kLargeFile) return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray text = file.readAll();
    return text.count('\n') + (text.isEmpty() || text.endsWith('\n') ? 0 : 1);
}

QString iterableText(const Json& iterable) {
    if (iterable.is_object() && iterable.contains("range")) {
        const QString numbers = jsonLine(iterable["range"]);
        return QStringLiteral("range(%1)").arg(numbers.mid(1, numbers.size() - 2));
    }
    if (iterable.is_object() && iterable.contains("lines") && iterable["lines"].is_string()) {
        const QString path = QString::fromStdString(iterable["lines"].get<std::string>());
        return tr("lines of %1").arg(QFileInfo(path).fileName());
    }
    constexpr qsizetype kShort = 32;
    const QString list = jsonLine(iterable);
    if (list.size() <= kShort) return list;
    return tr("[%1 items]").arg(grouped(static_cast<qint64>(iterable.size())));
}

QStringList argumentsOf(const BatchSpec& batch) {
    QStringList parts;
    for (const Json& argument : batch.args) parts << jsonLine(argument);
    for (const auto& [name, value] : batch.kwargs.items())
        parts << QString::fromStdString(name) + u'=' + jsonLine(value);
    return parts;
}

}  // namespace

std::optional<qint64> itemCount(const Json& iterable) {
    if (iterable.is_array()) return static_cast<qint64>(iterable.size());
    if (!iterable.is_object()) return {};
    if (iterable.contains("range")) return rangeLength(iterable["range"]);
    if (iterable.contains("lines") && iterable["lines"].is_string())
        return lineCount(QString::fromStdString(iterable["lines"].get<std::string>()));
    return {};
}

qint64 defaultChunksize(Method method, qint64 items, int processes) {
    if (method == Method::IMap || method == Method::IMapUnordered || takes_arguments(method)) return 1;
    const qint64 parts = 4 * static_cast<qint64>(qMax(processes, 1));
    return qMax<qint64>(items / parts + (items % parts != 0 ? 1 : 0), 1);
}

QString batchSummary(const BatchSpec& batch, std::optional<qint64> items, const PoolFacts& pool) {
    if (takes_arguments(batch.method)) return tr("One task.");
    if (!items) {
        if (!batch.chunksize) return tr("The items are counted when the batch starts.");
        return *batch.chunksize == 1 ? tr("Each item is a task.")
                                     : tr("Every %1 items are a task.").arg(grouped(*batch.chunksize));
    }
    if (*items == 0) return tr("No items: an empty result at once.");
    const qint64 chunk = qMax<qint64>(batch.chunksize.value_or(defaultChunksize(batch.method, *items, pool.processes)), 1);
    const qint64 tasks = *items / chunk + (*items % chunk != 0 ? 1 : 0);
    QString sentence;
    if (*items == 1) sentence = tr("1 item in 1 task.");
    else if (tasks == 1) sentence = tr("%1 items in 1 task.").arg(grouped(*items));
    else if (chunk == 1) sentence = tr("%1 items, each a task.").arg(grouped(*items));
    else if (*items % chunk == 0)
        sentence = tr("%1 items in %2 tasks of %3.").arg(grouped(*items), grouped(tasks), grouped(chunk));
    else
        sentence = tr("%1 items in %2 tasks of %3, the last of %4.")
                       .arg(grouped(*items), grouped(tasks), grouped(chunk), grouped(*items % chunk));
    if (pool.maxtasksperchild && *pool.maxtasksperchild > 0) {
        const qint64 each = *pool.maxtasksperchild;
        const qint64 lives = tasks / each + (tasks % each != 0 ? 1 : 0);
        sentence += u' ' + (lives == 1 ? tr("One worker could do it all.")
                                       : tr("At %1 a worker they take at least %2 workers.").arg(grouped(each), grouped(lives)));
    }
    return sentence;
}

QString callLine(const BatchSpec& batch) {
    return QString::fromStdString(batch.function) + u'(' + argumentsOf(batch).join(QLatin1String(", ")) + u')';
}

QString batchLine(const BatchSpec& batch) {
    QStringList parts;
    parts << QString::fromStdString(batch.function);
    if (takes_arguments(batch.method)) {
        parts << argumentsOf(batch);
    } else {
        parts << iterableText(batch.iterable);
        if (batch.chunksize) parts << QStringLiteral("chunksize=%1").arg(*batch.chunksize);
    }
    return QLatin1String(to_string(batch.method)) + u'(' + parts.join(QLatin1String(", ")) + u')';
}

QString methodExplanation(Method method) {
    switch (method) {
    case Method::Apply: return tr("One call; the next batch waits until it is done.");
    case Method::ApplyAsync: return tr("One call; the next batch starts at once.");
    case Method::Map: return tr("One call for each item; results in order; the next batch waits.");
    case Method::MapAsync: return tr("One call for each item; results in order; the next batch starts at once.");
    case Method::IMap: return tr("As map, but each result can be had as soon as those before it are there.");
    case Method::IMapUnordered: return tr("As imap, but results come as they are ready, in any order.");
    case Method::StarMap: return tr("As map, but each item is a list of arguments: [2, 3] calls f(2, 3).");
    case Method::StarMapAsync: return tr("As starmap; the next batch starts at once.");
    }
    return {};
}

}  // namespace poolscope::ui
