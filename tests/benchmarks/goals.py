# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of each row's goal. The goals themselves, and who judges, are in app/bench: `poolscope bench --json` tells them."""

POOL = "multiprocessing.Pool"


class Judged:
    """A row of the document of `poolscope bench --json` beside its goal."""

    def __init__(self, row, is_loaded):
        self.row = row
        goal = row.get("goal") or {}
        # A share of what an idle machine would do says nothing of one that does other things.
        self.is_waived = bool(goal) and is_loaded and not goal["holds_beside_load"]
        if self.is_waived:
            goal = {}
        self.floor, self.aim, self.against = goal.get("floor"), goal.get("aim"), goal.get("against")
        # 'aim', 'floor' or 'below'; '' where there is no goal, 'no value' where nothing was measured.
        self.verdict = goal.get("verdict", "")
        # Each row has a side of ours: Poolscope's, or the program that measures the window.
        ours = row["sides"].get("Poolscope") or row["sides"].get("window")
        self.ours = ours["value"] if ours else None
        self.peer = row["sides"].get(self.against or POOL)
        self.ratio = self.peer["poolscope_is_better_by"] if self.peer else None
        self.is_ratio = self.against is not None or not goal
        # The number that the goal is about, its lowest and its highest.
        source = self.ratio if self.is_ratio else self.ours
        self.reached = source["median"] if source else None
        self.lowest = source["lowest"] if source else None
        self.highest = source["highest"] if source else None

    @property
    def is_lower_better(self):
        return not self.is_ratio and self.row["better"] == "lower"

    @property
    def name(self):
        return self.row["row"] + (f"/{self.row['workers']}" if self.row["workers"] else "")

    @property
    def why_not(self):
        """Why there is no number of ours, or no peer's that the goal needs; '' when there is all that is needed."""
        if self.ours is not None and self.verdict != "no value":
            return ""
        reasons = list(self.row.get("left_out", []))
        reasons += [f"{name}: {side['error'] or 'it hangs'}" for name, side in self.row["sides"].items() if not side["value"]]
        if not reasons and self.ours is not None:
            reasons.append(f"no ratio to {self.against}")
        return "; ".join(reasons) or "nobody here has it"


def judged_rows(document):
    """Those that have something to show, and those that have not been measured."""
    rows = [Judged(row, "load" in document.get("regime", "")) for row in document["rows"]]
    return [row for row in rows if row.row["sides"]], [row for row in rows if row.why_not]
