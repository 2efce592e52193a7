"""What stands between the made parts of the reference: pages, order, sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page: its file, title, first sentence, and its parts with their headings."""

    file: str
    title: str
    intro: str
    parts: dict[str, str]


PAGES = (
    Page("index.md", "Reference", """\
Every key of the scenario language, made from the schema that the program itself reads with.

A scenario is one file `NAME.yaml`, or a folder with a `scenario.yaml` and as many more files as
you like: what stands in them is put together, lists one after the other. Lists of one kind may so
be spread over files. A single value stands once.

With `# yaml-language-server: $schema=ttx-schema.json` as its first line, and the schema beside it, an
editor with a YAML plug-in completes keys, underlines what is wrong and shows under the cursor what
this reference says:

```console
$ ttx schema > ttx-schema.json
```

- [The frame](frame.md): identity, time, moves, map, shorter sessions, presets
- [Tables and others](teams.md): teams, personas, channels, the shared picture
- [Injects](injects.md): the draaiboek, conditions, effects, inject cards
- [Decisions](options.md): options, what they ask, what they claim
- [Objectives](objectives.md): tasks, evidence, evaluators
- [World and figures](world.md): models, links, how figures are shown
- [Policies and tests](policies.md)
- [Words](words.md): moments, durations, texts, tags, filters, channels, coverage
- [Commands](commands.md)
""", {}),
    Page("frame.md", "The frame", "What stands at the top of a scenario, and the parts that time it.", {
        "Scenario": "Scenario", "Move": "Move", "HouseFog": "House rules with effect",
        "Instead": "What replaces a channel", "Length": "Shorter session", "Preset": "Preset", "Sheet": "Part of the form",
        "Map": "Map", "Spot": "Place on the map",
    }),
    Page("teams.md", "Tables and others", "Who sits at the exercise, who is spoken for, and how word travels. See also [Fog](../fog.md).", {
        "Team": "Team", "Place": "Instance", "Hears": "Report", "Persona": "Persona",
        "Channel": "Channel", "SharedPicture": "Shared picture", "SharedItem": "Item of the shared picture",
    }),
    Page("injects.md", "Injects", "The draaiboek (MSEL), what brings an inject on, and what it does.", {
        "Inject": "Inject", "MoveState": "State of a move", "After": "After something else",
        "Condition": "Condition", "Expects": "Expected response", "Within": "Deadline",
        "Effect": "Effect", "Theme": "File of inject cards", "Card": "Inject card",
        "CardAsk": "What a card asks",
    }),
    Page("options.md", "Decisions", "What a table can decide. Its effects: see [Effect](injects.md#effect).", {
        "Option": "Option", "Ask": "What an option asks", "Claims": "Claim on a stock",
    }),
    Page("objectives.md", "Objectives", "What the exercise is held for, and what evaluators look at.", {
        "Objective": "Objective", "Task": "Critical task", "Evidence": "Evidence",
        "Indicator": "Indicator", "Evaluator": "Evaluator",
    }),
    Page("policies.md", "Policies and tests", "Ways for a table to play itself, and what must hold when they do.", {
        "Policy": "Policy", "Rule": "Rule", "Expectation": "Test",
    }),
    Page("world.md", "World and figures", "What is true, how models meet, and how figures are shown to people.", {
        "Link": "Link", "Show": "Gauge",
    }),
)  # fmt: skip

SHAPES = {
    "value": "`{value: 30h}`: the same each time",
    "uniform": "`{uniform: [2h, 4h]}`: anything between, equally likely",
    "triangular": "`{triangular: [2h, 3h, 6h]}`: lowest, most likely, highest",
    "exponential": "`{exponential: 20m}`: by its mean; intervals of what comes by chance",
    "lognormal": "`{lognormal: {median: 2h, sigma: 0.5, max: 12h}}`, or by `mean` and `cv`: many short, some very long",
    "normal": "`{normal: {mean: 20, sd: 4, min: 0}}`: around a mean",
    "chance": "`{chance: 0.99}`: yes or no",
    "quantiles": "`{quantiles: [[0.1, 1h], [0.5, 2h], [0.9, 6h]]}`: what is known of a spread, straight lines between",
    "erlang": "`{erlang: {mean: 2h, phases: 3}}`: the sum of so many steps",
    "weibull": "`{weibull: {scale: 2h, power: 1.5}}`: how long things last",
    "hyperexponential": "`{hyperexponential: [[0.8, 1h], [0.2, 8h]]}`: one of several kinds, each with its chance and mean",
}

BEFORE_WORDS = """\
# Words

Word lists and ways of writing, from the program itself.

## Texts

`{nl: Ziekenhuis, en: Hospital}`. A bare text stands for both languages. A text that lacks one of
the scenario's `languages` is a warning of `ttx check`.

## Moments

| written | means |
| --- | --- |
| `T+1:30`, `T-2`, `T+0:20:30` | hours and minutes (and seconds) after or before STARTEX |
| `14:00` | the first time that the clock says so, at or after STARTEX |
| `D+1 06:00` | on the day after day D; needs `day_d` |
| `2027-01-18 06:40` | on the calendar of the exercise |

## Durations

`30m`, `1h30m`, `45s`, `12h`, `2d`, `1w`. YAML 1.2 rules hold: `12:30`, `no` and `on` are text.
"""
