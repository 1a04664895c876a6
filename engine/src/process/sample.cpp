// SPDX-License-Identifier: MIT
#include "process/sample.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "base/unique_fd.h"

namespace poolscope::process {

std::optional<Sample> parse_stat(std::string_view text, std::int64_t ticks_per_second, std::uint64_t page_bytes) {
    // The second field is the program's name in parentheses and may itself hold blanks and parentheses.
    const auto name_end = text.rfind(')');
    if (name_end == std::string_view::npos || name_end + 2 >= text.size()) return {};
    text.remove_prefix(name_end + 2);
    Sample sample;
    std::array<std::uint64_t, 25> fields{};  // field 3 (state) is index 0
    sample.state = text.front();
    std::size_t index = 0;
    while (!text.empty() && index < fields.size()) {
        const auto blank = text.find(' ');
        const std::string_view field = text.substr(0, blank);
        std::from_chars(field.data(), field.data() + field.size(), fields[index]);
        ++index;
        text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
    }
    if (index < 22 || ticks_per_second <= 0) return {};
    sample.cpu_ns = static_cast<std::int64_t>(fields[11] + fields[12]) * (1'000'000'000 / ticks_per_second);
    sample.threads = static_cast<int>(fields[17]);
    sample.rss_bytes = fields[21] * page_bytes;
    return sample;
}

std::optional<Sample> sample_process(pid_t pid) {
    const std::string path = "/proc/" + std::to_string(pid) + "/stat";
    const base::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) return {};
    std::array<char, 1024> buffer{};
    const ssize_t size = ::read(fd.get(), buffer.data(), buffer.size());
    if (size <= 0) return {};
    return parse_stat({buffer.data(), static_cast<std::size_t>(size)}, sysconf(_SC_CLK_TCK),
                      static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
}

}  // namespace poolscope::process
