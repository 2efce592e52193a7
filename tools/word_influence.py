"""The influence of decisions in the Word template: how sure first, then how much."""

from __future__ import annotations

from word_parts import Sheet
from word_parts import sentence as T

MOVED = '{{% for m in one.{} %}}{{{{ m.told|t }}}}{{% if m.strength != one.strength %}} [{{{{ _("indicative") }}}}]{{% endif %}}{{% if not loop.last %}}{{{{ br }}}}{{% endif %}}{{% else %}}{{{{ _("none told apart") }}}}{{% endfor %}}'
WHAT = "**{{ one.team|t }}**{{ br }}{{ one.title|t }}{{ br }}{{ one.moment|t }}{{ br }}[{{ one.word|t }}]"
HANGS = (
    '{% if one.hangs %}{{ _("Hangs most on:") }} {% for h in one.hangs %}{{ h|t }}{% if not loop.last %}; {% endif %}{% endfor %}.{{ br }}{% endif %}'
    '{% if one.impossible %}{{ _("Could then not be taken:") }} {% for i in one.impossible %}{{ i|t }}{% if not loop.last %}; {% endif %}{% endfor %}.{{ br }}{% endif %}'
    "{% if one.routine %}{{ one.routine|t }}{{ br }}{% endif %}{% if one.yardstick %}{{ one.yardstick|t }}{% endif %}"
)
UNDER = (
    '{% if one.unmoved %}~~{{ _("Not distinguishable:") }} {% for u in one.unmoved %}{{ u|t }}{% if not loop.last %}; {% endif %}{% endfor %}.~~{% endif %}'
    '{% if one.known %}{% if one.unmoved %}{{ br }}{% endif %}~~{{ _("Known at that moment:") }} {% for k in one.known %}{{ k.title|t }}: {{ k.shown|t }} ({{ k.aged|t }}){% if not loop.last %}; {% endif %}{% endfor %}~~{% endif %}'
)
TIMED = '{% for one in one.timings if one.strength != "none" %}{{ br }}**{{ _("The same, earlier: {moment}", moment=one.moment|t) if one.kind == "earlier" else _("The same, later: {moment}", moment=one.moment|t) }}** [{{ one.word|t }}]: {% for m in one.gains %}{{ _("Gain") }}: {{ m.told|t }}{% if one.prices or not loop.last %}; {% endif %}{% endfor %}{% for m in one.prices %}{{ _("Price") }}: {{ m.told|t }}{% if not loop.last %}; {% endif %}{% endfor %}{% endfor %}'


def influence(sheet: Sheet) -> None:
    """Gains and prices of one decision in one row; the third class is printed too."""
    sheet.part("influence", "Influence of decisions")
    sheet.only("if facts.influence is none")
    sheet.note(T("Not computed. It can be: ttx debrief FILE --influence"))
    sheet.only("else")
    sheet.note(
        '{{ _("Computed by the model, nothing observed or assessed.") }} {{ _("How sure comes first, then how much: firm, indicative, not distinguishable. Gains and prices of one decision stand in one row; they may not be read apart. Rows stand by how sure they are, those with more gain than price first; tables are not compared.") }}'
    )
    _rows(
        sheet,
        "taken",
        "Decision",
        "Decisions that were taken, beside the same course without them",
    )
    sheet.only("if not facts.influence.taken")
    sheet.note(T("Of no decision that was taken can an influence be told apart."))
    sheet.only("endif")
    sheet.only("if facts.influence.same")
    sheet.head(T("Not distinguishable"), 2)
    sheet.say(
        T(
            "Of these decisions no influence on the headline outcomes can be told apart from chance and doubt. That says nothing of their worth: much of what a crisis team does is not in the model."
        )
    )
    sheet.points(
        "for one in facts.influence.same",
        '{% if one.number %}{{ _("D{number}", number=one.number) }} {% endif %}{{ one.team|t }}: {{ one.title|t }}{% if one.impossible %} ({{ _("without it could not be taken:") }} {% for i in one.impossible %}{{ i|t }}{% if not loop.last %}; {% endif %}{% endfor %}){% endif %}',
    )
    sheet.only("endif")
    _rows(
        sheet,
        "open",
        "Option",
        "Chances that lay open: options that were not taken, beside the course as it was",
    )
    sheet.only("if facts.influence.open_less")
    sheet.say(T("Options not taken with less influence:"))
    sheet.points(
        "for one in facts.influence.open_less",
        "{{ one.team|t }}: {{ one.title|t }} ({{ one.word|t }})",
    )
    sheet.only("endif")
    sheet.only("if facts.influence.open_same")
    sheet.say(T("Options not taken of which nothing can be told apart:"))
    sheet.points(
        "for one in facts.influence.open_same", "{{ one.team|t }}: {{ one.title|t }}"
    )
    sheet.only("endif")
    sheet.head(T("How this was computed"), 2)
    sheet.points("for one in facts.influence.method", "{{ one|t }}")
    sheet.only("endif")


def _rows(sheet: Sheet, part: str, first: str, title: str) -> None:
    sheet.only(f"if facts.influence.{part}")
    sheet.head(T(title), 2)
    sheet.rows(((T("No."), 12), (T(first), 48), (T("Gain"), 36), (T("Price"), 36), (T("What it hangs on"), 48)),
               f"for one in facts.influence.{part}",
               ('{% if one.number %}**{{ _("D{number}", number=one.number) }}**{% else %}-{% endif %}', WHAT,
                MOVED.format("gains"), MOVED.format("prices"), HANGS), below=UNDER + TIMED)  # fmt: skip
    sheet.say(T("As sentences, proposals that an evaluator accepts, edits or strikes:"))
    sheet.only(f"for row in facts.influence.{part}")
    sheet.points("for one in facts.sentences if one.key == row.key", WEIGHED)
    sheet.only("endfor")
    sheet.only("endif")


WEIGHED = (
    '{% if one.state == "struck" %}[{{ _("struck") }}] {% endif %}{{ one.sentence|t }}{% for v in one.verdicts %}{{ br }}'
    '{% if v.verdict == "accepted" %}{{ _("Accepted by {who}", who=v.by|t) }}{% elif v.verdict == "struck" %}'
    '{{ _("Struck by {who}: {why}", who=v.by|t, why=v.why|t) }}{% else %}{{ _("Edited by {who}:", who=v.by|t) }} '
    "{{ v.text|t }}{% endif %}{{ dated(v.day) }}{% endfor %}"
)
"""A computed sentence, with what evaluators made of it."""


def earlier(sheet: Sheet) -> None:
    """Open actions of earlier debriefs, and what was seen of them."""
    sheet.only("if facts.earlier")
    sheet.head(T("Earlier actions, and what was seen of them this time"))
    sheet.note(
        T(
            "Open actions of earlier debriefs, handed to this exercise. Evaluators looked out for them and wrote down what they saw; they are not rated. 'Not observed' does not say that an action was not carried out."
        )
    )
    sheet.rows(((T("Agreed earlier"), 90), (T("Seen this time"), 90)), "for one in facts.earlier",
               ('{{ loop.index }}. {{ one.action|t }}{% if one.issue %}{{ br }}{{ _("Because of: {text}", text=one.issue|t) }}{% endif %}{% if one.agreed %}{{ br }}{{ one.agreed|t }}{% endif %}{{ br }}{{ _("From: {title}", title=one.of|t) }}',
                "{% for o in one.seen %}{{ o.sort|t }}: {{ o.text|t }} ({{ o.by|t }}, {{ at(o.at) }}){% if not loop.last %}{{ br }}{% endif %}{% else %}{{ one.state|t }}{% endfor %}"))  # fmt: skip
    sheet.only("endif")
