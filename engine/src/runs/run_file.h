// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include <poolscope/json.h>
#include <poolscope/run_store.h>

#include "base/unique_fd.h"

/// run.json as RUNS.md has it.
namespace poolscope::runs {

inline constexpr const char* kRunFile = "run.json";

/// What was read from a run folder.
struct RunFile {
    Json document = Json::object();  ///< with what is not known here
    std::string problem;             ///< it is there, but no run.json
};
[[nodiscard]] RunFile read_run_file(const base::UniqueFd& folder);

[[nodiscard]] RunNotes notes_in(const Json& document);
void put_notes(Json& document, const RunNotes& notes);
[[nodiscard]] std::optional<RunOrigin> origin_in(const Json& document);
void put_origin(Json& document, const RunOrigin& origin);
[[nodiscard]] std::optional<Environment> environment_in(const Json& document);
[[nodiscard]] std::optional<RunDigest> digest_in(const Json& document);
void put_digest(Json& document, const RunDigest& digest);

/// Replaces it as a whole. A damaged one is kept beside. Throws SystemError that names the folder. Without fsync, which takes seconds on
/// a busy disk: file systems write a file that replaces another by rename before the name (ext4's auto_da_alloc, btrfs).
void write_run_file(const base::UniqueFd& folder, const std::string& path, const RunFile& file);

}  // namespace poolscope::runs
