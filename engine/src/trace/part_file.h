// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <ostream>
#include <streambuf>
#include <string>

#include "base/unique_fd.h"

namespace poolscope::trace {

/// Writing a trace's export over the trace itself would lose it. Throws SystemError (EINVAL) when both names are of one file.
void require_other_file(const std::string& source, const std::string& target);

/// The name of a file that is not whole yet: beside the one that it will be, behind links. It is removed unless it is put in its place.
/// A device or a pipe that has the name is written to as it is.
class PartName {
public:
    explicit PartName(std::string target);
    PartName(const PartName&) = delete;
    PartName& operator=(const PartName&) = delete;
    ~PartName();
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] const std::string& target() const noexcept { return target_; }
    /// Gives the file its real name. Throws SystemError.
    void put_in_place();

private:
    std::string target_;
    std::string path_;
    bool in_place_ = false;
};

/// A file to write to that appears whole or not at all, and that knows why writing failed: a std::ofstream forgets the
/// error's number.
class PartFile : private std::streambuf {
public:
    /// Throws SystemError.
    explicit PartFile(const std::string& target);
    [[nodiscard]] std::ostream& out() noexcept { return out_; }
    /// Writes what is left and gives the file its name. Throws SystemError, also for a write that failed before.
    void finish();

private:
    int_type overflow(int_type letter) override;
    int sync() override;
    bool write_buffer() noexcept;

    PartName name_;
    base::UniqueFd file_;
    int error_ = 0;
    std::array<char, 1 << 16> buffer_;
    std::ostream out_;
};

}  // namespace poolscope::trace
