"""How surely danger is heard, and how seldom where there is none."""

import time
from collections import Counter
from statistics import median
from typing import Final

from bot.cli.evaluation import read_labelled
from bot.understanding.danger import DangerHearing, shipped_danger
from bot.understanding.shipped import shipped_featurizer
from tests.benchmarks.labelled import OWN, shared_lines, smp_parts
from tests.benchmarks.sheet import Sheet, Subject
from tests.questions.danger.rates import PARTS, alarms, heard, lines

RECALL: Final = 0.98
FALSE_ALARMS: Final = 0.002
STRANGERS: Final = ("riders_2.jsonl", "riders_3.jsonl")
"""Questions of riders: some tell of danger, many of harm that is over; how many alarm is told, without a bar."""


def measure(sheet: Sheet) -> None:
    """Adds the rows."""
    hearing = shipped_danger(shipped_featurizer())
    harmless: list[str] = []
    for part in PARTS:
        told = lines(f"danger_{part}")
        found = heard(hearing, told)
        sheet.at_least(f"dangers heard, part {part} ({len(told)})", found.recall, RECALL)
        sheet.figure(f"dangers heard as what they are, part {part}", f"{found.right_kind:.3f}")
        kinds = Counter(line.danger for line in told if line.id in found.missed)
        missed = ", ".join(f"{kind} {times}" for kind, times in kinds.most_common()) or "none"
        sheet.figure(f"dangers missed, part {part}, by kind", missed)
        texts = [line.text for line in lines(f"harmless_{part}")]
        sheet.figure(f"alarms on harmless lines, part {part} ({len(texts)})", str(len(alarms(hearing, texts))))
        harmless += texts
    others = [line.text for line in read_labelled(OWN / "out_of_scope.jsonl")]
    smp = smp_parts()
    if smp is None:
        sheet.note("SMP2017 is not there: not measured")
    else:
        others += [line.text for path in smp for line in read_labelled(path)]
    sheet.figure(f"alarms on SMP2017 and out_of_scope.jsonl ({len(others)})", str(len(alarms(hearing, others))))
    harmless += others
    false = len(alarms(hearing, harmless)) / len(harmless)
    sheet.at_most(f"false alarms ({len(harmless)})", false, FALSE_ALARMS, "{:.4f}")
    for name in STRANGERS:
        if questions := [line.text for line in shared_lines(name)]:
            sheet.figure(f"alarms on {name} ({len(questions)})", str(len(alarms(hearing, questions))))
    sheet.figure("hearing danger in a harmless line, median ms", f"{_median_ms(hearing, harmless[:300]):.2f}")


def _median_ms(hearing: DangerHearing, texts: list[str]) -> float:
    """Beside features that are there already."""
    features = [hearing.featurizer(text) for text in texts]
    took = []
    for one in features:
        start = time.perf_counter()
        hearing.heard(one)
        took.append(time.perf_counter() - start)
    return median(took) * 1_000


SUBJECT = Subject("Danger heard", measure)
