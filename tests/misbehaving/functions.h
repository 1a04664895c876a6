// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

/// Functions for workers under test, registered under these names. Each way to misbehave is one function.
namespace misbehaving {

// Well-behaved.
int square(int x);
int add(int a, int b);
std::string echo(const std::string& text);
void nothing();
std::vector<std::uint8_t> bytes_of(std::uint64_t size);
std::uint64_t size_of(const std::vector<std::uint8_t>& bytes);
int own_pid();
int pid_for(int x);       ///< the pid, whatever x is
int slow_pid_for(int x);  ///< the same after 20 ms
std::string own_label();
int slow_square(int x);  ///< takes 20 ms

// Initializers.
void set_label(std::string label, int number);
void failing_initializer(std::string message);
void hanging_initializer();
void dying_initializer();

// Errors.
struct OwnError : std::runtime_error {
    using std::runtime_error::runtime_error;
};
int throw_out_of_range_at_five(int x);
int throw_own_error(int x);
int throw_something_odd(int x);  ///< an int, which is no std::exception

// Deaths; the argument is the signal, the exit code or the item to die at.
int die_of_signal(int signal);
int exit_at_once(int code);
int exit_in_order(int code);
int abort_now();
int overflow_the_stack(int x);
int die_at_three(int x);
int sleep_for_ever();
int ignore_sigterm_for_ever();
int leave_slowly_on_sigterm(const std::string& folder);  ///< notes FOLDER/begun.0, and 50 ms after SIGTERM FOLDER/left, and exits
int count_and_die(const std::string& file, int times);  ///< adds to a count in FILE; dies while that is not above `times`, then gives it
int counted(const std::string& file);                   ///< that count
int complain_and_die(const std::string& text);          ///< "complaint: TEXT" on standard error, then SIGKILL
int stop_itself();                                      ///< SIGSTOP
int grow_for_ever();                                    ///< touches more and more memory, slowly
int hang_or_square(int x);                              ///< hangs for 0, slowly squares the rest
int talking_square(int x);                              ///< writes "item says X" without a newline
std::uint64_t seed_for(int x);                          ///< item_seed(), whatever x is
int hang_once_marked(const std::string& folder);  ///< writes its pid to FOLDER/pid, then hangs

/// Waits, at most two minutes, until there is a file FOLDER/go; writes FOLDER/begun.ITEM first. Gives the item.
int wait_for_go(const std::string& folder, int item);
/// The same for items above 0; item 0 throws at once.
int throw_at_zero_else_wait(const std::string& folder, int item);

/// Writes the CLOCK_MONOTONIC of the moment to FILE in nanoseconds, then SIGKILL.
int note_time_and_die(const std::string& file);
/// Adds a byte to FILE; then throws at once for 0, and gives the rest after 5 ms.
int note_and_throw_at_zero(const std::string& file, int item);
/// Throws "item N throws": at once above 0, for 0 when there is a file FOLDER/go (wait_for_go).
int throw_in_turn(const std::string& folder, int item);

/// A value whose encoding always fails.
struct Unsendable {
    int value = 0;
};
void to_json(nlohmann::ordered_json& json, const Unsendable& value);
void from_json(const nlohmann::ordered_json& json, Unsendable& value);
Unsendable unsendable(int x);

/// A value that can be encoded but whose decoding always fails.
struct Undecodable {
    int value = 0;
};
void to_json(nlohmann::ordered_json& json, const Undecodable& value);
void from_json(const nlohmann::ordered_json& json, Undecodable& value);
Undecodable undecodable(int x);

}  // namespace misbehaving
