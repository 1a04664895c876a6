# SPDX-License-Identifier: GPL-3.0-or-later
"""What each row of the table is to reach. A goal has a floor, which holds in every regime (one processor, two, with other load), and an
aim where the machine allows."""
from collections import namedtuple

# against: which peer the ratio is taken with; None: the row's own value counts, in its unit. `loaded`: the same under other load,
# where a share of an idle machine says nothing; None: the same goal.
Goal = namedtuple("Goal", "against floor aim loaded", defaults=[None])

POOL, XARGS = "multiprocessing.Pool", "xargs -P"
NO_GOAL = Goal(POOL, None, None)

GOALS = {
    "apply_async": Goal(POOL, 60, 150),
    "apply_async_json": Goal(POOL, 25, 50),
    "map_single": Goal(POOL, 40, 100),
    "map": Goal(POOL, 5, 20),
    "map_json": Goal(POOL, 1.2, 1.5),
    "map_of_json": NO_GOAL,
    "latency_packed": Goal(POOL, 5, 7),
    "latency_spread": Goal(POOL, 50, 200),
    "latency_free": NO_GOAL,
    "busy_10us": Goal(None, 80, 95, Goal(POOL, 2.8, 3.4)),
    "busy_100us": Goal(None, 95, 98, NO_GOAL),
    "busy_1ms": Goal(None, 98, 99, NO_GOAL),
    "bytes_4k": Goal(POOL, 12, 25),
    "bytes_1m": Goal(POOL, 6, 10),
    "bytes_64m": Goal(POOL, 6, 9),
    "bytes_1m_in_place": Goal(POOL, 25, 50),
    "bytes_64m_in_place": Goal(POOL, 25, 50),
    "start_fork": Goal(POOL, 5, 10),
    "start_spawn": Goal(POOL, 15, 35),
    "start_forkserver": Goal(POOL, 15, 30),
    "start_256": Goal(POOL, 6, 9),
    "recycle_fork": Goal(POOL, 3, 5),
    "recycle_spawn": Goal(POOL, 25, 50),
    "recycle_forkserver": Goal(POOL, 40, 80),
    "replacement": Goal(None, 5, 1),
    "memory_fork": Goal(POOL, 6, 12),
    "memory_spawn": Goal(POOL, 25, 50),
    "idle": Goal(None, 0, 0),
    "commands": Goal(XARGS, 1.2, 1.6),
    "traced": Goal(None, 85, 95),
    "traced_10us": Goal(None, 85, 95),
    "followed": Goal(None, 75, 90),
    "followed_10us": Goal(None, 75, 90),
    "two_to_eight": Goal(None, 90, 100),
    "host_ready": Goal(None, 10, 5),
    "window": Goal(None, 500, 250),
    "first_result": Goal(None, 30, 15),
}


class Judged:
    """A row of the document of `poolscope bench --json` beside its goal."""

    def __init__(self, row, is_loaded):
        self.row = row
        goal = GOALS.get(row["row"], NO_GOAL)
        if is_loaded and goal.loaded:
            goal = goal.loaded
        self.floor, self.aim, self.against = goal.floor, goal.aim, goal.against
        # Each row has a side of ours: Poolscope's, or the program that measures the window.
        ours = next((row["sides"][name] for name in ("Poolscope", "window") if name in row["sides"]), None)
        self.ours = ours["value"] if ours else None
        self.peer = row["sides"].get(self.against or POOL)
        self.ratio = self.peer["poolscope_is_better_by"] if self.peer else None
        self.is_ratio = self.against is not None
        # The number that the goal is about, its lowest and its highest.
        source = self.ratio if self.is_ratio else self.ours
        self.reached = source["median"] if source else None
        self.lowest = source["lowest"] if source else None
        self.highest = source["highest"] if source else None

    @property
    def is_lower_better(self):
        return not self.is_ratio and self.row["better"] == "lower"

    @property
    def verdict(self):
        """'aim', 'floor' or 'below'; '' where there is no goal, 'no value' where nothing was measured."""
        if self.floor is None:
            return ""
        if self.reached is None:
            return "no value"

        def meets(goal):
            return self.reached <= goal if self.is_lower_better else self.reached >= goal

        return "aim" if meets(self.aim) else "floor" if meets(self.floor) else "below"
