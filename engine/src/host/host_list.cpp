// SPDX-License-Identifier: MIT
#include <poolscope/host_list.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>

#include <pwd.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <poolscope/errors.h>
#include <poolscope/host_client.h>
#include <poolscope/run_store.h>

#include "host/announcement.h"
#include "runs/run_lock.h"

namespace poolscope {

namespace fs = std::filesystem;

namespace {

std::string user_name() {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> text{};
    if (::getpwuid_r(::geteuid(), &entry, text.data(), text.size(), &found) == 0 && found != nullptr) return found->pw_name;
    return std::to_string(::geteuid());
}

/// What a trace tells for a list, read as it grows.
class TraceFacts {
public:
    void read(const std::string& path, HostInfo& info) {
        try {
            if (!reader_) reader_ = std::make_unique<trace::Reader>(path, trace::ReadValues::No);
            while (const auto record = reader_->next()) take(record->body);
        } catch (const std::exception& error) {
            info.problem = error.what();
        }
        info.program = known_.program;
        info.pid = known_.pid;
        info.title = known_.title;
        info.processes = known_.processes;
        info.start_method = known_.start_method;
        info.started_ns = known_.started_ns;
        info.tasks_done = known_.tasks_done;
    }

private:
    void take(const trace::Body& body) {
        if (std::holds_alternative<trace::TaskEnded>(body)) ++known_.tasks_done;
        if (const auto* started = std::get_if<trace::RunStarted>(&body)) {
            known_.program = started->program;
            known_.pid = started->host_pid;
            known_.title = started->title;
            known_.started_ns = started->wall_clock_ns;
        }
        if (const auto* created = std::get_if<trace::PoolCreated>(&body)) {
            known_.processes = created->processes;
            known_.start_method = created->start_method;
        }
        if (const auto* changed = std::get_if<trace::PoolChanged>(&body)) known_.processes = changed->processes;
    }

    std::unique_ptr<trace::Reader> reader_;
    HostInfo known_;
};

void ask(HostInfo& info, std::chrono::milliseconds patience) {
    try {
        const HostClient client = HostClient::attach(info.run_folder, patience);
        info.control = client.control();
        info.phase = client.greeting().value("phase", "");
        info.pid = client.host_pid();
        if (info.program.empty()) info.program = client.greeting().value("program", "");
    } catch (const std::exception& error) {
        info.problem = error.what();
    }
}

}  // namespace

struct HostLister::Impl {
    std::string runs_folder;
    std::string user = user_name();
    std::map<std::string, TraceFacts> traces;

    [[nodiscard]] std::set<std::string> living() const {
        std::set<std::string> folders;
        const auto add = [&](const fs::path& path) {
            std::error_code error;
            const fs::path whole = fs::canonical(path, error);
            if (!error && runs::is_locked_by_host(runs::open_own_folder(whole.string())) && fs::exists(whole / "host.sock", error))
                folders.insert(whole.string());
        };
        for (const std::string& folder : host::announced_folders()) add(folder);
        std::error_code error;
        for (fs::directory_iterator entry(runs_folder, error), end; !error && entry != end; entry.increment(error))
            if (entry->path().filename().string().front() != '.') add(entry->path());
        return folders;
    }
};

HostLister::HostLister(std::string runs_folder) : impl_(std::make_unique<Impl>()) {
    impl_->runs_folder = runs_folder.empty() ? default_runs_folder() : std::move(runs_folder);
}
HostLister::HostLister(HostLister&&) noexcept = default;
HostLister& HostLister::operator=(HostLister&&) noexcept = default;
HostLister::~HostLister() = default;

std::vector<HostInfo> HostLister::look(std::chrono::milliseconds patience) {
    const std::set<std::string> living = impl_->living();
    std::erase_if(impl_->traces, [&](const auto& entry) { return !living.contains(entry.first); });
    std::vector<HostInfo> hosts;
    for (const std::string& folder : living) {
        HostInfo info;
        info.run_folder = folder;
        info.user = impl_->user;
        impl_->traces[folder].read(folder + "/trace", info);
        ask(info, patience);
        hosts.push_back(std::move(info));
    }
    std::sort(hosts.begin(), hosts.end(), [](const HostInfo& a, const HostInfo& b) { return a.started_ns > b.started_ns; });
    return hosts;
}

}  // namespace poolscope
