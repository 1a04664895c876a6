// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string>

#include <unistd.h>

#include <QTemporaryFile>

namespace poolscope::tests {

/// Takes what this process writes to standard error as long as it lives.
class CapturedStderr {
public:
    CapturedStderr() {
        if (!file_.open()) qFatal("no temporary file");
        std::fflush(stderr);
        before_ = dup(STDERR_FILENO);
        dup2(file_.handle(), STDERR_FILENO);
    }
    CapturedStderr(const CapturedStderr&) = delete;
    CapturedStderr& operator=(const CapturedStderr&) = delete;
    ~CapturedStderr() { give_back(); }
    /// All that came; standard error is as before.
    [[nodiscard]] std::string text() {
        give_back();
        file_.seek(0);
        return file_.readAll().toStdString();
    }

private:
    void give_back() {
        if (before_ < 0) return;
        std::fflush(stderr);
        dup2(before_, STDERR_FILENO);
        ::close(before_);
        before_ = -1;
    }
    QTemporaryFile file_;
    int before_ = -1;
};

}  // namespace poolscope::tests
