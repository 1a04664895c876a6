// SPDX-License-Identifier: MIT
#include <poolscope/run_store.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/errors.h>

#include "base/posix_error.h"
#include "runs/run_file.h"
#include "runs/run_lock.h"

namespace poolscope {

namespace fs = std::filesystem;
using base::UniqueFd;

namespace {

constexpr const char* kTrash = ".trash";

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Of the files of a folder, not of folders in it: there are none.
std::uint64_t size_of(const std::string& path, const UniqueFd& folder) {
    std::uint64_t bytes = 0;
    std::error_code error;
    for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
        struct stat status {};
        if (::fstatat(folder.get(), entry->path().filename().c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(status.st_mode))
            bytes += static_cast<std::uint64_t>(status.st_size);
    }
    return bytes;
}

UniqueFd open_or_throw(const std::string& run_folder) {
    UniqueFd folder = runs::open_own_folder(run_folder);
    const int error = errno;
    if (!folder) base::throw_system_error("cannot open the run folder " + run_folder, error);
    return folder;
}

template <class Change> void change_run_file(const std::string& run_folder, const Change& change) {
    const UniqueFd folder = open_or_throw(run_folder);
    const UniqueFd lock = runs::lock_store(fs::path(run_folder).parent_path().string());
    runs::RunFile file = runs::read_run_file(folder);
    Json before = file.document;
    change(file.document);
    if (file.document != before || !file.problem.empty()) runs::write_run_file(folder, run_folder, file);
}

std::string free_name(const std::string& folder, const std::string& name) {
    std::string path = folder + "/" + name;
    std::error_code ignored;
    for (int again = 2; fs::exists(fs::symlink_status(path, ignored)); ++again)
        path = folder + "/" + name + "-" + std::to_string(again);
    return path;
}

std::uint64_t remove_for_good(const std::string& path) {
    const UniqueFd folder = runs::open_own_folder(path);
    const std::uint64_t bytes = folder ? size_of(path, folder) : 0;
    std::error_code error;
    fs::remove_all(path, error);  // does not follow links
    return error ? 0 : bytes;
}

/// Whether `run_folder` lies directly in `store`.
bool is_in(const std::string& run_folder, const std::string& store) {
    const fs::path path = fs::path(run_folder).lexically_normal();
    return path.has_filename() && path.filename() != "." && path.filename() != ".." && path.filename().string()[0] != '.' &&
           path.parent_path() == fs::path(store).lexically_normal();
}

}  // namespace

std::optional<StoredRun> RunStore::look(const std::string& run_folder) {
    const UniqueFd folder = runs::open_own_folder(run_folder);
    struct stat trace {};
    if (!folder || ::fstatat(folder.get(), "trace", &trace, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(trace.st_mode) ||
        trace.st_size == 0)
        return {};
    StoredRun run;
    run.folder = run_folder;
    const runs::RunFile file = runs::read_run_file(folder);
    run.problem = file.problem;
    run.notes = runs::notes_in(file.document);
    run.origin = runs::origin_in(file.document);
    run.environment = runs::environment_in(file.document);
    run.digest = runs::digest_in(file.document);
    run.is_stale = run.digest && run.digest->trace_bytes != static_cast<std::uint64_t>(trace.st_size);
    run.size_bytes = size_of(run_folder, folder);
    run.changed_ns = nanoseconds(trace.st_mtim);
    run.is_live = runs::is_locked_by_host(folder);
    run.is_open = runs::is_looked_at(folder);
    return run;
}

std::vector<StoredRun> RunStore::list() const {
    std::vector<StoredRun> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder_, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().filename().string().front() == '.') continue;
        if (auto run = look(entry->path().string())) found.push_back(std::move(*run));
    }
    std::sort(found.begin(), found.end(), [](const StoredRun& a, const StoredRun& b) {
        return a.began_ns() != b.began_ns() ? a.began_ns() > b.began_ns() : a.folder > b.folder;
    });
    return found;
}

void RunStore::set_notes(const std::string& run_folder, const RunNotes& notes) const {
    if (notes.baseline) {
        const auto work_of = [](const StoredRun& run) {
            try {
                return work_identity(run.digest && !run.is_stale ? *run.digest : read_digest(run.trace_path()));
            } catch (const std::exception&) {
                return std::string();  // nothing is known of a trace that cannot be read
            }
        };
        const auto run = look(run_folder);
        const std::string work = run ? work_of(*run) : std::string();
        for (const StoredRun& other : list()) {
            if (!other.notes.baseline || other.folder == run_folder || work_of(other) != work) continue;
            change_run_file(other.folder, [](Json& document) { document.erase("baseline"); });
        }
    }
    change_run_file(run_folder, [&](Json& document) { runs::put_notes(document, notes); });
}

void RunStore::set_digest(const std::string& run_folder, const RunDigest& digest) {
    change_run_file(run_folder, [&](Json& document) { runs::put_digest(document, digest); });
}

void RunStore::set_origin(const std::string& run_folder, const RunOrigin& origin) {
    change_run_file(run_folder, [&](Json& document) { runs::put_origin(document, origin); });
}

std::string RunStore::remove(const std::string& run_folder) const {
    if (!is_in(run_folder, folder_)) throw ValueError(run_folder + " is no run of " + folder_);
    const UniqueFd folder = open_or_throw(run_folder);
    const runs::RunClaim claim(folder);
    if (!claim) throw ValueError("the run is still going on, or is open in another window");
    const std::string trash = folder_ + "/" + kTrash;
    if (::mkdir(trash.c_str(), 0700) != 0 && errno != EEXIST)
        base::throw_system_error("cannot make " + trash + ": mkdir", errno);
    std::string target = free_name(trash, fs::path(run_folder).filename().string());
    if (::rename(run_folder.c_str(), target.c_str()) != 0)
        base::throw_system_error("cannot remove " + run_folder + ": rename", errno);
    return target;
}

std::string RunStore::restore(const std::string& in_trash) const {
    if (!is_in(in_trash, folder_ + "/" + kTrash)) throw ValueError(in_trash + " is not in the trash of " + folder_);
    std::string target = free_name(folder_, fs::path(in_trash).filename().string());
    if (::rename(in_trash.c_str(), target.c_str()) != 0)
        base::throw_system_error("cannot take back " + in_trash + ": rename", errno);
    return target;
}

std::uint64_t RunStore::empty_trash(std::chrono::seconds older_than) const {
    std::uint64_t bytes = 0;
    std::error_code error;
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    for (fs::directory_iterator entry(folder_ + "/" + kTrash, error), end; !error && entry != end; entry.increment(error)) {
        struct stat status {};
        // A rename changes the inode (ctime), not what is in it.
        if (::lstat(entry->path().c_str(), &status) == 0 && status.st_ctim.tv_sec <= now.tv_sec - older_than.count())
            bytes += remove_for_good(entry->path().string());
    }
    return bytes;
}

RoomMade RunStore::make_room(const StoreLimits& limits) const {
    RoomMade made;
    std::vector<StoredRun> all = list();
    for (const std::size_t index : runs_to_remove(all, limits)) {
        StoredRun& run = all[index];
        try {
            // By way of the trash: what is renamed is no run any more, however long its removal takes.
            const std::string path = remove(run.folder);
            static_cast<void>(remove_for_good(path));
            ++made.runs;
            made.bytes += std::exchange(run.size_bytes, 0);
        } catch (const std::exception&) {
            // Somebody has come to it meanwhile; it may be the next that goes then, the next time.
        }
    }
    std::uint64_t bytes = 0;
    for (const StoredRun& run : all) bytes += run.size_bytes;
    made.is_enough = bytes <= limits.bytes && all.size() - made.runs <= limits.runs;
    return made;
}

}  // namespace poolscope
