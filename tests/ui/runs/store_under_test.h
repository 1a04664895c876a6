// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

#include <poolscope/run_store.h>

#include "trace_builder.h"

/// A store with synthetic runs, each as old as it is told to be.
namespace store_under_test {

using namespace poolscope;

class TestStore {
public:
    TestStore() { std::filesystem::create_directories(folder()); }
    [[nodiscard]] std::string folder() const { return m_dir.path().toStdString() + "/runs"; }
    [[nodiscard]] QString path() const { return QString::fromStdString(folder()); }
    [[nodiscard]] QString home() const { return m_dir.path(); }
    [[nodiscard]] RunStore store() const { return RunStore(folder()); }

    /// `minute` after some hour long ago.
    QString add(const std::string& name, int minute, const testing::RunShape& shape = {.tasks = 20, .workers = 2}) const {
        const std::string run = folder() + "/" + name;
        std::filesystem::create_directory(run);
        std::filesystem::permissions(run, std::filesystem::perms::owner_all);
        testing::build_run(run + "/trace", shape);
        const timespec time{1'700'000'000 + minute * 60, 0};
        const timespec times[2] = {time, time};
        ::utimensat(AT_FDCWD, (run + "/trace").c_str(), times, 0);
        return QString::fromStdString(run);
    }

    /// With its figures read, and begun then too.
    QString addRead(const std::string& name, int minute, const testing::RunShape& shape = {.tasks = 20, .workers = 2}) const {
        const QString run = add(name, minute, shape);
        RunDigest digest = read_digest(run.toStdString() + "/trace");
        digest.wall_clock_ns += std::int64_t{minute} * 60'000'000'000;
        RunStore::set_digest(run.toStdString(), digest);
        return run;
    }

private:
    QTemporaryDir m_dir;
};

}  // namespace store_under_test
