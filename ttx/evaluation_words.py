"""How readings speak of time and of decisions: the same words in every list.

It words what the log holds; it never says whether something was late or good.
"""

from __future__ import annotations

from ttx.evaluation_log import Done, Log, spell
from ttx.journal import Entry
from ttx.moment import DAY, HOUR, MINUTE, duration
from ttx.scenario import Scenario, Task
from ttx.scenario.ways import NOISY, parted, usual
from ttx.text import Text, both, say


def lasting(span: int) -> Text:
    """A span of exercise time in words, never below nothing; days from a day on."""
    if span < MINUTE:
        return both("under a minute")
    if span <= DAY:
        return spell(lambda lang: duration(span, lang))
    if span < 3 * DAY:
        english = say("en", "about {count} h", count=round(span / HOUR))
        return Text(_days(span), english)
    return both("about {count} days", count=round(span / DAY))


def _days(span: int) -> str:
    """Dutch says days where English still counts hours."""
    if span < 1.25 * DAY:
        return say("nl", "over a day")
    if span < 1.75 * DAY:
        return say("nl", "about a day and a half")
    return say("nl", "about {count} days", count=round(span / DAY))


def moment(scenario: Scenario, at: int) -> Text:
    """A moment on the exercise's own calendar; day D where it is declared."""
    calendar = scenario.calendar
    day = f"{calendar.day(at)} " if calendar.day(at) else ""
    return spell(lambda lang: day + calendar.label(at, lang))


def dated(scenario: Scenario, at: int) -> Text:
    """The same with its year, for the head of a report: `Mon 18 Jan 2027 06:40`."""
    year, plain = scenario.calendar.clock(at).year, moment(scenario, at)

    def one(lang: str) -> str:
        date, _, clock = plain.of(lang).rpartition(" ")
        return f"{date} {year} {clock}"

    return spell(one)


def placed(log: Log, seq: int) -> Text:
    """`move 1, table minute 4`: where an entry lies while exercise time stands still.

    What was typed afterwards from paper has the minute that stands there, if any.
    Nothing where the exercise has no moves, or while the world plays on.
    """
    before = [entry for entry in log.ran if entry.seq < seq]
    names = [move.id for move in log.scenario.moves]
    if not before or before[-1].body["state"] == "run":
        return Text()
    here = [one for one in before if one.body["move"] == before[-1].body["move"]]
    move, entry = str(here[0].body["move"]), log.entry(seq)
    if move not in names or entry is None:
        return Text()
    talk = next((one for one in here if one.body["state"] == "talk"), here[0])
    number = names.index(move) + 1
    if (on_paper := entry.body.get("action", {}).get("on_paper")) is not None:
        return _on_paper(number, (on_paper - entry.at) // MINUTE)
    if entry.table is None or talk.table is None:
        return both("move {number}", number=number)
    minute = max(0, entry.table - talk.table) // MINUTE
    return both("move {number}, table minute {minute}", number=number, minute=minute)


def _on_paper(number: int, minute: int) -> Text:
    """Where it stood on paper; a time that nobody noted is not told as minute 0."""
    if minute <= 0:
        return both("move {number}, from paper", number=number)
    return both("move {number}, minute {minute} on paper", number=number, minute=minute)


def table_minutes(count: int) -> Text:
    """So many real minutes at the table."""
    return both("1 table minute" if count == 1 else "{count} table minutes",
                count=count)  # fmt: skip


def limit_of(task: Task) -> Text:
    """The time that goes with an indicator, for reference; nothing for other tasks."""
    if task.indicator is None:
        return Text()
    within = task.indicator.within
    if within is None:
        return both("content, no time")
    if within == 0:
        return both("at once")
    count = within // MINUTE
    return both("within 1 minute" if count == 1 else "within {count} minutes",
                count=count)  # fmt: skip


def first_effect(log: Log, decision: int) -> Entry | None:
    """The entry at which a decision first worked, if it did."""
    found = (
        e for e in log.out("worked") if log.source(int(e.body["entry"])) == decision
    )
    return next(found, None)


def decided(log: Log, entry: Entry) -> Text:
    """What a decision said: the table's own words, else the option's title."""
    plain = entry.body.get("action", {})
    text, option = str(plain.get("text", "")), str(plain.get("option", ""))
    if text:
        return Text(text, text)
    known = log.scenario.options.get(option)
    return known.title if known else Text(option, option)


def is_policy(hand: str) -> bool:
    """Whether the program took a decision for a table."""
    return hand.startswith("policy:")


def policy_title(scenario: Scenario, name: str) -> Text:
    """What a policy is called: by the scenario, or one of the program's own around it."""
    around, inner = parted(name.removeprefix("policy:"))
    found = scenario.policies.get(inner or usual(scenario.policies))
    title = found.title if found else Text(inner, inner)
    if around == NOISY:
        return both("{policy}, late and otherwise now and then", policy=title)
    return both("{policy}, looking ahead", policy=title) if around else title


def policy_says(scenario: Scenario, name: str) -> Text:
    """What a policy is, in the scenario's words; of the program's own, what it is for."""
    around, inner = parted(name)
    if around == NOISY:
        return both("Decides as the policy would, but later, and now and then otherwise or not"
                    " at all, as can happen at any table. How often is an assumption.")  # fmt: skip
    if around:
        return both("Goes by the policy and, at its moments, takes what turns out best in short"
                    " futures under other seeds. Nobody can know those: a yardstick for the"
                    " scenario, never for people.")  # fmt: skip
    found = scenario.policies.get(inner)
    return found.says if found else Text()


def marked(done: Done | None, told: Text) -> Text:
    """A sentence on a decision; it says so where the program took it."""
    if done is not None and is_policy(done.hand):
        return both("{text} (policy)", text=told)
    return told
