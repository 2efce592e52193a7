"""The Word template of the two pages for the leadership."""

from __future__ import annotations

from word_parts import Sheet
from word_parts import sentence as T


def short() -> Sheet:
    """What was seen, judged and computed; findings; what needs a decision above."""
    sheet = Sheet()
    sheet.say("{{ frame.subtitle|t }} · " + T("Two pages for the leadership"), "Note")
    sheet.say("{{ frame.title|t }}", "Title")
    sheet.say("{{ facts.summary|t|truncate(420) }}")
    for asked, told in (
        ('facts.work.status != "adopted"', T("Not adopted. This file may not be quoted as a finding.")),
        ("facts.notice", "**{{ facts.notice|t }}**"),
        ("facts.played.warning", "**{{ facts.played.warning|t }}**"),
    ):  # fmt: skip
        sheet.only(f"if {asked}")
        sheet.warn(told)
        sheet.only("endif")
    sheet.pairs(((T("Period in the exercise"), "{{ facts.overview.period|t }}"),
                 (T("Tables"), "{{ facts.overview.tables|t|truncate(240) }}")))  # fmt: skip
    sheet.columns((
        (T("Observed"), T("from the log"), "for one in facts.front.observed[:8]", "{{ one|t }}", ""),
        (T("Assessed"), T("by evaluators"), "for one in facts.front.assessed[:6]", "{{ one|t }}", ""),
        (T("Computed"), T("by the model"), "for one in facts.front.computed[:10]",
         "{{ one.title|t }}: {{ one.first|t }} → {{ one.last|t }}", "{{ facts.front.run|t }}"),
    ))  # fmt: skip
    for sort, title, nothing, most in (
        ("strength", "Strengths", "No strengths were written down yet.", 4),
        ("improve", "Areas for improvement", "No areas for improvement were written down yet.", 6),
    ):  # fmt: skip
        sheet.head(T(title), 2)
        sheet.only(f'for one in facts.work.found("{sort}")[:{most}]')
        sheet.say(
            '{{ one.text|t|truncate(170) }}{% if one.cause %} ~~{{ _("Root cause: {text}", text=one.cause|t|truncate(120)) }}~~{% endif %}',
            "List Bullet",
        )
        sheet.only("else")
        sheet.note(T(nothing))
        sheet.only("endfor")
    sheet.head(T("Needs a decision above this table"), 2)
    sheet.only('if facts.work.planned|selectattr("above")|list')
    sheet.rows(((T("Corrective action"), 110), (T("Owner"), 40), (T("End"), 30)),
               'for row in (facts.work.planned|selectattr("above")|list)[:6]',
               ("{{ row.text|t|truncate(150) }}", '{{ row.owner|t|truncate(50) or "-" }}', '{{ on(row.end) or "-" }}'))  # fmt: skip
    sheet.only("else")
    sheet.note(T("No row of the improvement plan asks for one yet."))
    sheet.only("endif")
    sheet.say(
        '{{ _("Improvement plan: {count} rows, of which {owned} with an owner and {dated} with an end date.", count=facts.work.planned|length, owned=facts.work.planned|selectattr("owner")|list|length, dated=facts.work.planned|selectattr("end")|list|length) }}'
    )
    sheet.note(
        '{{ _("The whole report tells what each of these rests on.") }} {% for what, value in frame.colophon %}{{ what|t }}: {{ value|t }}{% if not loop.last %}; {% endif %}{% endfor %}'
    )
    return sheet
