"""Ratios, targets and the printed result. Speed is judged by the median of pairs, memory by
the worst run."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bench.measure import Run

NAMES = {
    "peer": "peer: stock django-import-export, preview + write",
    "bulk": "peer with its bulk options",
    "floor": "floor: calamine, COPY, one diff, one INSERT",
    "floor_again": "floor, the unchanged file again",
    "ours": "ours: import_roster --create-places --commit",
    "ours_again": "ours, the unchanged file again",
    "web": "ours through the web pages, one worker",
}
MEMORY_MIB, GROWTH_MIB = 400, 50
LARGE, MIDDLE = 100_000, 10_000
Results = dict[str, list[Run]]


@dataclass(frozen=True)
class Spread:
    """Smallest, middle and largest of repeated figures."""

    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> "Spread":
        """The spread of at least one figure."""
        return cls(min(figures), median(figures), max(figures))

    def text(self, form: str = ".2f") -> str:
        """`middle (least to most)`, the middle alone when all are one."""
        if self.least == self.most:
            return f"{self.middle:{form}}"
        return f"{self.middle:{form}} ({self.least:{form}} to {self.most:{form}})"


@dataclass(frozen=True)
class Check:
    """One line of the result: a figure, and the target it has at this size, if any."""

    what: str
    spread: Spread | None
    target: str = ""
    met: bool | None = None

    def line(self) -> str:
        """The line as printed."""
        figure = self.spread.text() if self.spread else "not measured"
        if not self.target:
            return f"  {self.what:<58} {figure}"
        verdict = "not measured" if self.met is None else "MET" if self.met else "NOT MET"
        return f"  {self.what:<58} {figure:<28} target {self.target:<14} {verdict}"


def good(results: Results, name: str) -> list[Run]:
    """The runs of a contestant, or none of them when one failed."""
    runs = results.get(name, [])
    return [] if any(run.failed for run in runs) else runs


def ratio(over: Sequence[Run], under: Sequence[Run], by: str = "seconds") -> Spread | None:
    """Seconds of the clock (or `cpu`) over seconds: pair by pair when both ran equally often, else each with each."""
    if not over or not under:
        return None
    if len(over) == len(under):
        pairs = list(zip(over, under, strict=True))
    else:
        pairs = [(one, other) for one in over for other in under]
    return Spread.of([getattr(one, by) / getattr(other, by) for one, other in pairs])


def _judged(
    what: str, spread: Spread | None, *, least: float | None = None, most: float | None = None
) -> Check:
    if least is None and most is None:
        return Check(what, spread)
    target = f">= {least}" if least is not None else f"<= {most}"
    if spread is None:
        return Check(what, None, target)
    met = (least is None or spread.middle >= least) and (most is None or spread.middle <= most)
    return Check(what, spread, target, met)


def _sizes(results: Results, rows: int) -> list[Check]:
    """Memory, the worst of all runs."""
    ours = [*good(results, "ours"), *good(results, "ours_again")]
    grown = [run.said["grown"] for run in good(results, "web")]
    told = (
        ("peak MiB of all processes, the server's included", [r.peak for r in ours], MEMORY_MIB),
        ("MiB the web worker grows by", grown, GROWTH_MIB),
    )
    found = []
    for what, figures, most in told:
        spread = Spread.of(figures) if figures else None
        if rows >= LARGE:
            met = None if spread is None else spread.most <= most
            found.append(Check(what, spread, f"<= {most}", met))
        else:
            found.append(Check(what, spread))
    return found


def checks(results: Results, rows: int) -> list[Check]:
    """The ratios; the targets stand beside them at the sizes they are given for."""
    ours, again = good(results, "ours"), good(results, "ours_again")
    least = 30 if rows >= LARGE else 15 if rows >= MIDDLE else None
    most = 3 if rows >= LARGE else None
    return [
        _judged("times faster than the peer", ratio(good(results, "peer"), ours), least=least),
        _judged("times faster than the peer with its bulk options",
                ratio(good(results, "bulk"), ours)),
        _judged("times the floor", ratio(ours, good(results, "floor")), most=most),
        _judged("times the floor, unchanged file again",
                ratio(again, good(results, "floor_again")), most=most),
        _judged("by processor time: times faster than the peer",
                ratio(good(results, "peer"), ours, "cpu")),
        _judged("by processor time: times the floor", ratio(ours, good(results, "floor"), "cpu")),
        *_sizes(results, rows),
    ]  # fmt: skip


def _runs_lines(name: str, runs: Sequence[Run]) -> list[str]:
    failed = [run.failed for run in runs if run.failed]
    if failed:
        return [f"  {NAMES[name]:<52} FAILED: {failed[0]}"]
    figures = [Spread.of([getattr(run, key) for run in runs]) for key in ("seconds", "cpu")]
    sizes = [max(getattr(run, key) for run in runs) for key in ("memory", "server")]
    line = f"  {NAMES[name]:<52} {figures[0].text():<24} {figures[1].middle:>8.2f} "
    lines = [line + f"{sizes[0]:>9.0f} {sizes[1]:>8.0f}  x{len(runs)}"]
    told = [run.said["seconds"] for run in runs if isinstance(run.said.get("seconds"), dict)]
    if told:
        steps = [f"{key} {median(each[key] for each in told):.2f}" for key in told[0]]
        lines.append(f"      of which {', '.join(steps)}")
    return lines


def as_text(facts: dict[str, Any], results: Results, rows: int) -> str:
    """The whole result for reading."""
    versions = ", ".join(f"{name} {number}" for name, number in facts["versions"].items())
    lines = [
        f"Roster of {rows:,} rows x {facts['columns']} columns, {facts['file_mib']:.1f} MiB,"
        f" seed {facts['seed']}; {facts['date']}",
        f"{facts['cores']} cores ({facts['processor']}), {facts['memory_gib']} GiB,"
        f" load {facts['load_before']} before, {facts['load_after']} after; guanai {facts['guanai']}",
        versions,
        "",
        f"  {'whole processes, start to end':<52} {'seconds, median (spread)':<24}"
        f" {'cpu s':>8} {'peak MiB':>9} {'server':>8}",
    ]
    for name in NAMES:
        if results.get(name):
            lines += _runs_lines(name, results[name])
    lines += ["", *(check.line() for check in checks(results, rows))]
    return "\n".join(lines) + "\n"


def as_data(facts: dict[str, Any], results: Results, rows: int) -> dict[str, Any]:
    """The whole result for programs."""
    return {
        **facts,
        "rows": rows,
        "runs": {name: [asdict(run) for run in runs] for name, runs in results.items()},
        "checks": [asdict(check) for check in checks(results, rows)],
    }
