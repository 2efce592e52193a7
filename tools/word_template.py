"""The Word templates of the report, made anew: `python tools/word_template.py`.

What they say is here; how they look is in `word_parts.py`. An organisation changes the
.docx itself in Word and keeps it in its own folder `debriefs/`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from word_annex import annexes
from word_influence import WEIGHED
from word_parts import Sheet
from word_parts import sentence as T
from word_short import short
from word_world import world

from ttx.report_word import settled

HERE = Path(__file__).parent.parent / "debriefs"


def whole() -> Sheet:
    """The whole report."""
    sheet = Sheet()
    front(sheet)
    overview(sheet)
    who(sheet)
    own(sheet)
    line(sheet)
    world(sheet)
    annexes(sheet)
    return sheet


def front(sheet: Sheet) -> None:
    """The first page: what it is, how sure, and the three columns."""
    sheet.say("{{ frame.subtitle|t }}", "Note")
    sheet.say("{{ frame.title|t }}", "Title")
    sheet.only("if facts.summary")
    sheet.say("{{ facts.summary|t }}")
    sheet.only("endif")
    sheet.only('if facts.work.status == "adopted"')
    sheet.note(
        T(
            "Adopted. Observed, assessed and computed stand apart; a computed sentence counts only as far as an evaluator accepted it."
        )
    )
    sheet.only('elif facts.work.status == "fact-check"')
    sheet.warn(
        T(
            "In fact check by the teams: their comments stand beside the text. This file may not be quoted as a finding."
        )
    )
    sheet.only("elif facts.work.findings")
    sheet.warn(
        T(
            "Before the fact check. What people concluded is not adopted; this file may not be quoted as a finding."
        )
    )
    sheet.only("else")
    sheet.warn(
        T(
            "Facts only, before the fact check. Nobody has drawn conclusions yet; this file may not be quoted as a finding."
        )
    )
    sheet.only("endif")
    for asked, told in (("facts.notice", "**{{ facts.notice|t }}**"), ("facts.played.warning", "**{{ facts.played.warning|t }}**"),
                        ("not facts.over", T("The exercise has not ended; this is how it stands now."))):  # fmt: skip
        sheet.only(f"if {asked}")
        sheet.warn(told)
        sheet.only("endif")
    three(sheet)


def overview(sheet: Sheet) -> None:
    """Who played what and when, and where this report came from."""
    sheet.head(T("Overview"))
    sheet.pairs((
        (T("Period in the exercise"), "{{ facts.overview.period|t }}"),
        (T("Tables"), "{{ facts.overview.tables|t }}"),
        (T("Moves"), NUMBERED.format("moves")),
        (T("Objectives"), NUMBERED.format("objectives")),
    ))  # fmt: skip
    sheet.head(T("Where this report comes from"), 2)
    sheet.pairs((("for what, value in frame.colophon", "{{ what|t }}||{{ value|t }}"),))


NUMBERED = "{{% for one in facts.overview.{} %}}{{{{ loop.index }}}}. {{{{ one|t }}}}{{% if not loop.last %}}{{{{ br }}}}{{% endif %}}{{% else %}}-{{% endfor %}}"


def three(sheet: Sheet) -> None:
    """Observed, assessed, computed: beside each other and never in one sentence."""
    sheet.columns((
        (T("Observed"), T("from the log"),
         "for one in facts.front.observed", "{{ one|t }}", ""),
        (T("Assessed"), T("by evaluators"),
         "for one in facts.front.assessed", "{{ one|t }}", ""),
        (T("Computed"), T("by the model"),
         'for one in facts.sentences if one.part == "courses"', WEIGHED,
         "{{ facts.front.run|t }}"),
    ))  # fmt: skip


def who(sheet: Sheet) -> None:
    """Who was there: to be filled in, by role."""
    sheet.part("who", "Participants and evaluators")
    sheet.note(
        T(
            "Filled in by exercise control and the tables. Roles, no names. What is filled in here in Word can be read back."
        )
    )
    sheet.pairs((
        (T("Date of the exercise"), "{{ facts.work.particulars.date|t }}"),
        (T("Place"), "{{ facts.work.particulars.place|t }}"),
        (T("Sponsor"), "{{ facts.work.particulars.sponsor|t }}"),
        (T("Point of contact (role)"), "{{ facts.work.particulars.contact|t }}"),
        (T("Scope"), "{{ facts.work.particulars.scope|t }}"),
        (T("Threat or hazard, scenario"), "{{ facts.summary|t }}"),
        (T("Mission areas"), '{{ facts.overview.missions|t or "-" }}'),
        (T("Capabilities"), '{{ facts.overview.capabilities|t or "-" }}'),
    ), 60)  # fmt: skip
    sheet.rows(((T("Table"), 60), (T("Participants per role"), 120)), "for one in facts.work.attendance",
               ("{{ one.title|t }}", "{% for role, number in one.roles %}{{ number }} {{ role|t }}{% if not loop.last %}, {% endif %}{% endfor %}"))  # fmt: skip


def own(sheet: Sheet) -> None:
    """What tables said themselves, before anything computed."""
    sheet.part("own", "Own account of the tables")
    sheet.only("for one in facts.account")
    sheet.head("{{ one.question|t }}", 2)
    sheet.points("for team, text in one.said", "**{{ team|t }}:** {{ text|t }}")
    sheet.only("else")
    sheet.note(
        '{{ _("A trial run has no hot wash.") if facts.played.trial else _("Nothing was written down in the hot wash.") }}'
    )
    sheet.only("endfor")


def line(sheet: Sheet) -> None:
    """What reached each table and what it decided."""
    sheet.part("line", "Time line")
    sheet.picture("{{ lanes() }}")
    sheet.note(
        T(
            "Circle: inject (number in the MSEL). Filled square: decision by people (D and its number). Open square: decision by a policy or a standing order. 3x: three together. The line is exercise time."
        )
    )
    sheet.only("for lane in facts.line.lanes")
    sheet.head("{{ lane.title|t }}", 3)
    sheet.rows(((T("Moment"), 55), (T("What reached the table, and what it decided"), 125)),
               "for cell in lane.cells",
               ("{{ facts.line.segments[loop.index0].title|t }}{% if facts.line.segments[loop.index0].when %}{{ br }}~~{{ facts.line.segments[loop.index0].when|t }}~~{% endif %}",
                '{% for item in cell %}{% if item.kind == "inject" %}● {{ item.label }} {% elif item.kind == "decision" %}■ {{ _("D{number}", number=item.label) }} {% else %}□ {{ _("D{number}", number=item.label) }} {% endif %}{{ item.text|t }}{% if item.times > 1 %} ({{ item.times }}x){% endif %}{% if not loop.last %}{{ br }}{% endif %}{% endfor %}'), inner="if cell")  # fmt: skip
    sheet.only("endfor")
    sheet.under(
        T(
            "An empty cell is silence in the log. Whether silence means anything is for an evaluator to say."
        )
    )
    sheet.head(T("Reading and decisions per table"), 2)
    sheet.note(
        '{{ _("Counted, not rated. Words of all messages that reached a table, at {speed} words per minute; whether anybody read them is not known. Budget per table and move: {injects} injects of {words} words at most.", speed=facts.scenes.load.speed, injects=facts.scenes.load.most_injects, words=facts.scenes.load.most_words) }}'
    )
    sheet.across((T("Table"), 40), "{{ one|t }}", "for one in facts.scenes.load.stretches",
                 "for row in facts.scenes.load.rows", "{{ row.title|t }}",
                 "for cell in row.cells", "{{ read(cell) }}")  # fmt: skip


TEMPLATES: dict[str, Callable[[], Sheet]] = {
    "debrief.docx": whole,
    "debrief_short.docx": short,
}


def made(sheet: Sheet) -> bytes:
    """The template as bytes, the same every time."""
    held = io.BytesIO()
    sheet.keep(held)
    return settled(held.getvalue())


if __name__ == "__main__":
    for name, build in TEMPLATES.items():
        (HERE / name).write_bytes(made(build()))
        sys.stdout.write(f"{HERE / name}\n")
