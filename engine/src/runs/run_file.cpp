// SPDX-License-Identifier: MIT
#include "runs/run_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/bounded_json.h>

#include "base/posix_error.h"

namespace poolscope::runs {
namespace {

using base::UniqueFd;

constexpr off_t kLargest = 1024 * 1024;

std::optional<std::string> read_whole(int fd, off_t size) {
    std::string text(static_cast<std::size_t>(size), '\0');
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t count = ::read(fd, text.data() + done, text.size() - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return {};
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    text.resize(done);
    return text;
}

/// Cut where a character of UTF-8 begins.
std::string cut(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    text.resize(most);
    return text;
}

std::string on_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    text = text.substr(first, text.find_last_not_of(' ') - first + 1);
    return cut(std::move(text), RunNotes::kLongestName);
}

std::string text_in(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}
bool flag_in(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

void put(Json& json, const char* key, const std::string& value) {
    if (value.empty()) json.erase(key);
    else json[key] = value;
}
void put(Json& json, const char* key, bool value) {
    if (value) json[key] = true;
    else json.erase(key);
}

template <class Number> void take(const Json& json, const char* key, Number& value) {
    const auto found = json.find(key);
    if (found != json.end() && found->is_number_integer()) value = found->get<Number>();
}
void take(const Json& json, const char* key, double& value) {
    const auto found = json.find(key);
    if (found != json.end() && found->is_number()) value = found->get<double>();
}
void take(const Json& json, const char* key, std::string& value) { value = text_in(json, key); }
template <class T> void take(const Json& json, const char* key, std::optional<T>& value) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number()) return;
    T inner{};
    take(json, key, inner);
    value = inner;
}

template <class Object, class Digest, class Each> void each_figure(Object& json, Digest& digest, const Each& each) {
    each(json, "trace_bytes", digest.trace_bytes);
    each(json, "title", digest.title);
    each(json, "program", digest.program);
    each(json, "host_pid", digest.host_pid);
    each(json, "wall_clock_ns", digest.wall_clock_ns);
    each(json, "processes", digest.processes);
    each(json, "start_method", digest.start_method);
    each(json, "initializer", digest.initializer);
    each(json, "maxtasksperchild", digest.maxtasksperchild);
    each(json, "work", digest.work);
    each(json, "work_key", digest.work_key);
    each(json, "settings_key", digest.settings_key);
    each(json, "ending_message", digest.ending_message);
    each(json, "wall_ns", digest.wall_ns);
    each(json, "tasks", digest.tasks);
    each(json, "items", digest.items);
    each(json, "done", digest.done);
    each(json, "failed", digest.failed);
    each(json, "lost", digest.lost);
    each(json, "timed_out", digest.timed_out);
    each(json, "cancelled", digest.cancelled);
    each(json, "workers_started", digest.workers_started);
    each(json, "workers_crashed", digest.workers_crashed);
    each(json, "utilisation", digest.utilisation);
    each(json, "tasks_per_second", digest.tasks_per_second);
}

void put_figure(Json& json, const char* key, const std::string& value) {
    if (!value.empty()) json[key] = cut(value, 2000);
}
template <class T> void put_figure(Json& json, const char* key, const std::optional<T>& value) {
    if (value) json[key] = *value;
}
template <class Number> void put_figure(Json& json, const char* key, const Number& value) { json[key] = value; }

constexpr RunEnding kEndings[] = {RunEnding::Unfinished,   RunEnding::Closed,   RunEnding::Terminated,
                                  RunEnding::Broken, RunEnding::CutShort, RunEnding::Unrecorded};

}  // namespace

RunFile read_run_file(const UniqueFd& folder) {
    RunFile file;
    const UniqueFd fd(::openat(folder.get(), kRunFile, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!fd) {
        if (errno != ENOENT) file.problem = base::describe_error("run.json: open", errno);
        return file;
    }
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > kLargest) {
        file.problem = "run.json is no file of a megabyte at most";
        return file;
    }
    const auto text = read_whole(fd.get(), status.st_size);
    Json document = text ? parse_bounded_json(*text) : Json();
    const auto version = document.is_object() ? document.find("poolscope_run") : document.end();
    if (!document.is_object() || version == document.end() || !version->is_number_integer()) {
        file.problem = "run.json is damaged: it is no JSON object with \"poolscope_run\"";
        return file;
    }
    file.document = std::move(document);
    return file;
}

RunNotes notes_in(const Json& document) {
    RunNotes notes;
    notes.name = on_one_line(text_in(document, "name"));
    notes.note = cut(text_in(document, "note"), RunNotes::kLongestNote);
    if (const auto tags = document.find("tags"); tags != document.end() && tags->is_array()) {
        for (const Json& tag : *tags) {
            if (!tag.is_string() || notes.tags.size() == RunNotes::kMostTags) continue;
            if (std::string text = on_one_line(tag.get<std::string>()); !text.empty()) notes.tags.push_back(std::move(text));
        }
    }
    notes.pinned = flag_in(document, "pinned");
    notes.baseline = flag_in(document, "baseline");
    notes.offered = flag_in(document, "offered");
    return notes;
}

void put_notes(Json& document, const RunNotes& notes) {
    put(document, "name", on_one_line(notes.name));
    put(document, "note", cut(notes.note, RunNotes::kLongestNote));
    Json tags = Json::array();
    for (const std::string& tag : notes.tags)
        if (std::string text = on_one_line(tag); !text.empty() && tags.size() < RunNotes::kMostTags) tags.push_back(std::move(text));
    if (tags.empty()) document.erase("tags");
    else document["tags"] = std::move(tags);
    put(document, "pinned", notes.pinned);
    put(document, "baseline", notes.baseline);
    put(document, "offered", notes.offered);
}

std::optional<RunOrigin> origin_in(const Json& document) {
    const auto found = document.find("origin");
    if (found == document.end() || !found->is_object()) return {};
    RunOrigin origin{on_one_line(text_in(*found, "study")), on_one_line(text_in(*found, "id")), on_one_line(text_in(*found, "title")),
                     on_one_line(text_in(*found, "part")), 1};
    if (origin.study.empty()) return {};
    take(*found, "repetition", origin.repetition);
    return origin;
}

void put_origin(Json& document, const RunOrigin& origin) {
    Json json = Json::object();
    put(json, "study", on_one_line(origin.study));
    put(json, "id", on_one_line(origin.id));
    put(json, "title", on_one_line(origin.title));
    put(json, "part", on_one_line(origin.part));
    json["repetition"] = origin.repetition;
    document["origin"] = std::move(json);
}

std::optional<Environment> environment_in(const Json& document) {
    const auto found = document.find("environment");
    if (found == document.end() || !found->is_object()) return {};
    return environment_from_json(*found);
}

std::optional<RunDigest> digest_in(const Json& document) {
    const auto found = document.find("cache");
    if (found == document.end() || !found->is_object() || !found->contains("trace_bytes")) return {};
    RunDigest digest;
    const Json& cache = *found;
    each_figure(cache, digest, [](const Json& json, const char* key, auto& value) { take(json, key, value); });
    const std::string ending = text_in(cache, "ending");
    for (const RunEnding each : kEndings)
        if (ending == to_string(each)) digest.ending = each;
    return digest;
}

void put_digest(Json& document, const RunDigest& digest) {
    Json cache = Json::object();
    each_figure(cache, digest, [](Json& json, const char* key, const auto& value) { put_figure(json, key, value); });
    cache["ending"] = to_string(digest.ending);
    document["cache"] = std::move(cache);
}

void write_run_file(const UniqueFd& folder, const std::string& path, const RunFile& file) {
    const std::string what = "cannot write " + path + "/" + kRunFile;
    Json document = {{"poolscope_run", 1}};
    document.update(file.document);
    const std::string text = document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    std::string part = "/proc/self/fd/" + std::to_string(folder.get()) + "/.run.json.XXXXXX";
    const UniqueFd fd(::mkostemp(part.data(), O_CLOEXEC));
    if (!fd) base::throw_system_error(what + ": mkostemp", errno);
    const auto fail = [&](const char* call, int error) {
        ::unlink(part.c_str());
        base::throw_system_error(what + ": " + call, error);
    };
    for (std::string_view rest = text; !rest.empty();) {
        const ssize_t count = ::write(fd.get(), rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("write", errno);
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
    if (!file.problem.empty()) ::renameat(folder.get(), kRunFile, folder.get(), "run.json.damaged");
    if (::renameat(AT_FDCWD, part.c_str(), folder.get(), kRunFile) != 0) fail("rename", errno);
}

}  // namespace poolscope::runs
