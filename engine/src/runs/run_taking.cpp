// SPDX-License-Identifier: MIT
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/errors.h>
#include <poolscope/run_store.h>

#include "base/posix_error.h"

namespace poolscope {

namespace fs = std::filesystem;

namespace {

constexpr std::array<const char*, 4> kFiles{"trace", "scenario.json", "host.log", "run.json"};

/// A folder that no list shows, gone unless it was given its name.
class Unlisted {
public:
    explicit Unlisted(const std::string& store) : path_(store + "/.taking-XXXXXX") {
        if (::mkdtemp(path_.data()) == nullptr) base::throw_system_error("cannot make a folder in " + store + ": mkdtemp", errno);
    }
    Unlisted(const Unlisted&) = delete;
    Unlisted& operator=(const Unlisted&) = delete;
    ~Unlisted() {
        std::error_code ignored;
        if (!is_listed_) fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    std::string list_in(const std::string& store) {
        std::string target = new_run_folder(store);
        if (::rename(path_.c_str(), target.c_str()) != 0) base::throw_system_error("cannot keep the run as " + target + ": rename", errno);
        is_listed_ = true;
        return target;
    }

private:
    std::string path_;
    bool is_listed_ = false;
};

void move_file(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error == std::errc::cross_device_link) {
        error.clear();
        fs::copy_file(from, to, error);
    }
    if (error) throw SystemError("cannot keep " + from.string() + " as " + to.string() + ": " + error.message(), error.value());
}

}  // namespace

std::string StoredRun::label() const {
    if (!notes.name.empty() || !origin || origin->part.empty()) return notes.name;
    return origin->part + " (" + std::to_string(origin->repetition) + ")";
}

std::string RunStore::take(const std::string& run_folder, const RunDigest& digest, const RunOrigin& origin) const {
    std::error_code error;
    if (!fs::exists(folder_, error)) {
        fs::create_directories(folder_, error);
        if (error) throw SystemError("cannot make " + folder_ + ": " + error.message(), error.value());
        fs::permissions(folder_, fs::perms::owner_all, error);
    }
    Unlisted place(folder_);
    for (const char* const name : kFiles)
        if (fs::is_regular_file(fs::symlink_status(fs::path(run_folder) / name, error))) move_file(fs::path(run_folder) / name, fs::path(place.path()) / name);
    set_digest(place.path(), digest);
    set_origin(place.path(), origin);
    return place.list_in(folder_);
}

}  // namespace poolscope
