"""What was agreed after one evening comes back on the evaluators' screens of the next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.script import MINI, mini
from tests.test_staff_pictures import seen
from tests.words import ROOT
from ttx.actions import Endex, Improvement, Observe, Rate
from ttx.cli import main
from ttx.cli_report import write_debrief
from ttx.debrief.facts import Debrief, gather
from ttx.errors import UsageError
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.library_earlier import MOST_ACTIONS, open_actions
from ttx.live.wire import picture_of, plain_picture
from ttx.replay import fork, verify
from ttx.report import page
from ttx.view import Watched

TEMPLATES = ROOT / "debriefs"


def row(text: str, **more: Any) -> dict[str, Any]:
    """A row of an improvement plan as a debrief writes it."""
    return {"entry": 9, "number": 1, "issue": "niemand wist wie belde", "text": text,
            "element": "plans", "owner": "hoofd crisisbeheersing", "contact": "tel. 1234",
            "start": "2027-02-01", "end": "2027-09-01", "above": False, "state": "open",
            "withdrawn": "", **more}  # fmt: skip


def debrief_file(
    folder: Path, *rows: dict[str, Any], name: str = "eerder.json"
) -> Path:
    title = {"nl": "Stroomuitval voorjaar", "en": "Power outage in spring"}
    told = {"frame": {"title": title}, "work": {"plan": [*rows]}}
    path = folder / name
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


PLAN = (
    row("Belboom in het crisisplan zetten"),
    row("Was al gedaan", state="done"),
    row("Toch niet", state="dropped"),
    row("Vergissing", withdrawn="dubbel"),
    row("Tweede aggregaat aanschaffen", element="equipment", above=True, end=""),
)


def begun(folder: Path) -> Exercise:
    handed = open_actions(debrief_file(folder, *PLAN))
    return Exercise(mini(), 7, Journal(), follow_up=handed)


class Evening:
    """A script whose exercise was begun with earlier actions."""

    def __init__(self, folder: Path) -> None:
        self.exercise = begun(folder)


def tasks_of(exercise: Exercise, seat: str = "evaluator") -> list[Watched]:
    holder = Evening.__new__(Evening)
    holder.exercise = exercise
    book = seen(holder, seat).book  # type: ignore[arg-type]
    assert book is not None
    return [one for one in book.tasks if one.task.startswith("earlier-")]


def of(exercise: Exercise) -> Debrief:
    return gather(list(exercise.journal), exercise.scenario)


# --- from one debrief to the next exercise --------------------------------------------


def test_only_what_is_open_goes_along_and_without_whom_to_call(tmp_path: Path) -> None:
    found = open_actions(debrief_file(tmp_path, *PLAN))
    assert [(one["id"], one["text"]) for one in found] == [
        ("earlier-1", "Belboom in het crisisplan zetten"),
        ("earlier-2", "Tweede aggregaat aanschaffen"),
    ]  # fmt: skip
    assert "1234" not in json.dumps(found)


def test_every_evaluator_looks_out_for_them_and_none_can_rate_them(
    tmp_path: Path,
) -> None:
    exercise = begun(tmp_path)
    for seat in ("evaluator", "evaluator-2"):
        first, second = tasks_of(exercise, seat)
        assert first.title.nl == "Belboom in het crisisplan zetten"
        assert (
            first.objective.nl
            == "Actie uit een eerdere oefening: Stroomuitval voorjaar"
        )
        assert "eigenaar: hoofd crisisbeheersing" in first.reference.nl
        assert "vraagt een besluit boven deze tafel" in second.reference.nl
        assert (
            first.scale == ()
            and first.looks_for.nl == "Vanwege: niemand wist wie belde"
        )
    refused = exercise.submit(Rate("earlier-1", "P"), "evaluator").body["refusal"]
    assert refused["key"] == "unknown-task"


def test_they_travel_to_a_seat_on_the_network(tmp_path: Path) -> None:
    holder = Evening(tmp_path)
    picture = seen(holder, "evaluator")  # type: ignore[arg-type]
    again = picture_of(json.loads(json.dumps(plain_picture(picture, None))), 1)
    assert again.book == picture.book


def test_what_was_seen_stands_beside_each_in_the_new_debrief(tmp_path: Path) -> None:
    exercise = begun(tmp_path)
    exercise.advance(3_600_000)
    exercise.submit(Observe("strength", "de belboom hing aan de muur", "region",
                            "earlier-1"), "evaluator")  # fmt: skip
    exercise.submit(Endex("tijd"), "leader")
    first, second = of(exercise).earlier
    assert [one.text for one in first.seen] == ["de belboom hing aan de muur"]
    assert (first.state.nl, second.state.nl) == ("waargenomen", "niet waargenomen")
    for template in ("debrief.html.j2", "debrief.md.j2"):
        facts = of(exercise)
        made = page(template, facts, facts.frame, TEMPLATES, "nl")
        assert "Eerdere acties, en wat er deze keer van te zien was" in made
        assert "de belboom hing aan de muur" in made
        assert "Uit: Stroomuitval voorjaar" in made


def test_without_earlier_actions_nothing_is_said_of_them() -> None:
    exercise = Exercise(mini(), 7, Journal())
    assert "follow_up" not in next(iter(exercise.journal)).body
    facts = of(exercise)
    assert facts.earlier == ()
    assert "Eerdere acties" not in page(
        "debrief.html.j2", facts, facts.frame, TEMPLATES, "nl"
    )


def test_replay_and_a_fork_know_them(tmp_path: Path) -> None:
    handed = open_actions(debrief_file(tmp_path, *PLAN))
    path = tmp_path / "x.ttx"
    exercise = Exercise(mini(), 7, Journal.create(path), follow_up=handed)
    exercise.advance(3_600_000)
    exercise.journal.close()
    assert [one.id for one in of(verify(path)).earlier] == ["earlier-1", "earlier-2"]
    again = fork(list(exercise.journal), 4, None)
    assert len(tasks_of(again)) == 2


def test_a_plan_that_people_wrote_comes_back_in_the_next_exercise(
    tmp_path: Path,
) -> None:
    spring = Exercise(mini(), 7, Journal())
    for by, action in (
        ("leader", Endex("tijd")),
        ("leader", Improvement("Belboom op papier", issue="telefoons zwegen", element="plans",
                               owner="crisisbureau", contact="J. de Vries")),
        ("leader", Improvement("Al gedaan", state="done")),
    ):  # fmt: skip
        assert spring.submit(action, by).body["refusal"] is None
    out = tmp_path / "voorjaar"
    (file,) = write_debrief(list(spring.journal), out, "nl", ("json",))
    autumn = Exercise(mini(), 8, Journal(), follow_up=open_actions(file))
    (task,) = tasks_of(autumn)
    assert task.title.nl == "Belboom op papier"
    assert "crisisbureau" in task.reference.nl and "plannen" in task.reference.nl
    assert "Vries" not in str(next(iter(autumn.journal)).body["follow_up"])


# --- the command ----------------------------------------------------------------------


def test_play_takes_several_files_and_numbers_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = debrief_file(tmp_path, row("Eerste"))
    two = debrief_file(tmp_path, row("Tweede"), name="ander.json")
    path = tmp_path / "x.ttx"
    status = main(["play", str(MINI), "--headless", "--seed", "7", "--until", "T+1",
                   "--journal", str(path), "--follow-up", str(one), "--follow-up", str(two),
                   "--lang", "nl"])  # fmt: skip
    assert status == 0
    assert "Openstaande acties meegenomen uit" in capsys.readouterr().err
    journal = Journal.open(path)
    handed = next(iter(journal)).body["follow_up"]
    journal.close()
    assert [(row["id"], row["text"]) for row in handed] == [
        ("earlier-1", "Eerste"), ("earlier-2", "Tweede"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "nl"),
    [
        ("{", "is geen JSON"),
        ("[" * 100_000, "is geen JSON"),
        ("[]", "bevat geen verbeterplan"),
        (
            '{"frame": {"title": {"nl": "x", "en": "x"}}, "work": {"plan": [1]}}',
            "bevat geen",
        ),
        ('{"work": {"plan": []}}', "bevat geen verbeterplan"),
    ],
)
def test_a_bad_file_gets_a_sentence_and_leaves_no_journal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, nl: str
) -> None:
    file, path = tmp_path / "f.json", tmp_path / "x.ttx"
    file.write_text(text, encoding="utf-8")
    status = main(["play", str(MINI), "--headless", "--journal", str(path),
                   "--follow-up", str(file), "--lang", "nl"])  # fmt: skip
    assert status == 2 and nl in capsys.readouterr().err
    assert not path.exists()


def test_an_absent_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        open_actions(tmp_path / "no.json")


def test_a_field_that_is_no_text_or_too_long_is_refused(tmp_path: Path) -> None:
    for bad in (row("x", issue=7), row("x" * 3000), row("x", owner=None)):
        with pytest.raises(UsageError, match="no improvement plan"):
            open_actions(debrief_file(tmp_path, bad))


def test_more_than_a_guide_can_hold_is_refused(tmp_path: Path) -> None:
    many = debrief_file(tmp_path, *[row(f"actie {n}") for n in range(MOST_ACTIONS + 1)])
    with pytest.raises(UsageError, match="more than an evaluation guide can hold"):
        open_actions(many)


def test_markup_and_control_characters_stay_text(tmp_path: Path) -> None:
    file = debrief_file(tmp_path, row("<script>alert(1)</script>\x1b[31m"))
    exercise = Exercise(mini(), 7, Journal(), follow_up=open_actions(file))
    facts = of(exercise)
    made = page("debrief.html.j2", facts, facts.frame, TEMPLATES, "nl")
    assert "&lt;script&gt;alert(1)" in made and "\x1b" not in made


def test_a_hosted_journal_takes_no_new_actions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.ttx"
    Exercise(mini(), 7, Journal.create(path)).journal.close()
    file = debrief_file(tmp_path, row("Eerste"))
    status = main(["host", str(path), "--follow-up", str(file), "--lang", "nl"])
    assert status == 2
    assert "--follow-up is voor een nieuwe oefening" in capsys.readouterr().err
