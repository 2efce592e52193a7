"""What tables get to read after ENDEX: step by step, under the leader's hand, and no more."""

from __future__ import annotations

import asyncio
import contextlib
import re
from pathlib import Path

import pytest

from tests.net import net
from tests.script import Script
from tests.seats import LocalSeat as Handmade
from tests.test_what_seats_see import Ear, by_page, by_socket
from ttx import plain
from ttx.actions import (
    PARTS,
    Comment,
    Endex,
    Finding,
    Improvement,
    Observe,
    Reflect,
    Reveal,
    Status,
    TurnTo,
    Weigh,
)
from ttx.cli_play import debrief
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.report_parts import bare, cut, readable, without_others
from ttx.text import unmarked

PAGE = (
    '<h1>Kop</h1><!--part:front--><p>vooraan</p><!--part:own--><h2 id="own">Eigen</h2>'
    '<p>wij</p><!--part:knew--><h2 id="knew">Wist</h2><p>waar</p><!--part:decisions-->'
    '<h2 id="decisions">Besluiten</h2><!--by:rot--><p>klopt niet</p><!--/by-->'
    "<!--part:always--></body>"
)


def test_a_step_of_looking_back_brings_its_part_and_a_release_the_rest() -> None:
    assert readable(()) == ()
    assert readable(("hot-wash",)) == ("own",)
    assert readable(("hot-wash", "truth", "influence")) == ("own", "knew", "influence")
    assert "sensitive" not in readable(("debrief",))
    released = readable(("debrief",))
    assert {"front", "decisions", "findings"} <= set(released)
    assert not {"knew", "courses", "influence", "mortality"} & set(released)
    assert "mortality" in readable(("debrief", "sensitive"))


def test_a_page_is_cut_to_its_parts() -> None:
    first = cut(PAGE, ("own",))
    assert bare(first) == '<h1>Kop</h1><h2 id="own">Eigen</h2><p>wij</p></body>'
    later = cut(PAGE, ("front", "own", "decisions"), "komt later")
    assert '<h2 id="knew">Wist</h2>\n<p class="note">komt later</p>' in later
    assert "waar" not in later
    assert "klopt niet" in without_others(later, ["rot"])
    assert "klopt niet" not in without_others(later, ["rbt"])


def test_markdown_reads_as_text_in_a_terminal() -> None:
    page = "<!--part:own-->\n\n## Own \n\n_DRAFT - EXERCISE_\n\n| A | B |\n|---|---|\n| 1 | \\|2\\_ |\n- **rot**: \\*no\\*\n"
    assert unmarked(page) == "OWN\n\nDRAFT - EXERCISE\n\nA · B\n1 · |2_\n- rot: *no*\n"


def ended(tmp_path: Path) -> Host:
    """A host whose exercise was played to ENDEX, with work on its report."""
    script = Script(path=tmp_path / "shown.ttx").until("T+0:20").move("one", "brief", "talk")  # fmt: skip
    script.ask("evaluator", Observe("gap", "Niemand vroeg hoe oud het cijfer was"))
    script.move("one", "commit", "run").until("T+8")
    script.ask("leader", Endex())
    script.ask("region", Reflect("Wat ging goed?", "Wij hadden vroeg één beeld"))
    script.ask("evaluator", Finding("improve", "Bevinding van de evaluator"))
    return Host(script.exercise, {}, debrief=debrief)


async def test_a_table_reads_step_by_step(tmp_path: Path) -> None:
    host = ended(tmp_path)
    leader, region = LocalSeat(host, "leader"), LocalSeat(host, "region")
    hospital, watcher = LocalSeat(host, "hospital-a"), LocalSeat(host, "evaluator")
    assert await region.debrief("nl") == "" and not region.picture().accounts
    assert "Bevinding van de evaluator" in await watcher.debrief("nl")
    await leader.submit(Reveal("hot-wash"))
    told = await hospital.debrief("nl", "md")
    assert "Wij hadden vroeg één beeld" in told and "CONCEPT" in told
    assert "Bevinding" not in told and "mains" not in told and "Net" not in told
    said = hospital.picture().accounts
    assert said[0].said[0][1].startswith("Wij")
    await leader.submit(Reveal("truth"))
    assert 'id="knew"' in await region.debrief("nl")
    assert "Bevinding van de evaluator" not in await region.debrief("nl")
    await leader.submit(Reveal("debrief", to=("region",)))
    page = await region.debrief("nl")
    assert "Bevinding van de evaluator" in page
    assert "Bevinding" not in await hospital.debrief("nl")
    assert await hospital.debrief("nl", "json") == "" == await region.debrief("nl", "json")  # fmt: skip
    assert len(await watcher.sentences()) > 0 and await region.sentences() == ()


async def test_a_comment_is_for_its_table_until_the_report_is_adopted(
    tmp_path: Path,
) -> None:
    host = ended(tmp_path)
    leader, region = LocalSeat(host, "leader"), LocalSeat(host, "region")
    hospital = LocalSeat(host, "hospital-a")
    await leader.submit(Reveal("debrief"))
    await region.submit(Comment("decisions", "Wij belden eerder"))
    assert "Wij belden eerder" in await leader.debrief("nl")
    work = region.picture().work
    assert work is not None and [one.text for one in work.comments] == ["Wij belden eerder"]  # fmt: skip
    assert not work.findings and not work.seen
    other = hospital.picture().work
    assert other is not None and not other.comments
    assert "Wij belden eerder" not in await hospital.debrief("nl")
    await leader.submit(Status("adopted"))
    assert "Wij belden eerder" in await hospital.debrief("nl")
    other = hospital.picture().work
    assert other is not None and len(other.comments) == 1


EVALUATORS = ("Geheim van de evaluator", "Verbetering van de evaluator", "Reden om te schrappen",
              "Antwoord aan de andere tafel")  # fmt: skip


async def test_no_byte_of_the_evaluators_work_reaches_a_table_before_release() -> None:
    async with net() as here:
        leader = await here.join("director", "leader")
        watcher = await here.join("evaluator", "evaluator")
        hospital = await here.join("table", "hospital-a")
        await leader.submit(TurnTo("one", "brief"))
        await leader.submit(Endex())
        ear, token = Ear(), here.token("table", "region")
        tasks = [asyncio.create_task(by_socket(here.url, token, ear))]
        for path in ("/seat", "/live", "/debrief", "/report"):
            tasks.append(asyncio.create_task(by_page(here.port, token, path, ear)))
        await leader.submit(Reveal("debrief", to=("hospital-a",)))
        told = Comment("decisions", "Opmerking van de andere tafel")
        said = await hospital.submit(told)
        assert said.refusal is None
        for action in (Finding("improve", EVALUATORS[0]), Improvement(EVALUATORS[1]),
                       Weigh("course/mains.level", "struck", why=EVALUATORS[2]),
                       Comment("decisions", EVALUATORS[3], said.entry)):  # fmt: skip
            assert (await watcher.submit(action)).refusal is None
        await leader.submit(Reveal("hot-wash"))
        await asyncio.sleep(0.5)
        heard = ear.heard()
        assert ear.bytes > 2000
        assert not [one for one in (*EVALUATORS, told.text) if one in heard]
        seen = await hospital.changed(0)
        assert seen.work is not None
        assert [a.text for a in seen.work.comments[0].answers] == [EVALUATORS[3]]
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)


async def line(seat: Handmade | LocalSeat, *typed: str) -> str:
    """Lines typed at a line-mode terminal of this seat; what it tells."""
    told: list[str] = []
    left = [*typed]

    async def read() -> str | None:
        return left.pop(0) if left else None

    await plain.run({seat.name: seat}, seat.name, "nl", read, told.append)
    return "\n".join(told)


async def test_line_mode_reads_comments_releases_and_adopts(tmp_path: Path) -> None:
    host = ended(tmp_path)
    leader, region = LocalSeat(host, "leader"), LocalSeat(host, "region")
    assert "nog niets getoond" in await line(region, "rapport")
    await line(leader, "tonen debrief region", "stadium fact-check na overleg")
    told = await line(region, "rapport", "opmerking decisions Wij belden eerder")
    assert "EVALUATIERAPPORT" in told and "feitencheck" in told and "<!--" not in told
    assert "Bevinding van de evaluator" in told
    assert host.exercise.status == "fact-check"
    assert [one.text for one in host.picture("leader").work.comments] == [  # type: ignore[union-attr]
        "Wij belden eerder"
    ]


@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_a_terminal_reads_the_report_with_one_key(
    tmp_path: Path, lang: str
) -> None:
    from tests.screens import running, seen, type_
    from ttx.tui.app import TtxApp

    host = ended(tmp_path)
    leader, region = LocalSeat(host, "leader"), LocalSeat(host, "region")
    app = TtxApp({"region": region}, "region", lang)
    async with running(app, size=(100, 30), notifications=True) as pilot:
        await type_(pilot, "f9")
        nothing = {"nl": "nog niets getoond", "en": "been shown here yet"}[lang]
        assert nothing in seen(pilot)
        await leader.submit(Reveal("hot-wash"))
        await pilot.pause(0.2)
        said = {"nl": "Wat de tafels zelf zeiden", "en": "What the tables said"}[lang]
        assert said in seen(pilot)
        await leader.submit(Reveal("debrief", to=("region",)))
        await pilot.pause(0.2)
        await type_(pilot, "f9")
        for _ in range(50):
            await pilot.pause(0.2)
            if "CONCEPT" in seen(pilot):
                break
        head = {"nl": "EVALUATIERAPPORT", "en": "AFTER-ACTION REPORT"}[lang]
        assert head in seen(pilot) and "CONCEPT" in seen(pilot)


def test_every_part_of_the_report_can_be_named_cut_and_commented() -> None:
    """A part without a name here would never reach a table, or always."""
    folder = Path(__file__).parent.parent / "debriefs"
    heads = [
        (name, title)
        for path in sorted(folder.glob("*.html.j2"))
        for name, title in re.findall(
            r'm\.head\("([a-z-]+)", _\("([^"]+)"\)', path.read_text("utf-8")
        )
    ]
    assert len(heads) > 12
    assert [one for one in heads if PARTS.get(one[0]) != one[1]] == []
    told = re.findall(
        r'{{ head\(_\("([^"]+)"\)', (folder / "debrief.md.j2").read_text("utf-8")
    )
    assert sorted(told) == sorted(title for _, title in heads)
