// SPDX-License-Identifier: MIT
#include <poolscope/monitor.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <poolscope/errors.h>
#include <poolscope/run_store.h>

#include "base/posix_error.h"
#include "host/announcement.h"
#include "host/local_socket.h"
#include "host/monitor_server.h"
#include "process/worker_start.h"

namespace poolscope {
namespace host {
namespace {

/// For clients to take their last replies.
constexpr std::chrono::milliseconds kLastReplies{200};

/// The right to be the only host in the folder, as long as the descriptor lives.
base::UniqueFd claim(const std::string& run_folder) {
    base::UniqueFd folder = open_run_folder(run_folder);
    for (int attempt = 0; ::flock(folder.get(), LOCK_EX | LOCK_NB) < 0; ++attempt) {
        if (errno != EWOULDBLOCK || attempt == 10)
            base::throw_system_error("another pool uses the run folder " + run_folder + ": flock", errno);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return folder;
}

class Monitor final : public PoolMonitor {
public:
    explicit Monitor(MonitorOptions options) : options_(std::move(options)) {}
    ~Monitor() override { stop(); }

    std::string trace_file() override {
        if (std::exchange(used_, true)) throw ValueError("a monitor is for one pool: make another with poolscope::monitor()");
        claim_folder();
        return run_folder_ + "/trace";
    }

    std::string title() const override { return options_.title; }

    void pool_runs(detail::PoolCore& pool) override {
        const std::lock_guard lock(door_);
        if (ended_) return;  // it broke at its very start: there is nothing to watch
        auto loop = std::make_shared<base::EventLoop>();
        const std::string path = process::own_executable();
        MonitorServer::Facts facts{run_folder_, path.substr(path.find_last_of('/') + 1), options_.control};
        server_.emplace(loop, std::move(facts), pool, listen_in(folder_));
        listens_ = true;
        loop_ = loop;
        announcement_ = Announcement(run_folder_);
        // Signals are for the program's own threads, not for this one.
        sigset_t every{}, before{};
        sigfillset(&every);
        pthread_sigmask(SIG_SETMASK, &every, &before);
        try {
            thread_ = std::thread([this] { run(); });
        } catch (const std::system_error& error) {
            pthread_sigmask(SIG_SETMASK, &before, nullptr);
            close_door();
            server_.reset();
            loop_.reset();
            base::throw_system_error("cannot start the monitor's thread: pthread_create", error.code().value());
        }
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    void pool_ended() noexcept override {
        // Nobody new finds it; what it recorded is a run like another from now on.
        const std::lock_guard lock(door_);
        ended_ = true;
        close_door();
        folder_.reset();
        if (loop_) loop_->post([this] { server_->pool_has_ended(); });
    }

    void pool_goes() noexcept override { stop(); }

private:
    void claim_folder() {
        if (!options_.folder.empty()) {
            run_folder_ = std::filesystem::absolute(options_.folder).string();
        } else {
            // Another pool of this second may have been given the same name: who makes the folder has it.
            const std::string runs = default_runs_folder();
            std::error_code ignored;  // what failed shows in claim()
            std::filesystem::create_directories(runs, ignored);
            for (int attempt = 0; attempt < 1000; ++attempt) {
                run_folder_ = new_run_folder(runs);
                if (::mkdir(run_folder_.c_str(), 0700) == 0 || errno != EEXIST) break;
            }
        }
        folder_ = claim(run_folder_);
    }
    void run() {
        begin_run_file(run_folder_);
        try {
            loop_->run();
            const auto deadline = std::chrono::steady_clock::now() + kLastReplies;
            while (server_->unsent() > 0 && std::chrono::steady_clock::now() < deadline)
                loop_->run_once(std::chrono::milliseconds(10));
        } catch (const std::exception&) {
            // The system gives nothing any more: nobody can watch, and the program goes on.
        }
    }
    void stop() noexcept {
        if (thread_.joinable()) {
            loop_->post([this] { loop_->stop(); });
            thread_.join();
        }
        const std::lock_guard lock(door_);
        close_door();
        server_.reset();
        folder_.reset();
    }
    void close_door() noexcept {
        announcement_.withdraw();
        if (std::exchange(listens_, false)) ::unlinkat(folder_.get(), kSocketName, 0);
    }

    MonitorOptions options_;
    bool used_ = false;
    std::string run_folder_;
    std::mutex door_;  ///< of what the pool's thread and its owner may close
    base::UniqueFd folder_;
    bool listens_ = false, ended_ = false;
    Announcement announcement_;
    std::shared_ptr<base::EventLoop> loop_;
    std::optional<MonitorServer> server_;
    std::thread thread_;
};

}  // namespace
}  // namespace host

std::shared_ptr<PoolMonitor> monitor(MonitorOptions options) {
    return std::make_shared<host::Monitor>(std::move(options));
}

}  // namespace poolscope
