// SPDX-License-Identifier: MIT
#include "trace/part_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <poolscope/errors.h>

namespace poolscope::trace {
namespace {

[[noreturn]] void fail(const std::string& target, int error) {
    throw SystemError(target + " cannot be written: " + std::strerror(error), error);
}

namespace fs = std::filesystem;

}  // namespace

void require_other_file(const std::string& source, const std::string& target) {
    std::error_code ignored;  // what is not there yet is another file
    if (fs::equivalent(source, target, ignored)) throw SystemError(target + " is what is read: give what is written another name", EINVAL);
}

PartName::PartName(std::string target) : target_(std::move(target)) {
    std::error_code error;
    const fs::file_status status = fs::status(target_, error);
    in_place_ = fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
    if (fs::is_regular_file(status)) {
        if (const fs::path behind_links = fs::canonical(target_, error); !error) target_ = behind_links.string();
    }
    // With the process's number, since two programs may write to one name at once.
    path_ = in_place_ ? target_ : target_ + "." + std::to_string(::getpid()) + ".part";
}

PartName::~PartName() {
    if (!in_place_) std::remove(path_.c_str());
}

void PartName::put_in_place() {
    if (in_place_) return;
    if (std::rename(path_.c_str(), target_.c_str()) != 0) fail(target_, errno);
    in_place_ = true;
}

PartFile::PartFile(const std::string& target) : name_(target), out_(this) {
    constexpr mode_t kMode = 0666;
    file_ = base::UniqueFd(::open(name_.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode));
    if (!file_) fail(target, errno);
    setp(buffer_.data(), buffer_.data() + buffer_.size());
}

bool PartFile::write_buffer() noexcept {
    const char* at = pbase();
    while (error_ == 0 && at != pptr()) {
        const ssize_t written = ::write(file_.get(), at, static_cast<std::size_t>(pptr() - at));
        if (written >= 0) at += written;
        else if (errno != EINTR) error_ = errno;
    }
    setp(buffer_.data(), buffer_.data() + buffer_.size());
    return error_ == 0;
}

PartFile::int_type PartFile::overflow(int_type letter) {
    if (!write_buffer()) return traits_type::eof();
    if (!traits_type::eq_int_type(letter, traits_type::eof())) sputc(traits_type::to_char_type(letter));
    return traits_type::not_eof(letter);
}

int PartFile::sync() {
    return write_buffer() ? 0 : -1;
}

void PartFile::finish() {
    write_buffer();
    if (error_ != 0) fail(name_.target(), error_);
    // A file system may tell of a full disk only now (NFS, quotas).
    if (::close(file_.release()) != 0) fail(name_.target(), errno);
    name_.put_in_place();
}

}  // namespace poolscope::trace
