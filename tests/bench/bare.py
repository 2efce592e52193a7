"""MASCAL-20 as a bare heapq loop: what the interpreter itself can do.

The measure for everything else: nothing but a heap of events, lists and integers, with
all luck drawn in blocks. It shares no line with the product.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Any

import numpy as np

HOURS, HOSPITALS = 72.0, 20
UNITS = ((4, 5, 6, 7), (2, 3, 3, 4), (8, 10, 14, 16), (60, 80, 100, 120))
AMBULANCES, MILITARY = 98, 0.4
FIRST = np.array([[0.15, 0.45], [0.25, 0.60]])
OPERATED, TO_ICU, TO_WARD = (0.70, 0.35, 0.05), (0.60, 0.20, 0.0), (1.0, 1.0, 0.2)
AT_ONCE = 4096
AMBULANCE, EMERGENCY, THEATRE, ICU, WARD = range(5)


def lognormal(mean: float, cv: float) -> tuple[float, float]:
    """The parameters of a lognormal with this mean and coefficient of variation."""
    spread = math.log(1 + cv * cv)
    return math.log(mean) - spread / 2, math.sqrt(spread)


RIDE, SEEN, CUT, KEPT = (
    lognormal(0.70, 0.5),
    lognormal(0.75, 0.8),
    lognormal(1.75, 0.5),
    lognormal(18.0, 0.7),
)


def people(many: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """Endless rows: moment, triage, ride, ED, theatre, ICU, ward (-1: none), patience."""
    luck = np.random.Generator(np.random.SFC64(seed))
    operated, icu, ward = map(np.array, (OPERATED, TO_ICU, TO_WARD))
    now = 0.0
    while True:
        moments = now + np.cumsum(luck.exponential(HOURS / many, AT_ONCE))
        now = float(moments[-1])
        limits = FIRST[(luck.random(AT_ONCE) < MILITARY).astype(int)]
        triage = (luck.random(AT_ONCE)[:, None] >= limits).sum(axis=1)
        cut = luck.random(AT_ONCE) < operated[triage]
        chance = luck.random(AT_ONCE)
        kept = cut & (chance < icu[triage])
        stays = cut | (chance < ward[triage])
        columns = (
            moments,
            triage,
            luck.lognormal(*RIDE, AT_ONCE),
            luck.lognormal(*SEEN, AT_ONCE),
            np.where(cut, luck.lognormal(*CUT, AT_ONCE), -1.0),
            np.where(kept, luck.lognormal(*KEPT, AT_ONCE), -1.0),
            np.where(stays, luck.exponential(24.0, AT_ONCE), -1.0),
            luck.exponential(2.0, AT_ONCE),
        )
        yield from zip(*[one.tolist() for one in columns], strict=True)


def run(many: int, seed: int) -> dict[str, float]:
    """One run of so many casualties; counts and mean waits (hours) of each stage."""
    scale = many / 10_000

    def place(units: int, stage: int) -> list[Any]:
        return [max(1, round(units * scale)), deque(), deque(), deque(), stage]

    rides = place(AMBULANCES, AMBULANCE)
    sites = [[place(kind[h % 4], s + 1) for s, kind in enumerate(UNITS)]
             for h in range(HOSPITALS)]  # fmt: skip
    room = [site[0][0] for site in sites]
    begun, waited = [0] * 5, [0.0] * 5
    came = ended = treated = died = number = 0
    heap: list[Any] = []
    following = people(many, seed).__next__
    row = following()
    due = row[0]
    while True:
        if heap and heap[0][0] < due:
            now, _, here, one = heappop(heap)
            if now >= HOURS:
                break
            if here is None:
                if one[2]:
                    one[2] = False
                    died += 1
                continue
            ended += 1
            stage = here[4]
            while True:
                line = here[1] or here[2] or here[3]
                if not line:
                    here[0] += 1
                    break
                other = line.popleft()
                if stage == THEATRE:
                    if not other[2]:
                        continue
                    other[2] = False
                begun[stage] += 1
                waited[stage] += now - other[1]
                number += 1
                heappush(heap, (now + other[3][2 + stage], number, here, other))
                break
            stays = one[3]
            if stage == AMBULANCE:
                best = max(room)
                at = room.index(best)
                room[at] = best - 1
                one[0] = at
                to = sites[at][0]
            elif stage == EMERGENCY:
                at = one[0]
                room[at] += 1
                if stays[4] >= 0.0:
                    to = sites[at][1]
                    if not to[0]:
                        one[2] = True
                        if not stays[1]:
                            number += 1
                            heappush(heap, (now + stays[7], number, None, one))
                elif stays[6] >= 0.0:
                    to = sites[at][3]
                else:
                    treated += 1
                    continue
            elif stage == THEATRE:
                to = sites[one[0]][2 if stays[5] >= 0.0 else 3]
            elif stage == ICU:
                to = sites[one[0]][3]
            else:
                treated += 1
                continue
        else:
            now = due
            if now >= HOURS:
                if not heap or heap[0][0] >= HOURS:
                    break
                due = math.inf
                continue
            came += 1
            one = [0, now, False, row]
            row = following()
            due = row[0]
            to = rides
        if to[0]:
            to[0] -= 1
            stage = to[4]
            begun[stage] += 1
            number += 1
            heappush(heap, (now + one[3][2 + stage], number, to, one))
        else:
            one[1] = now
            to[1 + one[3][1]].append(one)
    waits = {f"wait_{s}": waited[s] / begun[s] if begun[s] else 0.0 for s in range(5)}
    return {"came": came, "treated": treated, "died": died, "events": came + ended + died,
            "operated": begun[THEATRE], **waits}  # fmt: skip
