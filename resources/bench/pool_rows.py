#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The peers' side of the rows of `poolscope bench`, a line a request as poolscope-bench has it:
    prepare ROW [KEY=VALUE ...]    "ok"; "none" for a row that this peer does not have, "none WHY" for one that cannot be measured here
    sample                         "ok NUMBER", in the row's unit; "ok inf": it hung
    finish                         "ok"
Usage: pool_rows.py pool | executor | xargs. A row does with the peer's own calls what the row of the same name in
app/bench/rows does with Poolscope's."""
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time


def echo(x):
    return x


def busy_for(nanoseconds):
    """Uses the processor so long by the worker's own clock; gives how long it really was."""
    begin = time.thread_time_ns()
    while True:
        spent = time.thread_time_ns() - begin
        if spent >= nanoseconds:
            return spent


def require(holds, what):
    if not holds:
        raise RuntimeError(what)


class PoolPeer:
    """multiprocessing.Pool."""

    def __init__(self, options, workers=None, maxtasksperchild=None):
        context = multiprocessing.get_context(options.get("method", "fork"))
        self.workers = int(workers or options.get("workers", 4))
        self.pool = context.Pool(self.workers, maxtasksperchild=maxtasksperchild)

    def apply(self, function, x):
        return self.pool.apply(function, (x,))

    def apply_async(self, function, items):
        handles = [self.pool.apply_async(function, (x,)) for x in items]
        return [handle.get() for handle in handles]

    def map(self, function, items, chunksize=None):
        return self.pool.map(function, items, chunksize)

    def pids(self):
        return [process.pid for process in self.pool._pool]

    def end(self):
        self.pool.terminate()
        self.pool.join()


class ExecutorPeer:
    """concurrent.futures.ProcessPoolExecutor."""

    def __init__(self, options, workers=None):
        # Not above: the workers that spawn starts import what this file imports, those of multiprocessing.Pool too.
        import concurrent.futures
        context = multiprocessing.get_context(options.get("method", "fork"))
        self.workers = int(workers or options.get("workers", 4))
        self.pool = concurrent.futures.ProcessPoolExecutor(self.workers, mp_context=context)

    def apply(self, function, x):
        return self.pool.submit(function, x).result()

    def apply_async(self, function, items):
        handles = [self.pool.submit(function, x) for x in items]
        return [handle.result() for handle in handles]

    def map(self, function, items, chunksize=None):
        if chunksize is None:
            chunksize = max(1, -(-len(items) // (4 * self.workers)))
        return list(self.pool.map(function, items, chunksize=chunksize))

    def pids(self):
        return list(self.pool._processes)

    def end(self):
        self.pool.shutdown(cancel_futures=True)


PEERS = {"pool": PoolPeer, "executor": ExecutorPeer}


class CannotMeasure(Exception):
    """Of a row that cannot be measured here; says why."""


def memory_left():
    """Of the machine, or of this program's control groups (version 2)."""
    room = 0
    with open("/proc/meminfo") as lines:
        room = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)
    with open("/proc/self/cgroup") as lines:
        path = next((line.strip()[3:] for line in lines if line.startswith("0::")), "/")
    while len(path) > 1:
        try:
            with open(f"/sys/fs/cgroup{path}/memory.max") as most, open(f"/sys/fs/cgroup{path}/memory.current") as used:
                room = min(room, int(most.read()) - int(used.read()))
        except (OSError, ValueError):
            pass  # no such file, or "max"
        path = path.rpartition("/")[0]
    return room


def require_memory(size):
    room = memory_left()
    if room < size:
        raise CannotMeasure(f"it needs {size / 1e9:.3g} GB of memory, and {max(room, 0) / 1e9:.3g} GB are left")


class Row:
    def __init__(self, peer, options):
        self.peer = peer
        self.options = options
        self.pool = None

    def number(self, key, otherwise):
        return float(self.options.get(key, otherwise))

    def end(self):
        if self.pool:
            self.pool.end()


def found_count(seconds_of, at_least, at_most, seconds):
    """How many things take about so many seconds, found by trying more and more of them."""
    tried = min(32, at_most)
    took = seconds_of(tried)
    while took < seconds / 2 and tried < at_most:
        tried = min(at_most, int(tried * min(max(seconds / 2 / max(took, 1e-6), 2), 16)))
        took = seconds_of(tried)
    return int(min(max(tried * seconds / max(took, 1e-6), at_least), at_most))


class RateRow(Row):
    """Things a second; how many make a sample is found by trying, which also warms the pool."""
    at_most = 4_000_000
    at_least = 1
    per_thing = 1.0

    def __init__(self, peer, options):
        super().__init__(peer, options)
        self.pool = peer(options)
        self.count = 0

    def sample(self):
        seconds = self.number("seconds", 0.3)
        if not self.count:
            self.run(min(32, self.at_most))  # waits until the workers are there
            self.count = 1 if self.at_most == 1 else found_count(self.run, self.at_least, self.at_most, seconds)
        return self.count * self.per_thing / self.run(self.count)


class ApplyAsync(RateRow):
    def run(self, count):
        begin = time.perf_counter()
        results = self.pool.apply_async(echo, range(count))
        took = time.perf_counter() - begin
        require(results[-1] == count - 1, "a wrong result")
        return took


class Map(RateRow):
    chunksize = None

    def run(self, count):
        begin = time.perf_counter()
        results = self.pool.map(echo, range(count), self.chunksize)
        took = time.perf_counter() - begin
        require(len(results) == count and results[-1] == count - 1, "wrong results")
        return took


class MapSingle(Map):
    chunksize = 1


class Busy(Row):
    def __init__(self, peer, options):
        super().__init__(peer, options)
        self.nanoseconds = int(self.number("microseconds", 100) * 1000)
        self.pool = peer(options)
        self.processors = min(len(os.sched_getaffinity(0)), self.pool.workers)
        self.count = max(16, int(self.number("seconds", 0.3) * self.processors * 1e9 / self.nanoseconds))
        self.pool.map(busy_for, [self.nanoseconds] * (self.count // 8), 1)

    def sample(self):
        begin = time.perf_counter()
        spent = self.pool.map(busy_for, [self.nanoseconds] * self.count, 1)
        took = time.perf_counter() - begin
        return 100 * sum(spent) * 1e-9 / self.processors / took


class TwoToEight(Row):
    """Whoever was first is second the next time."""

    def __init__(self, peer, options):
        super().__init__(peer, options)
        self.two = peer(options, 2)
        self.eight = peer(options, 8)
        self.count = 0
        self.is_eight_first = False

    @staticmethod
    def seconds_of(pool, count):
        begin = time.perf_counter()
        pool.map(echo, range(count), 1)
        return time.perf_counter() - begin

    def sample(self):
        if not self.count:
            self.seconds_of(self.two, 32)  # waits until the workers are there
            self.count = found_count(lambda tried: self.seconds_of(self.two, tried), 1, 4_000_000, self.number("seconds", 0.3))
            self.seconds_of(self.eight, self.count)
        order = (self.eight, self.two) if self.is_eight_first else (self.two, self.eight)
        took = {pool: self.seconds_of(pool, self.count) for pool in order}
        self.is_eight_first = not self.is_eight_first
        return 100 * took[self.two] / took[self.eight]

    def end(self):
        self.two.end()
        self.eight.end()


class Recycle(RateRow):
    def __init__(self, peer, options):
        super().__init__(peer, dict(options, workers=2))
        self.pool.end()
        self.pool = peer(options, maxtasksperchild=1)
        self.at_least = 8 * self.pool.workers  # many more than those that stand ready at the beginning

    def run(self, count):
        begin = time.perf_counter()
        results = self.pool.map(echo, range(count), 1)
        took = time.perf_counter() - begin
        require(results[-1] == count - 1, "wrong results")
        return took


AT_START = sorted(os.sched_getaffinity(0))


class Apply(Row):
    def __init__(self, peer, options):
        super().__init__(peer, options)
        place = options.get("place", "free")
        if place == "spread" and len(AT_START) < 2:
            raise NotImplementedError
        if place != "free":
            os.sched_setaffinity(0, AT_START[:1])
        try:
            self.pool = peer(options)
            self.pool.apply(echo, 7)
            if place == "spread":
                for pid in self.pool.pids():
                    os.sched_setaffinity(pid, AT_START[-1:])
            self.middle(0.05)
        except BaseException:
            os.sched_setaffinity(0, AT_START)
            raise

    def middle(self, seconds):
        times = []
        begin = last = time.perf_counter()
        while last - begin < seconds:
            self.pool.apply(echo, 7)
            moment = time.perf_counter()
            times.append(moment - last)
            last = moment
        times.sort()
        return times[len(times) // 2]

    def sample(self):
        return self.middle(self.number("seconds", 0.3)) * 1e6

    def end(self):
        super().end()
        os.sched_setaffinity(0, AT_START)


class ApplyBeside(Row):
    """A share of the calls takes less: while one large value goes to a worker and back the whole time, or alone. A call is due every
    5 ms. One that must wait until the call before has come back counts from when it was due."""

    def __init__(self, peer, options):
        super().__init__(peer, options)
        size = int(self.number("large", 0))
        require_memory(7 * size)  # each side has it as a value and as a pickle, there and back
        self.value = b"\7" * size
        self.pool = peer(options)
        for _ in range(1000):
            self.pool.apply(echo, 7)

    def sample(self):
        results = []
        large = threading.Thread(target=lambda: results.append(self.pool.apply(echo, self.value)))
        if self.value:
            large.start()
        seconds = 4 * self.number("seconds", 0.3)
        times = []
        begin = due = time.perf_counter()
        while not times or (large.is_alive() if self.value else time.perf_counter() - begin < seconds):
            early = due - time.perf_counter()
            if early > 0:
                time.sleep(early)
            called = time.perf_counter() if early > 0 else due
            due += 5e-3
            self.pool.apply(echo, 7)
            times.append(time.perf_counter() - called)
        if self.value:
            large.join()
            require(len(results[0]) == len(self.value), "a wrong result")
        times.sort()
        return times[int(self.number("quantile", 0.5) * (len(times) - 1))] * 1e6


class Payload(RateRow):
    def __init__(self, peer, options):
        size = int(options.get("bytes", 4096))
        self.at_most = 1 if size >= 1 << 28 else max(4, (1 << 28) // size)
        if self.at_most == 1:
            require_memory(8 * size)  # each side has it as a value and as a pickle, there and back
        super().__init__(peer, options)
        self.value = b"\7" * size
        self.per_thing = 2 * size * 1e-9

    def run(self, count):
        begin = time.perf_counter()
        results = self.pool.map(echo, [self.value] * count, 1)
        took = time.perf_counter() - begin
        require(len(results) == count and results[-1] == self.value, "wrong results")
        return took


class Start(Row):
    def __init__(self, peer, options):
        super().__init__(peer, options)
        if peer is ExecutorPeer and options.get("method", "fork") != "fork":
            raise NotImplementedError  # it starts one worker, and the others when there is work for them: another thing

    def sample(self):
        begin = time.perf_counter()
        self.pool = self.peer(self.options)
        self.pool.apply(echo, 7)
        return (time.perf_counter() - begin) * 1e3


class Replacement(Row):
    """In a process of its own, since a pool that hangs cannot be ended."""

    def sample(self):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.setpgid(0, 0)
            result = float("inf")
            try:
                result = self.measured()
            finally:
                os.write(writing, repr(result).encode())
                os.killpg(0, signal.SIGKILL)
        os.close(writing)
        text = b""
        while piece := os.read(reading, 100):
            text += piece
            break
        os.close(reading)
        try:
            os.killpg(child, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(child, 0)
        return float(text or b"inf")

    def measured(self):
        peer = self.peer(self.options)
        peer.map(echo, range(1000), 1)
        time.sleep(0.1)
        victim = peer.pids()[0]
        begin = time.perf_counter()
        os.kill(victim, signal.SIGKILL)
        took = None
        while took is None and time.perf_counter() - begin < 5:
            pids = peer.pids()
            if len(pids) == peer.workers and victim not in pids:
                took = (time.perf_counter() - begin) * 1e3
            else:
                time.sleep(50e-6)
        # Whether it works is seen by its work.
        peer.pool.map_async(echo, range(100), 1).get(timeout=2)
        return took


class Memory(Row):
    def __init__(self, peer, options):
        super().__init__(peer, options)
        self.pool = peer(options)
        self.pool.map(echo, range(64 * self.pool.workers), 1)
        time.sleep(0.2)

    def sample(self):
        kilobytes = 0
        pids = self.pool.pids()
        for pid in pids:
            with open(f"/proc/{pid}/smaps_rollup") as lines:
                kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return kilobytes * 1024 / 1e6 / len(pids)


class Idle(Row):
    def __init__(self, peer, options):
        super().__init__(peer, options)
        self.pool = peer(options)
        self.pool.map(echo, range(self.pool.workers), 1)
        time.sleep(0.5)

    def used(self):
        """What all threads had of the processors so far, the one that counts left out: how often they got one, or for how long in ms."""
        of_time = self.options.get("of", "switches") == "time"
        tasks = [f"/proc/{pid}/task/{thread}" for pid in self.pool.pids() for thread in os.listdir(f"/proc/{pid}/task")]
        tasks += [f"/proc/self/task/{thread}" for thread in os.listdir("/proc/self/task") if int(thread) != os.getpid()]
        return sum(milliseconds_of(task) if of_time else switches_of(task) for task in tasks)

    def sample(self):
        seconds = self.number("watch", 2)
        before = self.used()
        time.sleep(seconds)
        return (self.used() - before) / seconds


def switches_of(task):
    with open(task + "/status") as lines:
        return sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)


def milliseconds_of(task):
    """To the nanosecond where the kernel counts so, else by its ticks."""
    try:
        with open(task + "/schedstat") as file:
            return int(file.read().split()[0]) / 1e6
    except (OSError, IndexError):
        with open(task + "/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")


class FirstResultOfRun(Row):
    """A new program that makes a pool and has one result."""

    def sample(self):
        begin = time.monotonic()
        printed = subprocess.run([sys.executable, __file__, "first-result"], check=True, capture_output=True).stdout
        return (float(printed) - begin) * 1e3


class Xargs(RateRow):
    """Programs a second."""

    def __init__(self, peer, options):
        Row.__init__(self, peer, options)
        self.count = 0

    def run(self, count):
        lines = b"x\n" * count
        begin = time.perf_counter()
        subprocess.run(["xargs", "-P", self.options.get("workers", "2"), "-n", "1", "true"], input=lines, check=True)
        return time.perf_counter() - begin


POOL_ROWS = {
    "apply_async": ApplyAsync,
    "map_single": MapSingle,
    "map": Map,
    "map_of_json": Map,
    "busy": Busy,
    "two_to_eight": TwoToEight,
    "recycle": Recycle,
    "apply": Apply,
    "apply_beside": ApplyBeside,
    "payload": Payload,
    "payload_in_place": Payload,
    "start": Start,
    "memory": Memory,
    "idle": Idle,
    "hosted_apply_async": ApplyAsync,
    "hosted_map": Map,
}
ROWS = {
    "pool": {**POOL_ROWS, "replacement": Replacement, "first_result_of_run": FirstResultOfRun},
    "executor": {name: row for name, row in POOL_ROWS.items()
                 if name not in ("recycle", "payload_in_place", "apply_beside") and "json" not in name and "hosted" not in name},
    "xargs": {"commands": Xargs},
}


def options_of(words):
    return dict(word.split("=", 1) for word in words)


def converse(name):
    row = None

    def reply_to(words):
        nonlocal row
        if words[0] == "prepare":
            made = ROWS[name].get(words[1])
            if made is None:
                return "none"
            try:
                row = made(PEERS.get(name), options_of(words[2:]))
            except NotImplementedError:
                return "none"
            except CannotMeasure as reason:
                return f"none {reason}"
            return "ok"
        if words[0] == "sample":
            return f"ok {row.sample()}"
        if words[0] == "finish":
            if row:
                row.end()
            row = None
            return "ok"
        return "error not understood: " + " ".join(words)

    for line in sys.stdin:
        try:
            reply = reply_to(line.split())
        except Exception as error:
            reply = f"error {type(error).__name__}: {error}".replace("\n", " ")
        print(reply, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["first-result"]:
        with multiprocessing.Pool(len(os.sched_getaffinity(0))) as one_pool:
            one_pool.apply(echo, (7,))
            print(time.monotonic(), flush=True)
    elif len(sys.argv) == 2 and sys.argv[1] in ROWS:
        converse(sys.argv[1])
    else:
        sys.exit(__doc__)
