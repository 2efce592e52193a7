"""What is in sight on every terminal screen, and the program around them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from phrases import NAMES, phrases
from screens import SIZES, playing, running, screen, seen, slow, type_
from seats import LocalSeat, table
from staff_seats import all_seats, evaluator, leader, response
from textual.widgets import Input

import ttx.tui
from ttx.errors import UsageError
from ttx.moment import HOUR
from ttx.text import Text, say
from ttx.tui.app import TtxApp
from ttx.tui.keys import bindings, own_keys
from ttx.tui.screens.seat import SeatScreen
from ttx.tui.widgets.tabs import TabLine
from ttx.view import Letter


@pytest.mark.parametrize("size", [SIZES[0], *slow(SIZES[1:])])
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("make", [table, leader, response, evaluator])
async def test_what_must_always_be_in_sight_is_there(
    make: type[LocalSeat], size: tuple[int, int], lang: str
) -> None:
    seat = make()
    async with playing(seat, size, lang) as pilot:
        told = seen(pilot)
        lines = screen(pilot)
    picture = seat.picture()
    assert picture.marking.of(lang) in told
    assert picture.title.of(lang) in told
    assert picture.calendar.label(picture.now, lang) in told
    assert "T+4:00" in told
    for words in ("talk", "CLOCK STANDS"):
        assert say(lang, words) in told
    assert say(lang, "{count} min left", count=18) in told
    unread = 0 if picture.kind == "leader" else picture.unread
    watching = picture.kind == "evaluator"
    assert (say(lang, "{count} unread", count=unread) in told) is not watching
    assert len(lines) == size[1]
    assert all(len(line) <= size[0] for line in lines)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_decision_line_stands_under_every_tab(size: tuple[int, int]) -> None:
    async with playing(table(), size, "nl") as pilot:
        for digit in "12345":
            await type_(pilot, digit)
            assert any(line.startswith(" Besluit: ") for line in screen(pilot)[-3:])


@pytest.mark.slow
async def test_a_figure_shows_value_age_and_source_and_an_unknown_says_so() -> None:
    async with playing(table(), (140, 40)) as pilot:
        rows = screen(pilot)
    row = next(one for one in rows if one.startswith("  Hospital diesel"))
    for words in ("9 h", "2:10", "head of engin"):
        assert words in row
    assert "not reported" in next(one for one in rows if "Expected restoration" in one)
    assert "(after interv" in " ".join(rows)


@pytest.mark.slow
async def test_truth_is_shown_only_when_it_is_revealed() -> None:
    seat = table()
    async with playing(seat, (140, 40)) as pilot:
        assert "True" not in seen(pilot)
        seat.turn(revealed=("truth",))
        await pilot.pause()
        assert "True" in seen(pilot)


async def test_player_text_is_never_read_as_markup_and_loses_control_characters() -> (
    None
):
    letter = Letter(
        60, 5 * HOUR, "inject", Text("Buur", "Neighbour"), ("hospital-a",), "phone",
        Text("[red]rood[/red]", "[red]red[/red]"),
        Text("een\x1b[31m twee [/b] [bold", "one\x1b[31m two [/b] [bold"),
    )  # fmt: skip
    async with playing(table(letters=(letter,)), (140, 40)) as pilot:
        await type_(pilot, "2")
        told = seen(pilot)
    assert "[red]red[/red]" in told
    assert "one[31m two [/b] [bold" in told


async def test_the_language_turns_at_once_and_keeps_what_was_typed() -> None:
    async with playing(table(), lang="nl") as pilot:
        await type_(pilot, "d", "'diesel", "f2")
        assert "Decision: diesel" in seen(pilot)
        assert "Messages" in seen(pilot)
        await type_(pilot, "f2")
        assert "Besluit: diesel" in seen(pilot)
        assert "Berichten" in seen(pilot)


@pytest.mark.slow
async def test_no_english_stands_on_a_dutch_screen() -> None:
    english = ("Help", "Menu", "Inject", "Contact")
    for seat in (table(), leader(), response(), evaluator()):
        async with playing(seat, (140, 40), "nl") as pilot:
            screen_ = pilot.app.screen
            assert isinstance(screen_, SeatScreen)
            for active in screen_.active_bindings.values():
                word = active.binding.description
                if active.binding.id and word not in ("English", "ENDEX", *english):
                    assert word == say("nl", word)
            await type_(pilot, "question_mark")
            assert "Esc: terug" in seen(pilot)
            assert "Scroll" not in seen(pilot)


@pytest.mark.slow
async def test_keys_in_the_footer_are_few() -> None:
    for seat in all_seats().values():
        async with playing(seat, (140, 40)) as pilot:
            shown = [
                one.binding
                for one in pilot.app.screen.active_bindings.values()
                if one.binding.show
            ]
            assert 2 <= len(shown) <= 7, [one.description for one in shown]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_the_footer_fits_at_80_columns(lang: str) -> None:
    for seat in all_seats().values():
        async with playing(seat, (80, 24), lang) as pilot:
            tabs = pilot.app.screen.query_one(TabLine).labels
            for index in range(len(tabs)):
                await type_(pilot, str(index + 1))
                await pilot.pause(0.2)
                *keys, last = screen(pilot)[-1].rsplit("▏", 1)
                assert last.startswith("^p Menu")
                assert keys[0].rstrip().endswith("? Help"), (
                    seat.name,
                    tabs[index],
                    keys[0],
                )


@pytest.mark.slow
async def test_every_key_of_ours_is_a_safe_one() -> None:
    safe = {"enter", "escape", "left", "right", "up", "down", "space", "tab"}
    for seat in all_seats().values():
        async with playing(seat) as pilot:
            for key, one in pilot.app.screen.active_bindings.items():
                if not one.binding.id:
                    continue
                function = key.startswith("f") and key[1:].isdigit()
                letter = len(key) == 1 and key.isalnum()
                assert function or letter or key in {*safe, "question_mark", "slash"}, (
                    key
                )


@pytest.mark.slow
async def test_letters_do_not_fire_commands_while_typing() -> None:
    seat = table()
    async with playing(seat) as pilot:
        await type_(pilot, "d", "'cqlkwx2g")
        assert pilot.app.screen.query_one("#decision", Input).value == "cqlkwx2g"
        assert len(pilot.app.screen_stack) == 1
    assert not seat.asked


@pytest.mark.slow
async def test_one_keyboard_goes_round_the_seats() -> None:
    app = TtxApp(all_seats(), "hospital-a", "en")
    async with running(app, size=(80, 24)) as pilot:
        await type_(pilot, "f4")
        assert "[1 Calls" in seen(pilot)
        await type_(pilot, "f3", "1")
        assert "[1 Moves" in seen(pilot)


async def test_quitting_asks_first() -> None:
    app = TtxApp(all_seats(), "leader", "nl")
    async with running(app, size=(80, 24)) as pilot:
        await type_(pilot, "q")
        assert "Het programma stoppen?" in seen(pilot)
        await type_(pilot, "n")
        assert app.is_running
        await type_(pilot, "q", "j")
    assert app.return_value == 0


@pytest.mark.slow
async def test_the_menu_finds_every_key_in_the_readers_language() -> None:
    async with playing(table(), lang="nl") as pilot:
        await type_(pilot, "ctrl+p")
        assert "typ om te zoeken" in seen(pilot)
        await type_(pilot, "'anders dan wat er is")
        assert "Besluiten · d" not in seen(pilot)
        await type_(pilot, *["backspace"] * 21, "'doorlopende")
        assert "Doorlopende opdracht · s" in seen(pilot)
        await type_(pilot, "enter")
        assert "wat te doen" in seen(pilot)


async def test_a_user_brings_keys_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('"table.decide" = "f12"\n[situation]\nwhy = "b,ctrl+w"\n')
    seat = table()
    app = TtxApp({seat.name: seat}, seat.name, "en", own_keys(path))
    async with running(app, size=(80, 24)) as pilot:
        await type_(pilot, "d")
        assert not isinstance(app.focused, Input)
        await type_(pilot, "b")
        assert "Why: " in seen(pilot)
        await type_(pilot, "escape", "f12")
        assert isinstance(app.focused, Input)
    assert own_keys(tmp_path / "none.toml") == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('"table.decid" = "f12"', "no 'table.decid' to give a key, did you mean 'table.d"),
        ('"table.decide" = "kangaroo"', "'kangaroo' is not a key; write a letter"),
        ('"table.decide" = 3', "'3' is not a key"),
        ('"table.decide" = "x"\n"table.commit" = "x"',
         "'x' is given twice: to table.decide and to table.commit"),
        ("table.decide = d", "cannot be read: Invalid value (at line 1, column 16). A li"),
    ],
)  # fmt: skip
def test_keys_that_cannot_be_used_are_told(
    tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as told:
        own_keys(path)
    assert says in told.value.sentence("en")
    assert str(path) in told.value.sentence("nl")


def test_the_page_of_keys_names_every_key_that_can_be_changed() -> None:
    page = (Path(__file__).parents[1] / "docs/keys.md").read_text(encoding="utf-8")
    for one in bindings():
        assert f"| `{one.id}` | `{one.key}` |" in page, one


async def test_the_chosen_line_can_be_copied() -> None:
    async with playing(table()) as pilot:
        await type_(pilot, "f6")
        assert pilot.app.clipboard.startswith("Hospital diesel")
        await type_(pilot, "w", "f6")
        assert pilot.app.clipboard.startswith("1. ")


@pytest.mark.slow
async def test_it_can_be_read_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with playing(table()) as pilot:
        assert "[1 Situation]" in seen(pilot)
        assert pilot.app.no_color


@pytest.mark.slow
async def test_each_theme_can_be_chosen() -> None:
    async with playing(table()) as pilot:
        first = pilot.app.theme
        themes = set()
        for _ in range(3):
            await type_(pilot, "f5")
            themes.add(pilot.app.theme)
        assert "ttx-contrast" in themes
        assert pilot.app.theme == first


def test_every_sentence_of_the_screens_has_a_dutch_one() -> None:
    catalogue = Path(ttx.tui.__file__).parents[1] / "locale/nl/LC_MESSAGES/tui.po"
    words = catalogue.read_text()
    needed = phrases(Path(ttx.tui.__file__).parent) | set(NAMES)
    missing = [
        one
        for one in needed
        if f"msgid {json.dumps(one, ensure_ascii=False)}\n" not in words
    ]
    assert not missing
