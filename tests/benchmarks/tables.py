# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of `compare`, as text and as Markdown."""
import goals


def number(value):
    """With three digits that matter: 1.23 M, 456 k, 7.89."""
    size = abs(value)
    for limit, factor, letter in ((999.5e6, 1e9, " G"), (999.5e3, 1e6, " M"), (9995, 1e3, " k")):
        if size >= limit:
            return number(value / factor) + letter
    if size >= 99.95:
        return f"{value:.0f}"
    if size >= 9.995:
        return f"{value:.1f}"
    if size >= 0.9995:
        return f"{value:.2f}"
    return f"{value:.3g}"


def head(document):
    machine = document["machine"]
    cores = machine["processors"]
    return (f"{machine['date']}, {machine['processor']}, {cores} processor{'' if cores == 1 else 's'}, {machine['kernel']}, "
            f"{machine['distribution']}; {document['regime']}{duration(document)}")


def duration(document):
    seconds = round(document.get("seconds", 0))
    return f"; measured in {seconds // 60} min {seconds % 60} s" if seconds else ""


def value(side, unit):
    if not side or not side["value"]:
        return "hangs" if side and side["hung"] else "failed" if side and side["error"] else ""
    hung = f" (hung {side['hung']} x)" if side["hung"] else ""
    return f"{number(side['value']['median'])} {unit}" + hung


def spread(side):
    return f"+-{100 * side['value']['spread']:.0f}%" if side and side["value"] else ""


def times(side):
    ratio = side and side["poolscope_is_better_by"]
    return number(ratio["median"]) + "x" if ratio else ""


def goal(row, which):
    bound = getattr(row, which)
    if bound is None:
        return ""
    if row.is_ratio:
        return f"{number(bound)}x"
    return f"{'<= ' if row.is_lower_better else '>= '}{number(bound)} {row.row['unit']}"


def not_measured(missing):
    """A line for each reason: several rows may have the same one."""
    names = {}
    for row in missing:
        names.setdefault(row.why_not, []).append(row.name)
    return [f"Not measured: {', '.join(rows)} ({why})" for why, rows in names.items()]


def text(document):
    rows, missing = goals.judged_rows(document)
    columns = ["ROW", "WORKERS", "POOLSCOPE", "+-", "POOL", "+-", "RATIO", "FROM", "TO", "FUTURES", "LIMIT", "FLOOR", "AIM", "MET"]
    lines = [columns]
    last = None
    for row in rows:
        sides, unit = row.row["sides"], row.row["unit"]
        ours = sides.get("Poolscope") or sides.get("window")
        peer = row.peer
        ratio = peer and peer["poolscope_is_better_by"]
        lines.append([row.row["row"] if row.row["row"] != last else "", str(row.row["workers"] or ""), value(ours, unit), spread(ours),
                      value(peer, unit), spread(peer), times(peer), number(ratio["lowest"]) if ratio else "",
                      number(ratio["highest"]) if ratio else "", times(sides.get("concurrent.futures")), value(sides.get("limit"), unit),
                      goal(row, "floor"), goal(row, "aim"), row.verdict])
        last = row.row["row"]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    left = {0, len(columns) - 1}
    out = [head(document), ""]
    for line in lines:
        cells = [cell.ljust(width) if i in left else cell.rjust(width) for i, (cell, width) in enumerate(zip(line, widths))]
        out.append("  ".join(cells).rstrip())
    judged = [row for row in rows if row.verdict not in ("", "no value")]
    met = sum(row.verdict in ("aim", "floor") for row in judged)
    aims = sum(row.verdict == "aim" for row in judged)
    out += ["", f"RATIO: how many times better than the peer, the median of pairs. Of {len(judged)} goals {met} floors and {aims} aims are met."]
    below = [row.name for row in judged if row.verdict == "below"]
    if below:
        out.append("Below the floor: " + ", ".join(below))
    waived = [row.name for row in rows if row.is_waived]
    if waived:
        out.append("Not judged beside other load, as they are shares of what an idle machine does: " + ", ".join(waived))
    out += not_measured(missing)
    errors = [f"{row.row['row']}: {name}: {side['error']}" for row in rows for name, side in row.row["sides"].items() if side["error"]]
    return "\n".join(out + errors) + "\n"


def markdown(document):
    """The rows at their own number of workers, or the nearest to four that there is."""
    rows, missing = goals.judged_rows(document)
    out = [head(document) + ".", "", "| | workers | Poolscope | CPython | better by | goal |", "|---|--:|--:|--:|--:|--:|"]
    for row in own_rows(rows):
        sides, unit = row.row["sides"], row.row["unit"]
        ours = sides.get("Poolscope") or sides.get("window")
        peer = value(row.peer, unit)
        if "xargs -P" in sides:
            peer += " (xargs)"
        better = times(row.peer)
        out.append(f"| {row.row['title']} | {row.row['workers'] or ''} | {value(ours, unit)} | {peer} | {better} | {goal(row, 'floor')} |")
    return "\n".join(out + [""] * bool(missing) + not_measured(missing)) + "\n"


def own_rows(rows):
    chosen = {}
    for row in rows:
        name = row.row["row"]
        if name not in chosen or abs((row.row["workers"] or 4) - 4) < abs((chosen[name].row["workers"] or 4) - 4):
            chosen[name] = row
    return list(chosen.values())
