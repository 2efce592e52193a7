"""What every key of a scenario means, in one sentence: for editors and for the reference.

Holds words only; it never says what a key may be, the types do.
"""

from __future__ import annotations

from typing import Any

from ttx.scenario.meaning_play import PLAY

MEANING: dict[str, dict[str, str]] = {
    "Scenario": {
        "format": "the version of this language; 1",
        "id": "the name in files and commands: small letters, digits and hyphens",
        "version": "your own version of the scenario, as the report prints it",
        "title": "what the exercise is called",
        "summary": "what it is about, for whoever chooses a scenario",
        "purpose": "what it is held for; with `orient` nothing is rated",
        "marking": "what stands on every page and screen; anything above unclassified is refused unless the leader says so",
        "startex": "date, time and time zone at which exercise time begins (T+0)",
        "day_d": "the date of day D; needed where moments are written as D+1 06:00",
        "endex": "when the exercise ends",
        "begins": "when the world begins, at or before T+0; for what happened before STARTEX",
        "look": "the exercise-time grid: how often conditions, reports and policies are looked at",
        "record": "how often figures are kept for the debrief",
        "languages": "in which languages every text must be there",
        "pace": "moves: the world stands while tables talk; running: time runs",
        "speed": "in running time: exercise seconds for one real second",
        "briefing": "what participants read beforehand",
        "leader_briefing": "what only exercise control reads",
        "ground_rules": "the rules of the day",
        "artificialities": "what differs from reality, said beforehand",
        "assumptions": "what is taken for granted, said beforehand and printed in the report",
        "content_note": "what may be hard for somebody, and how to opt out",
        "moves": "the moves, in order of time",
        "objectives": "what the exercise is held for",
        "evaluators": "who observes, and what is theirs to watch",
        "teams": "the tables of the training audience, by name",
        "personas": "those for whom the response cell speaks, by name",
        "channels": "how messages travel, by name; beside those that every exercise has",
        "shared_picture": "the picture that tables keep together (LCMS)",
        "world": "the models of the world and what they are told",
        "links": "gauges of one model that move levers of another",
        "gauges": "how figures are shown to people, by gauge",
        "map": "a scheme of the places",
        "headlines": "the gauges that count as outcomes; each needs `better` and `says`",
        "milestones": "named facts that injects and decisions make true or false",
        "options": "the decisions that tables can take, by name",
        "msel": "the draaiboek: its injects, in any order",
        "policies": "ways for a table to play itself, by name; have a `routine`",
        "hot_wash": "the questions put to participants right after ENDEX",
        "presets": "named sets of other values, by name",
        "lengths": "shorter sessions, by name: 90m, half-day",
        "own_figures": "the figures that organisations may replace by their own, by part of the form",
        "tests": "what must hold whenever this scenario is played",
        "guide": "hints for who plays alone, one after the other",
    },
    "Move": {
        "id": "its name",
        "title": "what the move is called",
        "at": "the moment of exercise time at which the tables talk",
        "talk": "table minutes for talk",
        "brief": "what the leader tells as the move begins",
        "questions": "what tables are asked to talk about",
        "house_rules": "rules of this move, for people to read",
        "fog": "what those rules do in the program",
        "pace": "for later; leave it out",
    },
    "Show": {
        "title": "what the figure is called on screens",
        "says": "what it counts, in one sentence",
        "unit": "its unit, as people say it",
        "style": "how the number is written: see filters in [words](words.md)",
        "band": "lowest and highest plausible value; outside it exercise control is warned and texts fall back",
        "fallback": "what is said instead of a value outside its band",
        "sensitive": "about deaths: off the tables' screens until the leader shows it",
        "sum": "make this gauge: the sum of these",
        "mean": "make this gauge: the mean of these",
        "most": "make this gauge: the highest of these",
        "least": "make this gauge: the lowest of these",
        "better": "for an outcome: which way is better",
        "decimals": "digits behind the comma, where the style does not say",
        "endless": "what is said where hours have no end in sight (over ten days)",
        "total": "it counts up from STARTEX: on paper that stands behind the number",
    },
    "Link": {
        "gauge": "the gauge that is read, at every look",
        "lever": "the lever that follows it",
        "map": "straight lines between points [[gauge, lever], ..]; empty: in proportion",
        "times": "the lever is the gauge times this",
    },
    "Sheet": {
        "title": "the organisation whose part it is",
        "figures": "paths of figures, each with what to ask in words",
    },
    "Preset": {
        "title": "what the set is called",
        "set": "paths and their values: `world.stocks.diesel.trader.holds: 500`",
    },
    "Length": {
        "title": "what the session is called",
        "moves": "the moves that remain; empty: all",
        "objectives": "the objectives that remain; empty: all",
    },
    "Expectation": {
        "says": "what is expected, in words",
        "source": "where a published figure comes from",
        "policy": "the policy that plays all tables",
        "preset": "the preset that it is played with",
        "seeds": "the seeds that are played",
        "fires": "this inject comes, in every run",
        "before": "and before this moment",
        "gauge": "this gauge is looked at when the exercise ends",
        "at_most": "it is at most this, in every run",
        "at_least": "it is at least this, in every run",
        "expect": "its mean over the runs is this",
        "within": "how far off the mean may be: `5%`, `0.2` or `3se` (standard errors)",
        "error": "the standard error of the published figure",
    },
    "Evidence": {
        "gauge": "the course of this gauge",
        "response": "what was answered to this inject, and when",
        "decision": "whether and when this option was taken",
        "messages": "what passed between these two teams",
        "age": "how old this gauge was on the table's screen",
        "team": "the table that is meant, where the task names none",
    },
    "Indicator": {
        "number": "its number in the published set",
        "within": "the time that the set gives; a reference, never a deadline",
    },
    "Task": {
        "id": "its name",
        "title": "the critical task",
        "reference": "plan, article, version",
        "team": "the table that it is for; empty: all",
        "looks_for": "what an evaluator looks for",
        "evidence": "what the machine can lay beside it; never a rating",
        "indicator": "where it is one of a published set of indicators",
    },
    "Objective": {
        "id": "its name",
        "title": "the objective",
        "mission": "mission area",
        "capability": "core capability",
        "target": "when it is reached, in words",
        "covers": "coverage tags: see [words](words.md)",
        "tasks": "its critical tasks",
    },
    "Evaluator": {
        "title": "who it is, by role",
        "tables": "the tables to watch; empty: all",
        "tasks": "the tasks to watch; empty: all",
    },
    "Map": {
        "places": "the places, by name",
        "legend": "what the lines stand for",
        "ways": "pairs of neighbours with a line between them",
    },
    "Spot": {
        "title": "what the place is called",
        "at": "column (1-4) and row (1-9), from the top left",
        "shows": "gauges that stand there; a table sees only its own of them",
    },
    "Channel": {"title": "what the channel is called"},
    "SharedItem": {"id": "its name", "title": "the subject"},
    "SharedPicture": {
        "title": "what it is called",
        "says": "what it is for",
        "items": "its subjects",
    },
    "Theme": {
        "title": "what the theme is called",
        "says": "what is in it",
        "cards": "the cards, by name",
    },
    "Card": {
        "title": "what the card is called",
        "text": "what the table reads; `<<name>>` is what was asked for",
        "asks": "what whoever uses the card has to fill in, by name",
    },
    "CardAsk": {"default": "what is filled in where nothing is given"},
    **PLAY,
}
"""By part of the language and key; a test holds that no key of the schema lacks one."""


LIKE = {"Card": "Inject", "CardAsk": "Ask"}
"""Parts whose other keys mean what they mean there."""


def explain(name: str, part: dict[str, Any]) -> None:
    """Put the meaning of each key into the schema of one part (its `properties`)."""
    says = {**MEANING.get(LIKE.get(name, ""), {}), **MEANING.get(name, {})}
    for key, one in part.get("properties", {}).items():
        if key in says:
            one["description"] = says[key]
