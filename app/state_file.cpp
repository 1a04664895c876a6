// SPDX-License-Identifier: GPL-3.0-or-later
#include "state_file.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/bounded_json.h>
#include <poolscope/errors.h>

namespace poolscope::app {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& path, const char* call, int error) {
    throw SystemError("cannot write " + path + ": " + call + ": " + std::generic_category().message(error), error);
}

/// A file that is gone again unless it was put in its place.
class Unfinished {
public:
    explicit Unfinished(const std::string& target) : target_(target), name_(target + ".XXXXXX") {
        fd_ = ::mkostemp(name_.data(), O_CLOEXEC);
        if (fd_ < 0) fail(target_, "mkostemp", errno);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished() {
        ::close(fd_);
        if (!is_in_place_) ::unlink(name_.c_str());
    }
    void write(const std::string& text) {
        for (std::size_t done = 0; done < text.size();) {
            const ssize_t count = ::write(fd_, text.data() + done, text.size() - done);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail(target_, "write", errno);
            done += static_cast<std::size_t>(count);
        }
    }
    void put_in_place() {
        if (::fsync(fd_) != 0) fail(target_, "fsync", errno);
        if (::rename(name_.c_str(), target_.c_str()) != 0) fail(target_, "rename", errno);
        is_in_place_ = true;
    }

private:
    const std::string& target_;
    std::string name_;
    int fd_ = -1;
    bool is_in_place_ = false;
};

}  // namespace

std::optional<std::string> state_path(const std::string& name) {
    const char* state = std::getenv("XDG_STATE_HOME");
    // The specification: a path that is not absolute is to be ignored.
    if (state != nullptr && *state == '/') return std::string(state) + "/poolscope/" + name;
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home != '/') return {};
    return std::string(home) + "/.local/state/poolscope/" + name;
}

std::string problem_of_writing(const std::string& path, MissingFolders missing, const std::string& source) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) return std::generic_category().message(EISDIR);
    if (fs::exists(status) && !fs::is_regular_file(status)) return "it is a device or a pipe, and no file";
    if (fs::equivalent(path, source, error)) return "it is what is read: choose another name";
    fs::path folder = fs::absolute(path, error).parent_path();
    if (missing == MissingFolders::Made)  // below the nearest that is there
        while (!fs::exists(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
    if (fs::exists(folder, error) && !fs::is_directory(folder, error)) return folder.string() + ": " + std::generic_category().message(ENOTDIR);
    if (::access(folder.c_str(), W_OK | X_OK) != 0) {
        const int reason = errno;
        return folder.string() + ": " + std::generic_category().message(reason);
    }
    return {};
}

void write_text(const std::string& path, const std::string& text) {
    const fs::path folder = fs::path(path).parent_path();
    std::error_code error;
    if (!folder.empty()) fs::create_directories(folder, error);
    if (error) fail(path, "mkdir", error.value());
    Unfinished file(path);
    file.write(text);
    file.put_in_place();
}

void write_document(const std::string& path, const Json& document) {
    write_text(path, document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::optional<Json> read_document(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return {};
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    Json document = parse_bounded_json(text);
    if (document.is_discarded()) return {};
    return document;
}

}  // namespace poolscope::app
