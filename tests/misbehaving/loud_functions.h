// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

/// Functions for workers under test that write to their standard streams, each in its own way.
namespace misbehaving {

int print(int x);             ///< "item X\n" by printf, without flushing
int print_unfinished(int x);  ///< "item X" by printf, without an end of line
int print_error(int x);       ///< "error X\n" to standard error
int print_by_cout(int x);     ///< "item X\n" through a std::cout that holds it back
int print_by_child(int x);    ///< "child X\n" by a shell that it starts
int print_by_path(int x);     ///< "path X\n" through /dev/stdout, opened anew
int print_much(std::uint64_t bytes);  ///< "begin", so many dots, "end\n"
int print_and_die(int x, int signal); ///< both streams, then a signal
int print_and_wait(const std::string& folder);  ///< "first\n"; "second\n" once FOLDER/go is there
int print_later(const std::string& folder);     ///< leaves a thread that prints "later N\n" once FOLDER/goN is there, N = 1, 2
int print_for_ever();
int close_standard_streams(int x);    ///< prints "item X\n", then closes them for good
void loud_initializer(std::string text);
void dying_loud_initializer(std::string text);
int truncate_output(int x);           ///< empties the file behind standard output, then prints "item X\n"
int fill_output(std::uint64_t bytes); ///< makes that file this large without writing

}  // namespace misbehaving
