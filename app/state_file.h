// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <poolscope/json.h>

namespace poolscope::app {

/// Where the program keeps what it has learnt: poolscope/`name` in XDG_STATE_HOME, or ~/.local/state. Nothing is made. Empty when there is
/// neither of the two folders to be named.
[[nodiscard]] std::optional<std::string> state_path(const std::string& name);

/// Writes a document atomically (a new file, renamed), making the folders that are missing. Throws SystemError.
void write_document(const std::string& path, const Json& document);
/// Empty when there is no such file, or no JSON in it.
[[nodiscard]] std::optional<Json> read_document(const std::string& path);
enum class MissingFolders { Made, Refused };
/// Why a file could not be written there, as far as that shows without writing: asked before work that would be lost. `source` is what the
/// work is read from, and must not be replaced by what comes of it. Empty: nothing speaks against it.
[[nodiscard]] std::string problem_of_writing(const std::string& path, MissingFolders missing, const std::string& source);
/// A text likewise.
void write_text(const std::string& path, const std::string& text);

}  // namespace poolscope::app
