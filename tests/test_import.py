"""`ttx import`: an exercise of another program becomes a scenario, and nothing is lost unsaid."""

from __future__ import annotations

import argparse
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from foreigners import HSEEP, every, inject_zip, workbook

from tests.script import Script
from ttx import library
from ttx.cli_import import bring
from ttx.errors import UsageError
from ttx.exchange.loss import CAME, LEFT, NEAR, counted, items
from ttx.exchange.neighbours.cexf_out import cexf
from ttx.exchange.neighbours.foreign import FORMATS, Foreign
from ttx.exchange.neighbours.importing import bring_in, read, recognised, taken
from ttx.exchange.whole import as_json, back, whole
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.moment import DAY, HOUR, MINUTE, offset, parse_offset
from ttx.scenario import Scenario
from ttx.scenario.timing import Timing

SAMPLES = every()
KIND = {
    "cexf-misp.json": "cexf", "cexf-skillaegis.json": "cexf",
    "openbas-scenario.json": "openbas", "openbas-exercise.json": "openbas",
    "openbas-scenario.zip": "openbas", "chronogram.xlsx": "chronogram",
    "inject.zip": "inject", "t3sf.json": "t3sf", "t3sf.xlsx": "t3sf",
    "icebergttx.json": "icebergttx", "blueprint-standard.xlsx": "blueprint",
    "blueprint-mitre.xlsx": "blueprint", "blueprint-hseep.xlsx": "blueprint",
    "cexf-fields.json": "cexf", "openbas-fields.json": "openbas", "t3sf-night.json": "t3sf",
    "openbas-injects.json": "openbas", "icebergttx-fields.json": "icebergttx",
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own to work in, with all samples in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name, raw in SAMPLES.items():
        (tmp_path / name).write_bytes(raw)
    return tmp_path


def brought(name: str, lang: str = "en", raw: bytes | None = None) -> Scenario:
    """The scenario that a file becomes; it passes check but for warnings."""
    if raw is not None:
        Path(name).write_bytes(raw)
    asked = argparse.Namespace(file=name, new="mine", lang=lang, yes=True)
    Path("scenarios/mine.yaml").unlink(missing_ok=True)
    assert bring(asked) == 0
    problems = library.check(["mine"])
    assert {one.severity for one in problems} <= {"warning"}
    return library.load("mine").scenario


def told(name: str, raw: bytes | None = None) -> dict[str, str]:
    """All that the report says of each place, in one line, with its state before it."""
    raw = SAMPLES[name] if raw is None else raw
    became = bring_in_bytes(raw, name)
    return {
        one.place: " ".join([one.state, *(w.en for w in one.words)]) for one in became
    }


def bring_in_bytes(raw: bytes, name: str) -> list:  # type: ignore[type-arg]
    path = Path("brought")
    path.mkdir(exist_ok=True)
    (path / name).write_bytes(raw)
    return items(bring_in(path / name, "mine", "en").told)


# --- all formats -----------------------------------------------------------------


def test_there_is_a_sample_of_every_format() -> None:
    assert set(KIND) == set(SAMPLES) and set(KIND.values()) == set(FORMATS)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_is_recognised_and_plays_in_moves_without_a_world(name: str) -> None:
    assert read(name).format == recognised(name) == KIND[name]
    scenario = brought(name, "nl")
    assert scenario.pace == "moves" and not scenario.world and scenario.moves
    exercise = Exercise(scenario, 1, Journal())
    exercise.advance(scenario.endex)
    came = {one.body["inject"] for one in exercise.journal if one.kind == "delivered"}
    timed = {one.id for one in scenario.msel
             if one.at is not None and not one.unless and one.at < scenario.endex}  # fmt: skip
    assert timed and timed <= came


@pytest.mark.parametrize(
    "name",
    [
        "openbas-scenario.zip",
        "inject.zip",
        "icebergttx.json",
        "icebergttx-fields.json",
        "t3sf-night.json",
    ],
)
def test_tables_play_it_move_by_move(name: str) -> None:
    scenario = brought(name)
    script = Script(scenario)
    table = scenario.tables[0].id
    for move in scenario.moves:
        script.until(offset(max(move.at, script.exercise.now)))
        script.move(move.id, "brief", "talk")
        for key, option in scenario.options.items():
            if table in option.who and not option.needs:
                script.decides(table, key)
        script.move(move.id, "commit", "run", "preview", "report")
    script.until(offset(scenario.endex))
    timed = [one.id for one in scenario.msel if one.at is not None and not one.unless]
    assert set(timed) <= set(script.delivered())
    sent = [
        one.send
        for key in scenario.options
        for one in scenario.options[key].does
        if one.send
    ]
    assert set(sent) <= set(script.delivered())


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_item_is_told_of_and_every_inject_has_its_line(
    name: str, lang: str
) -> None:
    became = bring_in(name, "mine", lang)
    foreign = read(name)
    places = {one.place for one in items(became.told)}
    assert {one.place for one in foreign.injects if one.place} <= places
    said = [words.of(lang) for one in items(became.told) for words in one.words]
    assert all(said) and not any(
        "{" in one and "}" in one for one in said if "{ " not in one
    )
    count = counted(items(became.told))
    assert sum(count.values()) == len(places) and count[NEAR] > 0


@pytest.mark.parametrize("name", SAMPLES)
def test_the_written_file_is_short_lined_and_says_what_to_do(name: str) -> None:
    text = bring_in(name, "mine", "nl").text
    assert text.startswith("# Overgenomen uit ") and "# --" not in text
    assert all(len(line) <= 140 and line == line.rstrip() for line in text.splitlines())
    assert "# Benaderd: " in text or "# Weggelaten: " in text or "standard" in name


def test_the_command_tells_what_was_lost_and_never_writes_over_a_scenario(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = argparse.Namespace(file="openbas-scenario.zip", new="mine", lang="nl",
                               json=True, report="loss.txt", yes=True)  # fmt: skip
    assert bring(asked) == 0
    out = capsys.readouterr()
    data = json.loads(out.out)
    assert Path(data["path"]) == Path("scenarios/mine.yaml")
    assert {one["state"] for one in data["items"]} == {CAME, NEAR, LEFT}
    assert "persoonsgegevens van 2 mensen" in out.err
    assert "Overgenomen:" in Path("loss.txt").read_text("utf-8")
    with pytest.raises(UsageError):
        bring(asked)


def test_an_unknown_format_or_file_is_said_in_one_sentence() -> None:
    Path("x.json").write_text('{"hello": 1}')
    for given, says in (("", "wordt niet herkend"), ("cexf", "lijkt niet op"), ("pdf", "is er niet")):  # fmt: skip
        with pytest.raises(UsageError) as wrong:
            bring_in("x.json", "mine", "nl", given)
        assert says in wrong.value.sentence("nl")
    with pytest.raises(UsageError) as wrong:
        bring_in("nowhere.json", "mine", "en")
    assert "nowhere.json" in wrong.value.sentence("en")


# --- CEXF ------------------------------------------------------------------------


def test_the_reference_dialect_comes_over_with_its_mail_and_without_its_machines() -> (
    None
):
    one = brought("cexf-misp.json")
    mail, line, ghost, cue = one.msel
    assert (mail.at, mail.by) == (0, "email")
    assert "abroad" in mail.text.en and "<" not in mail.text.en
    assert one.personas[str(mail.sender)].title.en == "Servicedesk"
    assert mail.expects and "Publishing (max. 20)" in mail.expects.text.en
    assert line.after and line.after.inject == mail.id and ghost.cue and cue.cue
    assert one.endex == 2 * HOUR and "# Briefing" in one.briefing.en
    said = told("cexf-misp.json")
    assert said['inject_flow[3] "The same again."'].startswith(LEFT)
    assert "tcp_connection" in said['inject_flow[1] "The firewall sees a connection."']
    assert said['inject_payloads "Left over"'] == "left no inject uses it"


def test_the_other_dialect_comes_over_with_a_circle_cut_and_a_far_time_on_cue() -> None:
    one = brought("cexf-skillaegis.json")
    assert [line.cue for line in one.msel] == [False, False, False, True, True]
    assert one.msel[2].after and one.msel[2].after.inject == one.msel[3].id
    assert one.msel[0].text.nl.count("{{") == 0
    assert "dialect of SkillAegis" in told("cexf-skillaegis.json")["exercise"]


# --- OpenBAS ---------------------------------------------------------------------


def test_a_zip_and_its_bare_json_become_the_same() -> None:
    packed, bare = brought("openbas-scenario.zip"), brought("openbas-scenario.json")
    assert packed == bare
    said = told("openbas-scenario.zip")
    assert said["kaart_target.pdf"].startswith(LEFT) and "users" in said


def test_an_openbas_scenario_keeps_contracts_teams_and_waits() -> None:
    one = brought("openbas-scenario.json")
    lines = one.injects
    assert lines["weeralarm"].to == ("all",) and lines["weeralarm"].by == "email"
    assert "code rood voor Oeverstad" in lines["weeralarm"].text.nl
    assert lines["de-krant-belt"].by == "news" and lines["de-krant-belt"].to == (
        "gemeente",
    )
    assert lines["geen-waarschuwing-uitgegaan"].cue
    assert lines["implant"].to == ("excon",) and lines["implant"].cue
    assert lines["vooraf"].at == -60 * DAY and min(move.at for move in one.moves) >= 0
    assert lines["raadsel"].controller.nl == "Noordkade"
    assert one.hot_wash[0].nl.startswith("Wie had u")
    text = Path("scenarios/mine.yaml").read_text("utf-8")
    assert "Verzonnen" not in text and "persoon@" not in text


# --- spreadsheets ----------------------------------------------------------------


def test_the_chronogram_reads_its_times_by_day_clock_and_date() -> None:
    one = brought("chronogram.xlsx")
    at = [line.at for line in one.msel]
    assert at == [
        -60 * DAY,
        0,
        DAY + 2 * HOUR - 5 * MINUTE,
        3 * DAY + 5 * MINUTE,
        0,
        None,
    ]
    assert one.msel[0].to == ("all",) and one.msel[2].to == ("field", "board")
    assert (
        "day 0 was taken to be 2024-06-26 09:00" in told("chronogram.xlsx")["startex"]
    )


def test_the_three_headers_of_blueprint_are_found_by_name() -> None:
    one = brought("blueprint-standard.xlsx")
    assert [line.at for line in one.msel] == [0, 40 * MINUTE, None, 2 * HOUR]
    assert [move.title.en for move in one.moves] == ["Move 1", "Move 2"]
    two = brought("blueprint-mitre.xlsx")
    assert [line.at for line in two.msel] == [0, 45 * MINUTE, 90 * MINUTE]
    assert [line.by for line in two.msel] == ["email", "phone", "email"]
    three = brought("blueprint-hseep.xlsx")
    assert three.endex == parse_offset("T+2:30") and three.msel[1].kind == "contingency"
    assert three.msel[2].to == ("excon",) and len(three.objectives) == 2


def test_clock_times_roll_over_midnight_in_both_forms_of_t3sf() -> None:
    assert [one.at for one in brought("t3sf.json").msel] == [
        0, 30 * MINUTE, 70 * MINUTE, None, 140 * MINUTE]  # fmt: skip
    assert [one.at for one in brought("t3sf.xlsx").msel] == [
        0,
        40 * MINUTE,
        50 * MINUTE,
    ]
    assert list(brought("t3sf.json").options) == ["pay", "do-not-pay", "wait"]


def test_a_formula_a_merged_cell_and_a_false_size_do_no_harm() -> None:
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(workbook(HSEEP)))
    book.active["G5"] = '=HYPERLINK("http://example.org","x")'
    book.active.merge_cells("A1:J1")
    out = BytesIO()
    book.save(out)
    huge = BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(huge, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            raw = re.sub(
                rb'<dimension ref="[^"]+"', b'<dimension ref="A1:XFD1048576"', raw
            )
            new.writestr(name, raw)
    one = brought("odd.xlsx", raw=huge.getvalue())
    assert len(one.msel) == 3 and "HYPERLINK" not in one.msel[0].text.en


def test_a_workbook_of_ttx_itself_is_told_apart() -> None:
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(workbook(HSEEP)))
    book.create_sheet("ttx")["A1"] = '{"format": 1, "scenario": "mini"}'
    book.save("own.xlsx")
    assert recognised("own.xlsx") == "msel"
    Path("x.json").write_text("[]")
    assert recognised("x.json") == ""


# --- INJECT and IcebergTTX ---------------------------------------------------------


def test_milestones_decide_which_alternative_of_an_inject_comes() -> None:
    one = brought("inject.zip")
    good = one.injects["good"]
    assert good.at == 30 * MINUTE and good.unless and good.unless.not_
    assert [c.milestone for c in good.unless.not_.all] == ["isolated", "told"]
    assert one.options["we-take-the-server-off-the-net"].does[0].milestone == "isolated"
    assert one.options["scanner-server-1"].does[1].send == "scanner-server-1"
    assert one.objectives[0].tasks[0].looks_for.en == "isolated"
    assert "since 02:00" in one.injects["alarm"].text.en
    assert told("inject.zip")['injects[3] "missing"'].count(
        "'gone.md' is not in the file"
    )


def test_a_definition_without_a_top_folder_reads_the_same() -> None:
    assert brought("inject.zip", raw=inject_zip("")) == brought(
        "inject.zip", raw=inject_zip("a/")
    )


def test_an_option_of_icebergttx_sends_the_inject_that_it_leads_to() -> None:
    one = brought("icebergttx.json")
    assert one.options["switch-it-off"].does[0].send == "the-building-is-dark"
    assert one.options["switch-it-off"].teams == ("operations",)
    assert not one.injects["the-building-is-dark"].cue
    assert one.injects["people-ask"].at == 45 * MINUTE
    assert one.endex == 90 * MINUTE


# --- hostile and broken ------------------------------------------------------------


def bomb(name: str, size: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, b" " * size)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "not JSON"),
        (b"{", "line 1"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"exercise": ' + b'{"a":' * 200 + b"1" + b"}" * 201, "nested too deep"),
        (b'{"injects": [' + b"9" * 9000 + b"]}", "number without end"),
        (b"PK\x03\x04 not a zip", "damaged ZIP"),
        (bomb("a.json", 25 * 2**20), "more than 20 MB"),
        (bomb("xl/workbook.xml", 90 * 2**20), "MB"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, ".xls"),
    ],
)
def test_what_is_no_exercise_is_refused_with_one_sentence(
    raw: bytes, says: str
) -> None:
    with pytest.raises(UsageError) as wrong:
        taken(raw, "a.json")
    assert says in wrong.value.sentence("en") and "\n" not in wrong.value.sentence("nl")


def test_text_in_windows_letters_is_read_and_that_is_told() -> None:
    raw = SAMPLES["t3sf.json"].replace(b"Files are locked", "Café é".encode("cp1252"))
    foreign = taken(raw, "old.json")
    assert "Café é" in str(foreign.injects[0].title)
    assert any("Windows" in one.words.en for one in foreign.told)


def test_an_exercise_without_anything_still_becomes_a_file_to_fill_in() -> None:
    one = brought(
        "empty.json", raw=b'{"exercise": null, "inject_flow": null, "injects": null}'
    )
    assert len(one.moves) == 1 and len(one.teams) == 1 and not one.msel
    assert taken(b'{"scenario_injects": null}', "x").injects == ()
    assert isinstance(taken(b'{"inject_flow": {}}', "x"), Foreign)


# --- and out again -----------------------------------------------------------------

SHIPPED = ("first-exercise", "power-outage", "article5", "airport-crash")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_scenario_goes_out_as_cexf_and_comes_back_with_its_times_and_texts(
    name: str,
) -> None:
    scenario = library.load(name).scenario
    data, lost = cexf(scenario, "nl")
    assert {one.state for one in lost} == {CAME, NEAR, LEFT}
    foreign = taken(json.dumps(data).encode(), "out.json")
    assert foreign.format == "cexf" and foreign.length == scenario.endex
    assert len(foreign.injects) == len(scenario.msel)
    timing = Timing(scenario)
    for mine, theirs in zip(scenario.msel, foreign.injects, strict=True):
        at = None if mine.cue else timing.at(mine.id)
        assert theirs.at == (at if at is None else max(0, at))
        assert theirs.cue == (at is None and not (mine.after and mine.after.inject))
        assert "{{" not in str(theirs.text) and theirs.text
        if mine.text.nl and "{{" not in mine.text.nl:
            assert str(theirs.text).split() == mine.text.nl.split()
    brought("out.json", raw=json.dumps(data).encode())
    assert json.dumps(data) == json.dumps(cexf(library.load(name).scenario, "nl")[0])


@pytest.mark.parametrize("name", SHIPPED)
def test_a_whole_scenario_goes_out_as_json_that_keeps_its_schema(name: str) -> None:
    scenario = library.load(name).scenario
    data = json.loads(as_json(whole(scenario, library.json_schema())))
    jsonschema.Draft202012Validator(data["schema"]).validate(data["scenario"])
    assert back(data) == scenario
    Path("again.yaml").write_text(json.dumps(data["scenario"]), "utf-8")
    assert library.load("again.yaml").scenario == scenario
    with pytest.raises(UsageError):
        back({"scenario": {"id": 3}})
