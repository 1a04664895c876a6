// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <poolscope/environment.h>
#include <poolscope/pool_state.h>

/// Runs that are kept: one folder each, with `trace`, `scenario.json`, `host.log` and `run.json` (engine/src/runs/RUNS.md).
namespace poolscope {

/// What people say of a run. Names and notes are cut to their limits when they are written.
struct RunNotes {
    static constexpr std::size_t kLongestName = 200, kLongestNote = 64 * 1024, kMostTags = 32;  ///< bytes; tags are as long as names
    std::string name{};             ///< instead of the scenario's title; one line
    std::string note{};
    std::vector<std::string> tags{};  ///< one word or line each
    bool pinned = false;            ///< never removed to make room
    bool baseline = false;          ///< what other runs of its work are compared with; at most one of each work in a store
    /// It was cut short, and nobody has opened or dismissed it since.
    bool offered = false;
    bool operator==(const RunNotes&) const = default;
};

/// What a run was made for, when a study made it and not somebody by hand: the sweep that it belongs to. Unlike notes it keeps no run from
/// being removed to make room.
struct RunOrigin {
    std::string study{};   ///< "sweep", "whatif", "advise" or "demo"
    std::string id{};      ///< the same in all runs of one study
    std::string title{};   ///< of the study; may be empty
    std::string part{};    ///< the configuration: "processes 4, chunksize 10"
    std::uint32_t repetition = 1;  ///< of that, from 1
    bool operator==(const RunOrigin&) const = default;
};

/// How a run came to its end.
enum class RunEnding : std::uint8_t {
    Unfinished,  ///< no pool was made, or it goes on
    Closed,      ///< in order
    Terminated,  ///< by order, with what was left of it
    Broken,      ///< nothing could run in the pool any more
    CutShort,    ///< the trace breaks off: its host died
    Unrecorded,  ///< the recording was given up (a full disk); the pool went on
};
[[nodiscard]] const char* to_string(RunEnding ending) noexcept;

/// The figures of a run for a list of runs: all from its trace, so they can be made again from it at any time.
struct RunDigest {
    std::uint64_t trace_bytes = 0;  ///< of the trace when it was read
    std::string title, program;
    std::int32_t host_pid = 0;
    std::int64_t wall_clock_ns = 0;  ///< CLOCK_REALTIME at the start
    std::uint32_t processes = 0;
    std::string start_method, initializer;
    std::optional<std::uint64_t> maxtasksperchild;
    std::string work;  ///< what was called, "map is_prime" or "map is_prime and 2 more"
    /// Words that are the same for runs of the same calls, in whatever order and chunks, and for the same settings. Empty: it has no scenario.
    std::string work_key, settings_key;
    RunEnding ending = RunEnding::Unfinished;
    std::string ending_message;
    std::int64_t wall_ns = 0;
    std::uint64_t tasks = 0, items = 0, done = 0, failed = 0, lost = 0, timed_out = 0, cancelled = 0;
    std::uint32_t workers_started = 0, workers_crashed = 0;
    std::optional<double> utilisation;       ///< time that workers ran tasks, of the time that they were there
    std::optional<double> tasks_per_second;  ///< while there were batches
    bool operator==(const RunDigest&) const = default;
};
/// The same for runs that do the same work, in whatever order, chunks and configuration: their calls, or for a pool of a program without a
/// scenario the program, its calls and their number. Empty: nothing is known that could be the same.
[[nodiscard]] std::string work_identity(const RunDigest& digest);
/// Of a state as far as it goes. Costs a look at each span.
[[nodiscard]] RunDigest digest_of(const PoolState& state);
/// Reads a whole trace: a second or so for a million tasks. Throws what trace::Reader throws. When it is told to stop it gives the figures
/// as far as it came, and trace_bytes says how far.
[[nodiscard]] RunDigest read_digest(const std::string& trace_path, const std::stop_token& stop = {});

/// One run as it lies in the store.
struct StoredRun {
    std::string folder;  ///< absolute
    RunNotes notes;
    std::optional<RunOrigin> origin;  ///< empty: it was made by hand
    std::optional<Environment> environment;
    /// Empty: nobody has read the trace yet. That of an older state of the trace while is_stale.
    std::optional<RunDigest> digest;
    bool is_stale = false;          ///< the trace has grown since
    std::uint64_t size_bytes = 0;   ///< of all its files
    std::int64_t changed_ns = 0;    ///< CLOCK_REALTIME, when its trace was written last
    bool is_live = false;           ///< a host, or one of its workers, lives in it
    bool is_open = false;           ///< somebody looks at it (RunInUse)
    std::string problem;            ///< why run.json could not be read; empty: it could, or there is none
    [[nodiscard]] std::string trace_path() const { return folder + "/trace"; }
    [[nodiscard]] std::string scenario_path() const { return folder + "/scenario.json"; }
    /// When it began, as well as it is known.
    [[nodiscard]] std::int64_t began_ns() const { return digest && digest->wall_clock_ns ? digest->wall_clock_ns : changed_ns; }
    /// The name that its user gave it, else the configuration of a study with its repetition, "processes 4 (2)"; may be empty.
    [[nodiscard]] std::string label() const;
    /// Not to be removed to make room: live, open, pinned, a baseline, or with words of its user.
    [[nodiscard]] bool is_kept() const;
};

/// How much a store may hold.
struct StoreLimits {
    std::uint64_t bytes = std::uint64_t{2} << 30;
    std::size_t runs = 500;
};
/// Which runs go so that the others are within the limits: the oldest first, none that is kept. Indexes into `runs`, which is in
/// any order.
[[nodiscard]] std::vector<std::size_t> runs_to_remove(std::span<const StoredRun> runs, const StoreLimits& limits);

/// What RunStore::make_room() did.
struct RoomMade {
    std::size_t runs = 0;
    std::uint64_t bytes = 0;
    bool is_enough = true;  ///< false: what is left is kept, and more than the limits allow
};

/// While it lives, no program removes the run to make room. Movable.
class RunInUse {
public:
    RunInUse() noexcept = default;
    /// Without effect when the folder cannot be written.
    explicit RunInUse(const std::string& folder) noexcept;
    RunInUse(RunInUse&& other) noexcept;
    RunInUse& operator=(RunInUse&& other) noexcept;
    ~RunInUse();

private:
    int fd_ = -1;
};

/// A folder of run folders. Any number of programs may use one at the same time: run.json is replaced as a whole, under a lock
/// for each change. Any thread, any number at once. What fails throws SystemError that names the file and the reason (a full
/// disk); the store is then as it was.
class RunStore {
public:
    /// Need not exist yet.
    explicit RunStore(std::string folder) : folder_(std::move(folder)) {}
    [[nodiscard]] const std::string& folder() const noexcept { return folder_; }

    /// All runs that have a trace, the newest first. Folders of other users and symbolic links are none.
    [[nodiscard]] std::vector<StoredRun> list() const;
    /// One of them, or any other run folder; empty when there is no trace in it.
    [[nodiscard]] static std::optional<StoredRun> look(const std::string& run_folder);

    /// A baseline takes that from the one before of the same work (work_identity(); those of which nothing is known count as one work).
    void set_notes(const std::string& run_folder, const RunNotes& notes) const;
    static void set_digest(const std::string& run_folder, const RunDigest& digest);
    static void set_origin(const std::string& run_folder, const RunOrigin& origin);

    /// Moves a run that is over into the store, by copies where it lies on another file system: it is in the list as a whole or not at all.
    /// Returns its folder there.
    [[nodiscard]] std::string take(const std::string& run_folder, const RunDigest& digest, const RunOrigin& origin) const;

    /// Puts a run into the store's trash, from which it can be taken back. Returns where it lies now. Throws ValueError for one that is
    /// live or open elsewhere, and for a folder that is none of this store.
    std::string remove(const std::string& run_folder) const;
    /// Takes it back. Returns its folder.
    std::string restore(const std::string& in_trash) const;
    /// Empties the trash of what has lain in it for so long; for good. Returns the bytes that are free now.
    std::uint64_t empty_trash(std::chrono::seconds older_than) const;
    /// Removes for good what runs_to_remove() says, after the trash.
    RoomMade make_room(const StoreLimits& limits) const;

private:
    std::string folder_;
};

/// Where runs are kept unless somebody says otherwise: $XDG_STATE_HOME/poolscope/runs, else ~/.local/state/poolscope/runs.
[[nodiscard]] std::string default_runs_folder();
/// A name for a new run in it: "2026-01-31_14-05-09-4711" (local time, this process). It does not exist yet.
[[nodiscard]] std::string new_run_folder(const std::string& runs_folder);
/// Processors that the run of a trace could use, as the run.json beside it tells. Empty: nothing is told of it.
[[nodiscard]] std::optional<int> recorded_cpus(const std::string& trace);
/// Writes a run.json with the environment into a run folder that has none. Without effect when it cannot.
void begin_run_file(const std::string& run_folder) noexcept;

}  // namespace poolscope
