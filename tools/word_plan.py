"""What people fill in, in the Word template: findings, improvement plan, fact check.

Every row has a key (`#` and a number) by which it is found again when the document is
read back; the rows without one are new.
"""

from __future__ import annotations

from word_parts import Sheet
from word_parts import sentence as T

KEY = "~~#{{ one.entry }}~~"
NAMED = '{% if one.sort == "strength" %}{{ _("S{number}", number=one.number) }}{% else %}{{ _("A{number}", number=one.number) }}{% endif %}'
EMPTY = 4
"""How many empty rows stand ready in a table."""


def written(sheet: Sheet) -> None:
    """On lying pages, with room to write."""
    sheet.turn(upright=False)
    findings(sheet)
    plan(sheet)
    checked(sheet)
    sheet.turn(upright=True)


def findings(sheet: Sheet) -> None:
    """Strengths, and areas for improvement with reference and root cause."""
    sheet.part("findings", "Strengths and areas for improvement")
    sheet.note(
        T(
            "Written by evaluators and exercise control, after the exercise. What was observed and what was computed stands elsewhere."
        )
    )
    sheet.note(
        T(
            "Rows may be filled in, added and changed here in Word, and read back. Leave the key (#) as it is; a row without one is new."
        )
    )
    for sort, title, third in (
        ("strength", "Strengths", "Analysis"),
        ("improve", "Areas for improvement", "Analysis (root cause)"),
    ):
        sheet.head(T(title), 2)
        one = "Strength" if sort == "strength" else "Area for improvement"
        sheet.rows(((T("Key"), 20), (T(one), 90), (T("Reference"), 57), (T(third), 70), (T("Capability"), 30)),
                   f'for one in facts.work.found("{sort}")',
                   ((NAMED + " " + KEY), "{{ one.text|t }}", "{{ one.reference|t }}", "{{ one.cause|t }}",
                    "{{ one.capability|t }}"),
                   more=("", "", "", "", ""), times=EMPTY)  # fmt: skip
    sheet.only('if facts.observations|selectattr("finding")|list')
    sheet.say(T("What evaluators noted as gap, risk or idea, to begin from:"))
    sheet.points(
        'for o in facts.observations|selectattr("finding")',
        "**{{ o.sort|t }}:** {{ o.text|t }} ~~({{ o.by|t }})~~",
    )
    sheet.only("endif")


def plan(sheet: Sheet) -> None:
    """The improvement plan: who does what, and when."""
    sheet.part("improve", "Improvement plan")
    sheet.note(
        T(
            "Rows may be filled in, added and changed here in Word, and read back. Leave the key (#) as it is; a row without one is new."
        )
    )
    sheet.rows(((T("Key"), 18), (T("Area for improvement"), 50), (T("Capability"), 28), (T("Corrective action"), 52), (T("Element*"), 23), (T("Owner"), 24), (T("Contact"), 20), (T("Start"), 17), (T("End"), 17), (T("Decision above this table"), 18)),
               "for one in facts.work.planned",
               ("{{ one.number }} " + KEY,
                "{% set of = facts.work.numbered(one.finding) %}{% if of %}{{ _(\"A{number}\", number=of.number) if of.sort == \"improve\" else _(\"S{number}\", number=of.number) }}: {% endif %}{{ one.issue|t }}",
                "{{ one.capability|t }}", "{{ one.text|t }}{% if one.state != \"open\" %} [{{ one.state_titled|t }}]{% endif %}", "{{ one.element_titled|t }}",
                "{{ one.owner|t }}", "{{ one.contact|t }}", "{{ one.start|t }}", "{{ one.end|t }}", '{{ _("needed") if one.above else _("not needed") }}'),
               more=("",) * 10, times=EMPTY)  # fmt: skip
    sheet.under(T("* plans, organisation, equipment, training, exercises"))
    sheet.under(T("Dates as 2027-09-01, or in words."))
    sheet.say(T("From draft to final:"))
    sheet.points(
        'for one in [_("hot wash with the participants"), _("meeting of evaluators and controllers"), _("DRAFT (CONCEPT)"), _("fact check by the teams; their comments stay beside the text"), _("after-action meeting"), _("adopted")]',
        "{{ one }}",
    )
    sheet.points(
        "for one in facts.work.steps",
        '{{ one.titled|t }}: {{ one.by|t }}{{ dated(one.day) }}{% if one.why %}. {{ _("Reason: {text}", text=one.why|t) }}{% endif %}',
    )


def checked(sheet: Sheet) -> None:
    """Where a table writes its comments for the fact check."""
    sheet.head(T("Fact check: comments of the tables"))
    sheet.note(
        T(
            "Name the table and the part of the report (its title). A comment in the margin of Word is read too: under its author's name as table."
        )
    )
    sheet.rows(((T("Key"), 20), (T("Table"), 50), (T("Part of the report"), 60), (T("Comment"), 137)),
               "for one in facts.work.comments if not one.withdrawn",
               (KEY, "{{ one.by|t }}", "{{ one.titled|t }}", "{{ one.text|t }}"),
               more=("", "", "", ""), times=EMPTY)  # fmt: skip
