// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/run_export.h"

#include <QDateTime>

#include <nlohmann/json.hpp>

#include <poolscope/csv_field.h>

namespace poolscope::ui {

namespace {

template <class Value> Json orNull(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

/// Without what is no figure of a table: the environment.
Json documentOf(const StoredRun& run) {
    const RunDigest digest = run.digest.value_or(RunDigest{});
    const bool isRead = run.digest.has_value();
    const auto figure = [isRead](const auto& value) { return isRead ? Json(value) : Json(nullptr); };
    Json json{{"folder", run.folder},
              {"began", QDateTime::fromMSecsSinceEpoch(run.began_ns() / 1'000'000, Qt::UTC).toString(Qt::ISODateWithMs).toStdString()},
              {"name", run.notes.name},
              {"title", digest.title},
              {"program", digest.program},
              {"processes", figure(digest.processes)},
              {"start_method", digest.start_method},
              {"initializer", digest.initializer},
              {"maxtasksperchild", orNull(digest.maxtasksperchild)},
              {"work", digest.work},
              {"ending", run.is_live ? "running" : isRead ? to_string(digest.ending) : ""},
              {"wall_seconds", figure(static_cast<double>(digest.wall_ns) * 1e-9)},
              {"tasks", figure(digest.tasks)},
              {"items", figure(digest.items)},
              {"done", figure(digest.done)},
              {"failed", figure(digest.failed)},
              {"lost", figure(digest.lost)},
              {"timed_out", figure(digest.timed_out)},
              {"cancelled", figure(digest.cancelled)},
              {"workers_started", figure(digest.workers_started)},
              {"workers_crashed", figure(digest.workers_crashed)},
              {"utilisation", orNull(digest.utilisation)},
              {"tasks_per_second", orNull(digest.tasks_per_second)},
              {"size_bytes", run.size_bytes},
              {"pinned", run.notes.pinned},
              {"baseline", run.notes.baseline}};
    const RunOrigin origin = run.origin.value_or(RunOrigin{});
    json["study"] = origin.study;
    json["study_id"] = origin.id;
    json["study_title"] = origin.title;
    json["study_part"] = origin.part;
    json["study_repetition"] = run.origin ? Json(origin.repetition) : Json(nullptr);
    json["note"] = run.notes.note;
    json["tags"] = run.notes.tags;
    return json;
}

QByteArray field(const Json& value) {
    std::string text;
    if (value.is_string()) text = value.get<std::string>();
    else if (value.is_array()) {
        for (const Json& each : value) text += (text.empty() ? "" : " ") + each.get<std::string>();
    } else if (!value.is_null()) text = value.dump();
    return QByteArray::fromStdString(csv_field(text));
}

}  // namespace

QByteArray runsCsv(const std::vector<StoredRun>& runs) {
    QByteArray csv;
    const Json names = documentOf(StoredRun{});
    for (auto each = names.begin(); each != names.end(); ++each) csv += (csv.isEmpty() ? QByteArray() : QByteArray(",")) + field(each.key());
    csv += "\r\n";
    for (const StoredRun& run : runs) {
        const Json document = documentOf(run);
        bool isFirst = true;
        for (const Json& value : document) {
            if (!std::exchange(isFirst, false)) csv += ',';
            csv += field(value);
        }
        csv += "\r\n";
    }
    return csv;
}

QByteArray runsJson(const std::vector<StoredRun>& runs) {
    Json array = Json::array();
    for (const StoredRun& run : runs) {
        Json document = documentOf(run);
        if (run.environment) document["environment"] = to_json(*run.environment);
        array.push_back(std::move(document));
    }
    return QByteArray::fromStdString(array.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace poolscope::ui
