"""The end of the Word template: between tables, exercise control, plan and annexes."""

from __future__ import annotations

from word_parts import Sheet
from word_parts import sentence as T
from word_plan import written


def annexes(sheet: Sheet) -> None:
    """From the interfaces to the figures of the model."""
    answers(sheet)
    between(sheet)
    control(sheet)
    written(sheet)
    injects(sheet)
    mortality(sheet)
    sources(sheet)


def answers(sheet: Sheet) -> None:
    """From inject to answer, on two clocks."""
    sheet.part("answers", "From inject to answer")
    sheet.note(
        T(
            "Two clocks that are never mixed: table minutes are real minutes of talk, exercise time is the time in the world. Both run from the inject: to the decision, and to its first effect in the model. Neither says how well a table talked. Deadlines that a jump passed do not count."
        )
    )
    sheet.only("if facts.responses")
    sheet.rows(((T("Inject"), 45), (T("Delivered"), 25), (T("Table"), 30), (T("Answer"), 30), (T("To decision"), 25), (T("To effect"), 25)),
               "for one in facts.responses",
               ("{% if one.number %}{{ one.number }}. {% endif %}{{ one.title|t }}", "{{ at(one.at) }}", "{{ one.team|t }}",
                '{{ one.state|t }}{% if one.policy %} {{ _("(policy)") }}{% endif %}{% if one.decision %}{{ br }}{{ _("D{number}", number=one.decision) }}{% endif %}',
                "{% for span in one.to_decision %}{{ span|t }}{% if not loop.last %}{{ br }}{% endif %}{% else %}-{% endfor %}", '{{ one.to_effect|t or "-" }}'))  # fmt: skip
    sheet.only("else")
    sheet.note(T("No inject that expected an answer was delivered."))
    sheet.only("endif")


COUNTED = ", ".join(
    f'(_("{english}"), "{name}")'
    for english, name in {
        "Messages": "messages",
        "Late or not arrived": "late",
        "Lost": "lost",
        "Contacts": "contacts",
        "Requests (spoken)": "requests",
        "Understood": "understood",
        "Owner": "owned",
        "Answered": "answered",
        "Done": "done",
        "Refused": "refused",
    }.items()
)
"""The rows of the table of sides: what is counted, and its field."""


def between(sheet: Sheet) -> None:
    """Requests and contacts between tables."""
    sheet.part("between", "Requests and contacts between tables")
    sheet.note(
        T(
            "Pairs of a civil and a military table first. Source: what was typed and the contacts that were noted; what was said aloud and not noted is missing here."
        )
    )
    sheet.only("if facts.sides")
    sheet.head(T("Between civil and military, and within each: counted, not rated"), 2)
    sheet.across((T("Counted"), 70), "{{ s.title|t }}", "for s in facts.sides",
                 f"for title, name in [{COUNTED}]", "{{ title }}", "for s in facts.sides",
                 '{{ s|attr(name) }}{% if name == "requests" %} ({{ s.spoken }}){% endif %}')  # fmt: skip
    sheet.under(T("A step that nobody recorded may still have been taken."))
    sheet.only("endif")
    interfaces(sheet)
    sheet.only("if facts.pairs")
    sheet.head(T("Every request and contact"), 2)
    sheet.only("endif")
    sheet.only("for pair in facts.pairs")
    sheet.head(
        '{{ pair.one|t }} ↔ {{ pair.other|t }}{% if pair.interface %} [{{ _("civil - military") }}]{% endif %}',
        3,
    )
    sheet.only("if pair.messages")
    sheet.note(
        '{{ _("Messages: {count}", count=pair.messages) }}{% if pair.late %}; {{ _("late or not arrived: {count}", count=pair.late) }}{% endif %}{% if pair.lost %}; {{ _("lost on the way: {count}", count=pair.lost) }}{% endif %}'
    )
    sheet.only("endif")
    sheet.only("if pair.requests")
    sheet.rows(((T("Request"), 65), (T("Asked"), 23), (T("Understood"), 23), (T("Owner"), 23), (T("Answered"), 23), (T("Done"), 23)),
               "for r in pair.requests",
               ("**{{ r.asker|t }}:** {{ r.text|t }} ~~({{ r.channel|t }}{% if r.spoken %}, {{ _(\"spoken\") }}{% endif %})~~{% if r.way %} [{{ r.way|t }}]{% endif %}{% for w in r.words %}{{ br }}{{ r.asked_of|t }}: {{ w|t }}{% endfor %}",
                "{{ step(r.asked) }}", "{{ step(r.understood) }}", '{{ r.owner|t or (_("taken on") if r.owned is not none else "-") }}',
                '{{ step(r.answered) }}{% if r.refused is not none %} [{{ _("refused") }}]{% endif %}', "{{ step(r.done) }}"))  # fmt: skip
    sheet.only("endif")
    sheet.points(
        "for c in pair.contacts",
        '{{ step(c) }}: {{ _("{one} with {other}, {how}", one=c.noted_by|t, other=c.with_whom|t, how=c.how|t) }}: {{ c.about|t }}{% if c.outcome %} → {{ c.outcome|t }}{% endif %}{% if c.seen_by %} ({{ _("seen by {who}", who=c.seen_by|t) }}){% endif %}',
    )
    sheet.only("else")
    sheet.note(T("No messages or contacts between tables were recorded."))
    sheet.only("endfor")
    sheet.only("if facts.rulings.claims")
    sheet.part("claims", "Sharing of scarce stocks")
    sheet.rows(((T("Stock"), 35), (T("Table"), 35), (T("First"), 28), (T("Times"), 14), (T("Asked"), 22), (T("Granted"), 22), (T("Times granted less"), 24)),
               "for c in facts.rulings.claims",
               ("{{ c.stock|t }}", "{{ c.team|t }}", "{{ at(c.first) }}", "{{ c.times }}", "{{ c.asked|t }}", "{{ c.granted|t }}", "{{ c.short }}"))  # fmt: skip
    sheet.only("endif")


def interfaces(sheet: Sheet) -> None:
    """Pair by pair, what was too little logged, and the worst cases from both sides."""
    sheet.only('if facts.pairs|selectattr("logged.drawn")|list')
    sheet.head(T("Pair by pair, civil with military first"), 2)
    sheet.rows(((T("Pair"), 45), (T("Asked"), 15), (T("Understood"), 17), (T("Owner"), 17), (T("Answered"), 18), (T("Done"), 15), (T("To an answer"), 25), (T("What the log covers"), 28)),
               'for pair in facts.pairs|selectattr("logged.drawn")',
               ('{{ pair.one|t }} ↔ {{ pair.other|t }}{% if pair.interface %} [{{ _("civil - military") }}]{% endif %}', "{{ pair.requests|length }}",
                '{{ pair.reached("understood") }}', '{{ pair.reached("owned") }}', '{{ pair.reached("answered") }}', '{{ pair.reached("done") }}',
                "{% for span in pair.lasted %}{{ span|t }}{% if not loop.last %}{{ br }}{% endif %}{% else %}-{% endfor %}", "{{ pair.logged.told|t }}"))  # fmt: skip
    sheet.only("endif")
    sheet.only('if facts.pairs|rejectattr("logged.drawn")|list')
    sheet.say(
        '**{{ _("Too little logged to draw") }}** ({{ _("fewer than {least} contacts known, or less than half of them on both sides", least=facts.pairs[0].logged.least) }}):'
    )
    sheet.points(
        'for pair in facts.pairs|rejectattr("logged.drawn")',
        '{{ pair.one|t }} ↔ {{ pair.other|t }}{% if pair.interface %} ({{ _("civil - military") }}){% endif %}: {{ pair.logged.told|t }}',
    )
    sheet.only("endif")
    sheet.only("if facts.stories")
    sheet.head(T("Requests that waited longest, seen from both sides"), 2)
    sheet.note(
        T(
            "What both sides wrote down, and what their picture showed then. The log does not say why; that is for those who were there."
        )
    )
    sheet.only("endif")
    sheet.only("for one in facts.stories")
    sheet.head(
        '{{ loop.index }}. {{ one.asker.team|t }} → {{ one.asked.team|t }}{% if one.interface %} [{{ _("civil - military") }}]{% endif %}: {{ one.end|t }}{% if one.way %}; {{ one.way|t }}{% endif %}',
        3,
    )
    sheet.rows((('{{ one.asker.team|t }} ({{ _("who asked") }})', 90), ('{{ one.asked.team|t }} ({{ _("who was asked") }})', 90)),
               "for n in range(1)", (side("asker", "Its picture when it asked, {moment}:"), side("asked", "Its picture when it came, {moment}:")))  # fmt: skip
    sheet.only("endfor")


def side(who: str, then: str) -> str:
    """One side of a story: what it wrote down, and what its picture showed."""
    return (
        "{% for t in one.WHO.told %}{{ step(t) }}: {{ t.what|t }}{% if t.words %}{{ br }}“{{ t.words|t }}”{% endif %}{{ br }}{% else %}"
        '{{ _("Wrote nothing down about it.") }}{{ br }}{% endfor %}{% if one.WHO.when %}~~{{ _("'
        + then
        + '", moment=one.WHO.when|t) }}~~'
        "{% for k in one.WHO.figures %}{{ br }}{{ k.title|t }}: {{ k.shown|t }} ({{ k.aged|t }}{% if k.source %}, {{ k.source|t }}{% endif %})"
        '{% else %}{{ br }}{{ _("no figures") }}{% endfor %}{% if one.WHO.waiting %}{{ br }}'
        '{{ _("Other requests that waited for this side then: {count}", count=one.WHO.waiting) }}{% endif %}'
        '{% else %}{{ _("It did not reach this side.") }}{% endif %}'
    ).replace("WHO", who)


def control(sheet: Sheet) -> None:
    """Judgements, disputes and interruptions."""
    sheet.part("control", "What exercise control did")
    sheet.note(
        T(
            "Judgements of exercise control, with their reasons. A figure that exercise control set is a judgement, not a computed figure."
        )
    )
    sheet.only("if facts.rulings.overrides")
    sheet.rows(((T("Moment"), 28), (T("Figure"), 42), (T("Computed"), 30), (T("Judgement of exercise control"), 35), (T("Reason"), 45)),
               "for o in facts.rulings.overrides",
               ("{{ at(o.at) }}", "{{ o.title|t }}", "{{ o.computed|t }}", "{{ o.shown|t }}", "{{ o.why|t }}"))  # fmt: skip
    sheet.only("endif")
    sheet.only("if facts.rulings.adjudications")
    sheet.rows(((T("Moment"), 28), (T("Table"), 27), (T("Decision"), 45), (T("Meaning in the model"), 40), (T("Reason"), 40)),
               "for a in facts.rulings.adjudications",
               ("{{ at(a.at) }}", "{{ a.team|t }}", "{{ a.text|t }}", "{{ a.ruling|t }}", "{{ a.why|t }}"))  # fmt: skip
    sheet.only("endif")
    sheet.points(
        "for a in facts.rulings.settlements",
        '{{ at(a.at) }}: {{ a.what|t }}{% if a.why %}. {{ _("Reason: {text}", text=a.why|t) }}{% endif %}',
    )
    sheet.head(T("Disputed assumptions"), 2)
    sheet.only("if facts.rulings.disputes")
    sheet.rows(((T("Moment"), 28), (T("Table"), 37), (T("About"), 50), (T("In its own words"), 65)),
               "for d in facts.rulings.disputes",
               ("{{ at(d.at) }}", "{{ d.team|t }}", "{{ d.about|t }}", "{{ d.text|t }}"))  # fmt: skip
    sheet.only("else")
    sheet.note(T("No computed consequence was disputed."))
    sheet.only("endif")
    sheet.points(
        "for p in facts.rulings.model_off",
        '{{ _("Model off: the MSEL went on with its scripted texts") }}, {{ at(p.since) }} - {{ at(p.until) if p.until is not none else _("the end") }}{% if p.why %}. {{ _("Reason: {text}", text=p.why|t) }}{% endif %}',
    )
    sheet.points(
        "for p in facts.rulings.no_play",
        '{{ _("NO PLAY") }}, {{ at(p.since) }}{% if p.table_minutes is not none %}, {{ _("{count} table minutes", count=p.table_minutes) }}{% endif %}{% if p.why %}. {{ _("Reason: {text}", text=p.why|t) }}{% endif %}',
    )
    sheet.only("if facts.rulings.acts")
    sheet.head(T("Other interventions"), 2)
    sheet.points(
        "for a in facts.rulings.acts",
        '{{ at(a.at) }}: {{ a.what|t }}{% if a.why %}. {{ _("Reason: {text}", text=a.why|t) }}{% endif %}',
    )
    sheet.only("endif")


def injects(sheet: Sheet) -> None:
    """The MSEL as it was played, and what happened in the model."""
    sheet.part("injects", "Annex: the MSEL as played")
    sheet.only("if facts.injects")
    sheet.rows(((T("No."), 13), (T("Delivered"), 28), (T("From"), 35), (T("To"), 35), (T("Channel"), 22), (T("Inject"), 47)),
               "for one in facts.injects",
               ('{{ one.number or "-" }}', "{{ at(one.at) }}", "{{ one.sender|t }}",
                "{% for to in one.to %}{{ to|t }}{% if not loop.last %}, {% endif %}{% endfor %}", "{{ one.channel|t }}",
                '{{ one.title|t }}{% if one.contingency %} [{{ _("contingency") }}]{% endif %}{% if one.improvised %} [{{ _("ad hoc") }}]{% endif %}'))  # fmt: skip
    sheet.only("else")
    sheet.note(T("No inject was delivered."))
    sheet.only("endif")
    sheet.only("if facts.rulings.events")
    sheet.head(T("Events in the model"), 2)
    sheet.rows(((T("Event"), 60), (T("Place in the model"), 50), (T("First"), 28), (T("Last"), 28), (T("Times"), 14)),
               "for one in facts.rulings.events",
               ("{{ one.what|t }}", "{{ one.place|t }}", "{{ at(one.first) }}", "{% if one.times > 1 %}{{ at(one.last) }}{% else %}-{% endif %}", "{{ one.times }}"))  # fmt: skip
    sheet.only("endif")


def mortality(sheet: Sheet) -> None:
    """Sensitive outcomes, where the report has them at all."""
    sheet.only("if facts.annex")
    sheet.part("mortality", "Annex: sensitive outcomes of the model")
    sheet.warn(
        T(
            "Sensitive outcomes, such as modelled excess mortality compared with a reference course, are properties of this model and its assumptions. They say nothing about any person, table or decision, and are not meant for a first conversation."
        )
    )
    sheet.points(
        "for one in facts.annex",
        '{{ one.title|t }}: {{ one.told|t }}{% if one.after is not none %} [{{ _("after intervention") }}]{% endif %}',
    )
    sheet.only("endif")


def sources(sheet: Sheet) -> None:
    """Assumptions, artificialities and every figure with its source."""
    sheet.part("sources", "Annex: assumptions and sources")
    sheet.only("if facts.assumptions")
    sheet.head(T("Assumptions of the exercise"), 2)
    sheet.points("for one in facts.assumptions", "{{ one|t }}")
    sheet.only("endif")
    sheet.only("if facts.work.signed")
    sheet.head(
        T(
            "What experts of the taking-part organisations said of assumptions and figures"
        ),
        2,
    )
    sheet.rows(((T("Assumption or figure"), 70), (T("Verdict"), 25), (T("Role and date"), 40), (T("In its own words"), 45)),
               "for one in facts.work.signed",
               ("{{ facts.work.assumption(one.figure)|t }}", "{{ one.titled|t }}", "{{ one.role|t }}{{ dated(one.date) }}", "{{ one.text|t }}"))  # fmt: skip
    sheet.only("else")
    sheet.note(T("No expert has signed off the assumptions."))
    sheet.only("endif")
    sheet.only("if facts.artificialities")
    sheet.head(T("Artificialities"), 2)
    sheet.points("for one in facts.artificialities", "{{ one|t }}")
    sheet.only("endif")
    sheet.head(T("Figures of the model"), 2)
    sheet.only("if facts.figures")
    sheet.note(
        '{{ _("Figures that rest on trade knowledge or on an assumption come first.") }} {{ facts.legend|t }}'
    )
    sheet.rows(((T("No."), 12), (T("Place in the scenario"), 55), (T("Value"), 43), (T("Source"), 58), (T("Tag"), 12)),
               "for one in facts.figures",
               ("{{ one.number }}", "{{ breakable(one.place) }}{% if one.count > 1 %} ({{ one.count }}x){% endif %}", "{{ one.shown|t }}", '{{ one.source|t or _("no source given") }}', "{{ one.tag }}"))  # fmt: skip
    sheet.only("else")
    sheet.note(T("The figures of the model were not given to this report."))
    sheet.only("endif")
