// SPDX-License-Identifier: MIT
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/scenario.h>

#include "base/unique_fd.h"
#include "host/scenario_parts.h"
#include "host/strict_json.h"

namespace poolscope {

namespace {

using base::UniqueFd;

[[noreturn]] void fail_to_save(const std::string& path, const char* call, int error) {
    throw SystemError("cannot save the scenario " + path + ": " + call + ": " + std::strerror(error), error);
}

/// Reads at most a little more than the largest document, so that an endless file (/dev/zero) ends.
std::string read_bounded(const std::string& path) {
    const auto refuse = [&path](const char* call, int error) {
        throw ScenarioError({{path, std::string("cannot be read: ") + call + ": " + std::strerror(error)}});
    };
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
    if (!file) refuse("open", errno);
    std::string text;
    constexpr std::size_t kPiece = 64 * 1024;
    while (text.size() <= host::kLargestDocumentBytes) {
        const std::size_t before = text.size();
        text.resize(before + kPiece);
        ssize_t count = 0;
        do {
            count = ::read(file.get(), text.data() + before, kPiece);
        } while (count < 0 && errno == EINTR);
        if (count < 0) refuse("read", errno);
        text.resize(before + static_cast<std::size_t>(count));
        if (count == 0) break;
    }
    return text;
}

/// A new file beside the target that is removed again unless it was renamed.
class NewFile {
public:
    explicit NewFile(const std::string& target) : target_(target), name_(target + ".XXXXXX") {
        fd_ = UniqueFd(::mkostemp(name_.data(), O_CLOEXEC));
        if (!fd_) fail_to_save(target_, "mkostemp", errno);
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;
    ~NewFile() {
        if (!renamed_ && fd_) ::unlink(name_.c_str());
    }

    void write(std::string_view text) {
        while (!text.empty()) {
            const ssize_t count = ::write(fd_.get(), text.data(), text.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail_to_save(target_, "write", errno);
            text.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    void take_the_place() {
        // mkostemp gives 0600; a scenario is a document like another, unless the one it replaces was private.
        struct stat old {};
        const mode_t mode = ::stat(target_.c_str(), &old) == 0 ? (old.st_mode & 0777) : 0644;
        if (::fchmod(fd_.get(), mode) != 0) fail_to_save(target_, "fchmod", errno);
        if (::fsync(fd_.get()) != 0) fail_to_save(target_, "fsync", errno);
        if (::rename(name_.c_str(), target_.c_str()) != 0) fail_to_save(target_, "rename", errno);
        renamed_ = true;
    }

private:
    const std::string& target_;
    std::string name_;
    UniqueFd fd_;
    bool renamed_ = false;
};

}  // namespace

Json to_json(const BatchSpec& batch) {
    Json json = Json::object();
    json["method"] = to_string(batch.method);
    json["function"] = batch.function;
    if (takes_arguments(batch.method)) {
        json["args"] = batch.args;
        json["kwargs"] = batch.kwargs;
        return json;
    }
    json["iterable"] = batch.iterable;
    if (batch.chunksize) {
        json["chunksize"] = *batch.chunksize;
    } else {
        json["chunksize"] = nullptr;
    }
    return json;
}

Json to_json(const Scenario& scenario) {
    Json json = Json::object();
    json["poolscope"] = 1;
    json["title"] = scenario.title;
    json["description"] = scenario.description;
    json["modules"] = scenario.modules;
    json["pool"] = host::pool_to_json(scenario.pool);
    json["batches"] = Json::array();
    for (const BatchSpec& batch : scenario.batches)
        json["batches"].push_back(to_json(batch));
    if (scenario.faults != FaultPlan()) json["faults"] = to_json(scenario.faults);
    if (scenario.lesson.is_object()) json["lesson"] = scenario.lesson;
    return json;
}

Scenario load_scenario(const std::string& path, const std::vector<std::string>* known_functions) {
    const std::string text = read_bounded(path);
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    return parse_scenario(text, folder.string(), known_functions);
}

void save_scenario(const Scenario& scenario, const std::string& path) {
    // Bytes that are no UTF-8 cannot stand in JSON; a file name may hold such, and is then saved with U+FFFD in it.
    const std::string text = to_json(scenario).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    NewFile file(path);
    file.write(text);
    file.take_the_place();
    // The name is on the disk only when the folder is.
    const std::string folder = std::filesystem::absolute(path).parent_path().string();
    const UniqueFd directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory) (void)::fsync(directory.get());
}

}  // namespace poolscope
