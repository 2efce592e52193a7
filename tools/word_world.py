"""The middle of the Word template: what was known, decided, computed and assessed."""

from __future__ import annotations

from word_influence import earlier, influence
from word_parts import Sheet
from word_parts import sentence as T

MOMENT = "{{ step(one) }}"
DECIDED = (
    '{% if one.kind == "order" %}[{{ _("standing order") }}] {% endif %}{% if one.text %}{{ one.text|t }}{% if one.title %}{{ br }}{% endif %}{% endif %}{% if one.title %}{{ one.title|t }}{% endif %}'
    '{% if one.values %}{{ br }}{{ one.values|t }}{% endif %}{% if one.why %}{{ br }}{{ _("Why: {text}", text=one.why|t) }}{% endif %}'
    '{% if one.agreed %}{{ br }}{{ _("Agreed by: {text}", text=one.agreed|t) }}{% endif %}{% if one.rescinded %}{{ br }}[{{ _("taken back later") }}]{% endif %}'
)
KNOWN = '{% for k in one.known %}{{ k.title|t }}: {{ k.shown|t }} ({{ k.aged|t }}{% if k.source %}, {{ k.source|t }}{% endif %}){% if not loop.last %}{{ br }}{% endif %}{% else %}{{ _("nothing recorded") }}{% endfor %}'


def world(sheet: Sheet) -> None:
    """In the order of reveal: known, decided, then computed; then assessed."""
    knew(sheet)
    decisions(sheet)
    courses(sheet)
    influence(sheet)
    tasks(sheet)
    earlier(sheet)


def knew(sheet: Sheet) -> None:
    """What each table knew beside what was true."""
    sheet.part("knew", "What each table knew, beside what was true")
    sheet.note(
        T(
            "Known: the newest report that a table had at that moment, with its age. In the model: the computed value at that moment. People at a table may have known more by other ways."
        )
    )
    sheet.only("for one in facts.knew")
    sheet.head("{{ one.title|t }}", 3)
    sheet.across((T("Figure"), 40), "{{ moment|t }}", "for moment in one.moments",
                 "for row in one.rows", "{{ row.title|t }}", "for cell in row.cells",
                 '{{ _("known: {value}", value=cell.knew|t) }}{% if cell.aged %} ~~({{ cell.aged|t }})~~{% endif %}{{ br }}{{ _("in the model: {value}", value=cell.true|t) }}')  # fmt: skip
    sheet.only("else")
    sheet.note(T("No table learned its figures by report in this exercise."))
    sheet.only("endfor")
    sheet.points(
        "for one in facts.at_once",
        '**{{ one.title|t }}.** {{ _("Saw its figures at once, without a report between: {figures}", figures=one.figures|t) }}{% if one.more %} {{ _("and {count} more", count=one.more) }}{% endif %}',
    )
    pictures(sheet)
    shared(sheet)


def pictures(sheet: Sheet) -> None:
    """How old and how far off."""
    sheet.only("if facts.known.pictures")
    sheet.head(T("How old and how far off at the moments of decision"), 2)
    sheet.note(
        T(
            "Measured from reports alone, when decisions were entered. Differs: the table would have read something else on its screen. The age says when a figure was true, not when it was read. Tables stand in the order of the scenario; their pictures cannot be set against each other."
        )
    )
    sheet.only("endif")
    sheet.only("for one in facts.known.pictures")
    sheet.head("{{ one.title|t }}", 3)
    sheet.only("for told in one.told")
    sheet.say("{{ told|t }}.")
    sheet.only("endfor")
    sheet.points("for case in one.cases", "{{ case|t }}")
    sheet.only("if one.rows")
    sheet.rows(((T("Figure"), 75), (T("Age (median)"), 40), (T("Difference (median)"), 40), (T("Differs"), 25)),
               "for row in one.rows",
               ("{{ row.title|t }}", "{{ row.age|t }}", "{{ row.off|t }}",
                '{{ _("{count} of {times}", count=row.differed, times=row.times) }}'))  # fmt: skip
    sheet.only("endif")
    sheet.only("endfor")


def shared(sheet: Sheet) -> None:
    """The shared picture and the tables' own boards."""
    sheet.only("if facts.known.shared")
    sheet.head(T("The shared picture"), 2)
    sheet.rows(((T("Item"), 45), (T("Owner"), 35), (T("Versions"), 100)),
               "for item in facts.known.shared",
               ("{{ item.title|t }}", "{{ item.owner|t }}",
                '{% for moment, who, text in item.written %}{{ at(moment) }}, {{ who|t }}: {{ text|t }}{% if not loop.last %}{{ br }}{% endif %}{% else %}{{ _("nobody wrote this item") }}{% endfor %}'))  # fmt: skip
    sheet.points(
        "for c in facts.known.cuts",
        '{{ _("{team} did not reach it", team=c.team|t) }}: {{ at(c.since) }} - {{ at(c.until) if c.until is not none else _("the end") }}',
    )
    sheet.only("endif")
    sheet.only("if facts.boards")
    sheet.head(T("The tables' own boards"), 2)
    sheet.only("for one in facts.boards")
    sheet.head("{{ one.team|t }}", 3)
    sheet.rows(((T("Board"), 40), (T("Written"), 140)), "for column, lines in one.columns",
               ("{{ column|t }}", "{% for moment, text in lines %}{{ text|t }} ({{ at(moment) }}){% if not loop.last %}{{ br }}{% endif %}{% endfor %}"))  # fmt: skip
    sheet.only("endfor")
    sheet.only("endif")


def decisions(sheet: Sheet) -> None:
    """What was decided, with what was known then."""
    sheet.part("decisions", "Decisions")
    sheet.note(
        T(
            "In the order of the journal, with what the table knew then. Attributed to tables and roles, never to persons."
        )
    )
    sheet.only('if facts.decisions|rejectattr("hand")|list')
    sheet.rows(((T("No."), 12), (T("Moment and table"), 33), (T("Decision"), 50), (T("Effect in the model"), 40), (T("Known at that moment"), 45)),
               'for one in facts.decisions|rejectattr("hand")',
               ('**{{ _("D{number}", number=one.number) }}**', MOMENT + "{{ br }}**{{ one.team|t }}**",
                DECIDED, "{{ one.effect|t }}{% if facts.touched is not none and one.works_at is not none and one.works_at > facts.touched %} [{{ _(\"after intervention\") }}]{% endif %}", KNOWN))  # fmt: skip
    sheet.only("else")
    sheet.note(T("No decisions by people were recorded."))
    sheet.only("endif")
    sheet.only("if facts.routines")
    sheet.head(T("Decisions of simulated tables and standing orders"), 2)
    sheet.rows(((T("No."), 25), (T("Table"), 35), (T("Decision"), 55), (T("By"), 25), (T("First"), 20), (T("Last"), 20)),
               "for one in facts.routines",
               ('{{ _("D{number}", number=one.numbers|join(", ")|truncate(30)) }}', "{{ one.team|t }}",
                "{{ one.title|t }}{% if one.values %} ({{ one.values|t }}){% endif %}", "{{ one.hand|t }}",
                "{{ at(one.first) }}", "{% if one.numbers|length > 1 %}{{ at(one.last) }} ({{ one.numbers|length }}x){% else %}-{% endif %}"))  # fmt: skip
    sheet.only("endif")


def courses(sheet: Sheet) -> None:
    """The computed run: curves, scheme, flow."""
    sheet.part("courses", "Course of the headline outcomes")
    sheet.note(
        '{{ facts.front.run|t }} {{ _("The outcomes influence each other and may clash: read them together. Thin upright lines are decisions (D and their numbers), solid by people and dotted by a policy; other causes were at work at the same time.") }}'
    )
    sheet.only("for one in facts.courses")
    sheet.head("{{ one.title|t }}", 3)
    sheet.note(
        '{% if one.unit %}{{ one.unit|t }}{% endif %}{% if one.unit and one.direction %}, {% endif %}{{ one.direction|t }}{% if one.after is not none %} [{{ _("after intervention") }}]{% endif %}{% if one.says %}. {{ one.says|t }}{% endif %}'
    )
    sheet.only("if one.points")
    sheet.picture("{{ curve(one) }}")
    sheet.under(
        '{% if one.lowest != one.highest %}{{ _("{first} at the start, {last} at the end; lowest {low}, highest {high}", first=one.first|t, last=one.last|t, low=one.lowest|t, high=one.highest|t) }}{% endif %}'
    )
    sheet.only("else")
    sheet.note(T("Nothing was recorded of this outcome."))
    sheet.only("endif")
    sheet.only("else")
    sheet.note(T("The scenario names no headline outcomes."))
    sheet.only("endfor")
    sheet.only("if facts.touched is not none")
    sheet.note(
        "{{ _(\"Exercise control intervened at {moment}. Computed figures from then on carry 'after intervention' and are dashed.\", moment=when(facts.touched)) }}"
    )
    sheet.only("endif")
    sheet.only("if facts.scenes.scheme.spots")
    sheet.head(T("Scheme of the scenario"), 2)
    sheet.note(
        '{{ _("Computed figures, from the start to the end of the exercise. The scheme is not to scale.") }} {{ facts.scenes.scheme.legend|t }}'
    )
    sheet.say("{{ scheme() }}")
    sheet.only("endif")
    sheet.only("if facts.scenes.flow")
    sheet.head(T("Flow of casualties"), 2)
    sheet.note(
        '{{ _("Computed: where all who arrived were at the end of the exercise, in persons, rounded.") }} {{ facts.scenes.flow.until|t }}'
    )
    sheet.say("{{ flow() }}")
    sheet.only("endif")


def tasks(sheet: Sheet) -> None:
    """Objectives, capabilities, critical tasks: evidence, observations, ratings apart."""
    sheet.part("tasks", "Objectives and critical tasks")
    sheet.note(
        '{% if facts.purpose == "orient" %}{{ _("The purpose of this exercise is to orient: nothing is rated. Evidence and observations are for the conversation afterwards.") }}{% else %}{{ _("Ratings are the judgement of evaluators. The program lays evidence beside a task and never rates. \'Not observed\' says nothing, good or bad.") }}{% endif %}'
    )
    sheet.only("for one in facts.coverage")
    sheet.only("if loop.first")
    sheet.head(T("What the exercise touched"), 2)
    sheet.note(
        T(
            "Touched: an objective is about it (its number). Discussed: a table decided or answered on one of its tasks, or an evaluator wrote something down. Finding: an evaluator noted a gap or a risk. No judgement, and no number that counts as one."
        )
    )
    sheet.only("endif")
    sheet.head("{{ one.title|t }}", 3)
    sheet.rows(((T("Theme"), 65), (T("Touched"), 40), (T("Discussed"), 45), (T("Finding"), 30)),
               "for theme in one.themes",
               ("{{ theme.title|t }}", '{{ _("objective {numbers}", numbers=theme.objectives|t) if theme.touched else _("not in this exercise") }}',
                '{{ (theme.discussed|t or _("not recorded")) if theme.touched else "-" }}',
                '{{ (_("noted") if theme.finding else _("none noted")) if theme.touched else "-" }}'))  # fmt: skip
    sheet.only("endfor")
    sheet.head(T("Capabilities"), 2)
    sheet.rows(((T("Objective"), 50), (T("Capability"), 40), (T("Critical task"), 55), (T("State"), 35)),
               "for one in facts.objectives",
               ("{{ one.title|t }}", "{{ one.capability|t }}", '{% if task %}{{ task.title|t }}{% else %}{{ _("indicators; see below") }}{% endif %}',
                '{% if task %}{{ task.state|t }}{% for r in task.ratings if r.letter != "not-observed" %}{{ br }}{{ r.by|t }}: {{ r.letter }}{% endfor %}{% else %}{% for told in one.assessed %}{{ told|t }} {% endfor %}{% endif %}'),
               inner='for task in one.tasks|selectattr("number", "equalto", 0)|list or [none]')  # fmt: skip
    sheet.only("for one in facts.objectives")
    sheet.head("{{ loop.index }}. {{ one.title|t }}", 2)
    sheet.note(
        '{% if one.mission %}{{ _("Mission area: {text}", text=one.mission|t) }}{% endif %}{% if one.capability %} · {{ _("Capability: {text}", text=one.capability|t) }}{% endif %}{% if one.target %} · {{ _("Target: {text}", text=one.target|t) }}{% endif %}{% for told in one.assessed %}{{ br }}{{ told|t }}. {{ _("What was not assessed says nothing, good or bad.") }}{% endfor %}'
    )
    indicators(sheet)
    task(sheet)
    sheet.only("endfor")
    sheet.only('if facts.observations|selectattr("task", "equalto", "")|list')
    sheet.head(T("Other observations"), 2)
    sheet.points(
        'for o in facts.observations|selectattr("task", "equalto", "")', OBSERVED
    )
    sheet.only("endif")


JUDGED = '**{{ r.by|t }}:** {{ r.rating|t }}{% if r.team %} ({{ r.team|t }}){% endif %}{% if r.before %} ({{ _("earlier: {text}", text=r.before|map("t")|join(", ")) }}){% endif %}{% if r.text %}{{ br }}{{ r.text|t }}{% endif %}'


def indicators(sheet: Sheet) -> None:
    """Published indicators, as evaluators saw them: no points and no sum."""
    sheet.only('if one.tasks|rejectattr("number", "equalto", 0)|list')
    sheet.rows(((T("No."), 12), (T("Indicator"), 78), (T("Time, for reference"), 35), (T("Seen by evaluators"), 55)),
               'for task in one.tasks|rejectattr("number", "equalto", 0)',
               ("{{ task.number }}", "{{ task.title|t }}", "{{ task.limit|t }}",
                "{% for r in task.ratings %}" + JUDGED + "{% if not loop.last %}{{ br }}{% endif %}{% else %}{{ task.state|t }}{% endfor %}"))  # fmt: skip
    sheet.note(
        T(
            "The times are those of the published set, in real minutes for a sudden accident: a reference for the conversation. There are no points and there is no sum; a table talks at another pace than a scene."
        )
    )
    sheet.only("endif")


def task(sheet: Sheet) -> None:
    """One critical task: evidence, observations and ratings, each apart."""
    sheet.only(
        "for task in one.tasks if not task.number or task.evidence or task.observations"
    )
    sheet.head(
        "{% if task.number %}{{ task.number }}. {% endif %}{{ task.title|t }}{% if task.team %} ({{ task.team|t }}){% endif %}",
        3,
    )
    sheet.note(
        '{% if task.reference and not task.number %}{{ _("Reference: {text}", text=task.reference|t) }}{{ br }}{% endif %}{% if task.looks_for %}{{ _("What an evaluator looks for: {text}", text=task.looks_for|t) }}{% endif %}'
    )
    sheet.only("if task.evidence")
    sheet.say(T("Evidence from the log and the model:"), "Lead")
    sheet.points(
        "for e in task.evidence",
        '{{ e.text|t }}{% for s in e.strikes %} [{{ _("Not valid according to {who}: {why}", who=s.by|t, why=s.why|t) }}]{% endfor %}',
    )
    sheet.only("endif")
    sheet.only("if task.observations")
    sheet.say(T("Observations:"))
    sheet.points("for o in task.observations", OBSERVED)
    sheet.only("endif")
    sheet.only("if not task.number")
    sheet.points("for r in task.ratings", JUDGED)
    sheet.only("if not task.ratings and not task.observations")
    sheet.note("{{ task.state|t }}")
    sheet.only("endif")
    sheet.only("endif")
    sheet.only("endfor")


OBSERVED = "**{{ o.sort|t }}:** {% if o.quote %}“{{ o.text|t }}”{% else %}{{ o.text|t }}{% endif %} ~~({{ o.by|t }}, {{ at(o.at) }}{% if o.team %}, {{ o.team|t }}{% endif %})~~"
