#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables and the picture that `compare` makes, of a document that was made up: no timing is in it."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import goals  # noqa: E402
import picture  # noqa: E402
import tables  # noqa: E402


def numbers(*samples):
    ordered = sorted(samples)
    return {"median": ordered[len(ordered) // 2], "lowest": ordered[0], "highest": ordered[-1], "spread": 0.05, "samples": list(samples)}


def side(value=None, ratio=None, hung=0, error=None):
    return {"value": value, "poolscope_is_better_by": ratio, "hung": hung, "error": error}


def goal(floor, aim, verdict, against=None, holds_beside_load=True):
    return {"against": against, "floor": floor, "aim": aim, "holds_beside_load": holds_beside_load, "reached": None, "verdict": verdict}


def row(name, unit, sides, of=None, workers=4, better="higher", left_out=()):
    return {"row": name, "title": "title of " + name, "workers": workers, "unit": unit, "better": better, "goal": of, "left_out": list(left_out),
            "sides": sides}


def pair(ours, theirs):
    return {"Poolscope": side(numbers(ours)), goals.POOL: side(numbers(theirs), numbers(ours / theirs))}


def document(regime="all processors"):
    return {
        "machine": {"date": "2026-01-31 14:05", "processor": "A processor", "processors": 2, "kernel": "Linux 6", "distribution": "Debian"},
        "regime": regime, "seconds": 500.4, "command": "tests/benchmarks/compare",
        "rows": [
            row("map", "items/s", pair(8e6, 4e6), goal(5, 20, "below", goals.POOL), 1),
            row("map", "items/s", pair(40e6, 4e6), goal(5, 20, "floor", goals.POOL), 4),
            row("free", "us", pair(4, 80), None, 1, "lower"),
            row("busy", "%", pair(96, 60), goal(95, 98, "floor", holds_beside_load=False)),
            row("idle", "1/s", {"Poolscope": side(numbers(0))}, goal(0, 0, "aim"), 256, "lower"),
            row("ready", "ms", {"Poolscope": side(numbers(7))}, goal(5, 1, "below"), None, "lower"),
            row("broken", "ms", {"Poolscope": side(error="it broke")}, goal(5, 1, "no value"), None, "lower"),
            row("hangs", "ms", {"Poolscope": side(numbers(3)), goals.POOL: side(hung=2)}, goal(5, 9, "no value", goals.POOL), 4, "lower"),
            row("large", "GB/s", {}, None, 1, left_out=["Poolscope: no room"]),
            row("window", "ms", {}, goal(500, 250, "no value"), None, "lower"),
        ],
    }


class BenchmarkTables(unittest.TestCase):
    def test_the_text_tells_verdicts_and_how_long_it_took(self):
        text = tables.text(document())
        self.assertIn("measured in 8 min 20 s", text)
        self.assertIn("Of 5 goals 3 floors and 1 aims are met.", text)
        self.assertIn("Below the floor: map/1, ready\n", text)
        self.assertNotIn("Not judged", text)

    def test_what_was_not_measured_is_named_with_the_reason(self):
        for text in (tables.text(document()), tables.markdown(document()), picture.svg(document())):
            self.assertIn("Not measured: large/1 (Poolscope: no room)", text)
            self.assertIn("Not measured: window (nobody here has it)", text)
            self.assertIn("Not measured: broken (Poolscope: it broke)", text)
            self.assertIn("Not measured: hangs/4 (multiprocessing.Pool: it hangs)", text)

    def test_a_share_of_an_idle_machine_is_not_judged_beside_load(self):
        text = tables.text(document("all processors, with other load"))
        self.assertIn("Of 4 goals 2 floors and 1 aims are met.", text)
        self.assertIn("Not judged beside other load, as they are shares of what an idle machine does: busy/4\n", text)

    def test_the_markdown_has_each_row_at_its_own_number_of_workers(self):
        text = tables.markdown(document())
        self.assertIn("| title of map | 4 | 40.0 M items/s | 4.00 M items/s | 10.0x | 5.00x |\n", text)
        self.assertNotIn("8.00 M", text)
        self.assertIn("| title of busy | 4 | 96.0 % | 60.0 % | 1.60x | >= 95.0 % |\n", text)
        self.assertIn("| title of ready |  | 7.00 ms |  |  | <= 5.00 ms |\n", text)

    def test_the_picture_is_xml_and_shows_goals_of_zero(self):
        text = picture.svg(document())
        ElementTree.fromstring(text)
        self.assertIn("Goal of zero: title of idle: 0 1/s (aim)", text)

    def test_numbers_have_three_digits_that_matter(self):
        for value, words in ((0, "0"), (0.01234, "0.0123"), (27.36, "27.4"), (2392.1, "2392"), (34311.0, "34.3 k"), (999600.0, "1.00 M")):
            self.assertEqual(tables.number(value), words)

    def test_compare_shows_what_it_wrote_before(self):
        with tempfile.TemporaryDirectory() as folder:
            source, drawn, written = (pathlib.Path(folder) / name for name in ("in.json", "out.svg", "out.json"))
            source.write_text(json.dumps(document()))
            words = [sys.executable, "-B", str(HERE / "compare"), "--from", str(source), "--picture", str(drawn), "--json", str(written)]
            shown = subprocess.run(words, check=True, capture_output=True, text=True, timeout=30).stdout
            self.assertEqual(shown, tables.text(document()))
            self.assertEqual(json.loads(written.read_text()), document())
            ElementTree.parse(drawn)

    def test_compare_refuses_numbers_of_workers_in_a_glance(self):
        done = subprocess.run([sys.executable, "-B", str(HERE / "compare"), "--quick", "--workers", "1"], capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 2)
        self.assertIn("leave out --workers", done.stderr)


if __name__ == "__main__":
    unittest.main()
