// SPDX-License-Identifier: MIT
#include <poolscope/host_program.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <malloc.h>

#include <poolscope/catalogue.h>
#include <poolscope/version.h>

#include "host/host.h"
#include "host/host_process.h"

namespace poolscope {

namespace {

constexpr const char* kUsage = "Usage: poolscope-host --run-folder FOLDER [options]\n"
                               "Runs one process pool for its clients, which connect to FOLDER/host.sock.\n"
                               "  --connection FD               an inherited, connected socket: the first client\n"
                               "  --when-alone terminate|go_on  what to do when the last client has gone (terminate)\n"
                               "  --value-limit BYTES           largest value kept in the trace (65536)\n"
                               "  --version, --help\n";

struct WrongArgument {
    std::string message;
};

template <class Number> Number number_of(std::string_view option, std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty() || text.front() == '-') {
        throw WrongArgument{std::string(option) + " takes a number, not '" + std::string(text) + "'"};
    }
    return number;
}

host::HostSettings settings_of(const std::vector<std::string_view>& arguments) {
    host::HostSettings settings;
    for (std::size_t i = 0; i < arguments.size(); i += 2) {
        const std::string_view option = arguments[i];
        if (i + 1 == arguments.size())
            throw WrongArgument{"'" + std::string(option) + "' needs a value, or is no option"};
        const std::string_view value = arguments[i + 1];
        if (option == "--run-folder") {
            settings.run_folder = std::filesystem::absolute(value).string();
        } else if (option == "--connection") {
            settings.connection = number_of<int>(option, value);
        } else if (option == "--value-limit") {
            settings.value_limit = number_of<std::uint64_t>(option, value);
        } else if (option == "--when-alone" && (value == "terminate" || value == "go_on")) {
            settings.when_alone = value == "go_on" ? WhenAlone::GoOn : WhenAlone::Terminate;
        } else if (option == "--when-alone") {
            throw WrongArgument{"--when-alone takes terminate or go_on, not '" + std::string(value) + "'"};
        } else {
            throw WrongArgument{"unknown option '" + std::string(option) + "'"};
        }
    }
    if (settings.run_folder.empty()) throw WrongArgument{"--run-folder is missing"};
    settings.programs.worker = host::program_beside("poolscope-worker");
    settings.programs.dynamic_worker = host::program_beside("poolscope-worker-dynamic");
    return settings;
}

/// Free memory that a host, and a worker forked from it, does not give back.
constexpr int kKeptBytes = 32 * 1024 * 1024;

}  // namespace

int run_host_program(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    if (arguments.size() == 1 && arguments[0] == "--help") {
        std::fputs(kUsage, stdout);
        return 0;
    }
    if (arguments.size() == 1 && arguments[0] == "--version") {
        std::printf("poolscope-host %s\n", kVersion);
        return 0;
    }
    try {
        host::HostSettings settings = settings_of(arguments);
        std::signal(SIGPIPE, SIG_IGN);
        // A chunk's arguments and results come and go by the megabyte: fresh pages for each cost more than what is in them.
        ::mallopt(M_MMAP_THRESHOLD, kKeptBytes);
        ::mallopt(M_TRIM_THRESHOLD, kKeptBytes);
        register_catalogue();
        host::Host host(std::move(settings));
        return host.run();
    } catch (const WrongArgument& wrong) {
        std::fprintf(stderr, "poolscope-host: %s\n%s", wrong.message.c_str(), kUsage);
        return 2;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "poolscope-host: %s\n", error.what());
        return 1;
    }
}

}  // namespace poolscope
