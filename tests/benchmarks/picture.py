# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of `compare`: each row's ratio on a logarithmic axis, with its floor and its aim."""
import math
from html import escape

import goals
import tables

INK, SOFT, FAINT, GRID, PAPER = "#1d2733", "#5b6875", "#98a2ad", "#e6eaee", "#ffffff"
COLOURS = {"aim": "#0b6e4f", "floor": "#2f7fd1", "below": "#c8501e", "no value": "#c8501e", "": "#7a8793"}
FONT = "font-family=\"'Inter','DejaVu Sans','Helvetica Neue',Arial,sans-serif\""
LEFT, RIGHT, WIDTH, PITCH = 310, 150, 1120, 27


class Axis:
    def __init__(self, lowest, highest):
        self.low = math.floor(math.log10(lowest) * 1.0001 - 0.05)
        self.high = math.ceil(math.log10(highest) * 0.9999 + 0.05)

    def at(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return LEFT + max(-0.01, min(1.01, share)) * (WIDTH - LEFT - RIGHT)

    def ticks(self):
        return [10.0**power for power in range(self.low, self.high + 1)]


def words(x, y, text, size=12, colour=INK, anchor="start", weight="normal"):
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" font-weight="{weight}">{escape(text)}</text>'


def line(x1, y1, x2, y2, colour, width=1.0, more=""):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}" {more}/>'


def dot(x, y, radius, colour, opacity=1.0):
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}" fill-opacity="{opacity}"/>'


def triangle(x, y, colour):
    return f'<path d="M{x - 5:.1f},{y - 7:.1f} h10 l-5,7 z" fill="{colour}"/>'


def clamped(value):
    return max(value, 1e-4)


class Panel:
    """Rows below each other on one axis. `place` says where a number of a row stands on it."""

    def __init__(self, title, rows, others, place, tick):
        self.title, self.rows, self.others, self.place, self.tick = title, rows, others, place, tick
        values = [1.0]
        for row in rows:
            values += [place(row, row.reached)] + [place(row, bound) for bound in (row.floor, row.aim) if bound is not None]
            values += [place(row, other.reached) for other in others(row)]
        self.axis = Axis(min(values), max(values))

    @property
    def height(self):
        return 58 + PITCH * len(self.rows)

    def svg(self, top):
        out = [words(LEFT, top + 14, self.title, 13, INK, weight="600")]
        first, last = top + 38, top + 38 + PITCH * len(self.rows)
        for tick in self.axis.ticks():
            x = self.axis.at(tick)
            out += [line(x, first, x, last, FAINT if tick == 1 else GRID, 1.2 if tick == 1 else 1), words(x, first - 6, self.tick(tick), 11, SOFT, "middle")]
        for i, row in enumerate(self.rows):
            out += self.row(row, first + PITCH * (i + 0.5))
        return out

    def row(self, row, y):
        at = lambda value: self.axis.at(clamped(self.place(row, value)))
        colour = COLOURS[row.verdict]
        workers = row.row["workers"]
        title = row.row["title"] + (f" ({workers})" if workers else "")
        out = [words(LEFT - 14, y + 4, title, 12, INK, "end")]
        if row.floor is not None:
            out.append(line(at(row.floor), y - 9, at(row.floor), y + 9, INK, 2))
            if row.aim != row.floor:
                out += [line(at(row.floor), y, at(row.aim), y, GRID, 6, 'stroke-linecap="butt"'), triangle(at(row.aim), y - 2, SOFT)]
        for other in self.others(row):
            out.append(dot(at(other.reached), y, 3, colour, 0.35))
        out += [line(at(row.lowest), y, at(row.highest), y, colour, 2, 'stroke-opacity="0.55"'), dot(at(row.reached), y, 5.5, colour)]
        reached = tables.number(row.reached) + ("x" if row.is_ratio else f" {row.row['unit']}")
        out.append(words(WIDTH - RIGHT + 18, y + 4, reached, 12, colour, weight="600"))
        return out


def ratio_tick(value):
    return f"{value:g}x"


def legend(y):
    x = LEFT
    out = [dot(x + 6, y, 5.5, COLOURS["aim"]), words(x + 17, y + 4, "aim met", 11, SOFT),
           dot(x + 86, y, 5.5, COLOURS["floor"]), words(x + 97, y + 4, "floor met", 11, SOFT),
           dot(x + 172, y, 5.5, COLOURS["below"]), words(x + 183, y + 4, "below", 11, SOFT),
           line(x + 240, y - 8, x + 240, y + 8, INK, 2), words(x + 248, y + 4, "floor", 11, SOFT),
           triangle(x + 298, y + 4, SOFT), words(x + 309, y + 4, "aim", 11, SOFT),
           line(x + 350, y, x + 376, y, COLOURS["floor"], 2, 'stroke-opacity="0.55"'), words(x + 383, y + 4, "from pair to pair", 11, SOFT),
           dot(x + 496, y, 3, COLOURS["floor"], 0.35), words(x + 505, y + 4, "other numbers of workers", 11, SOFT)]
    return out


def svg(document):
    rows, missing = goals.judged_rows(document)
    own = [row for row in tables.own_rows(rows) if row.reached is not None]

    def others(row):
        return [other for other in rows if other.row["row"] == row.row["row"] and other is not row and other.reached]

    panels = [Panel("Times better than CPython's multiprocessing.Pool (commands: than xargs -P)", [row for row in own if row.is_ratio and row.reached], others,
                    lambda row, value: clamped(value), ratio_tick)]

    def of_floor(row, value):
        return clamped(row.floor / clamped(value) if row.is_lower_better else value / row.floor)

    absolute = [row for row in own if not row.is_ratio and row.floor]
    if absolute:
        panels.append(Panel("Goals with a number of their own: times better than the floor", absolute, others, of_floor, ratio_tick))
    panels = [panel for panel in panels if panel.rows]
    top = 96
    # Zero has no place on this axis.
    notes = [f"Goal of zero: {row.row['title']}: {tables.number(row.reached)} {row.row['unit']} ({row.verdict})" for row in own if not row.is_ratio and row.floor == 0]
    notes += tables.not_measured(missing)
    height = top + sum(panel.height for panel in panels) + 18 * len(notes) + 30
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" {FONT}>',
           f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>', words(24, 34, "Poolscope beside CPython's pool", 20, INK, weight="700"),
           words(24, 54, tables.head(document), 12, SOFT)] + legend(78)
    for panel in panels:
        out += panel.svg(top)
        top += panel.height
    out += [words(24, top + 18 * (i + 0.5), note, 11, SOFT) for i, note in enumerate(notes)]
    out += [words(24, height - 12, document.get("command", ""), 11, FAINT), "</svg>"]
    return "\n".join(out) + "\n"
