"""How the pages put messages, decisions and the fields of forms into words.

The same words as the terminal's; never decides anything and never writes HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ttx.moment import ago
from ttx.text import Text, clean
from ttx.view import Asked, Choice, Decided, Letter, Spoken, Step, Written
from ttx.web.words import Teller


class TableTeller(Teller):
    """Tells one picture in one language, to a table."""

    __slots__ = ()

    # --- messages and decisions ------------------------------------------------

    def letters(self) -> list[Letter]:
        """Messages, the newest first."""
        key = lambda one: (one.at, one.entry)  # noqa: E731
        return sorted(self.picture.letters, key=key, reverse=True)

    def fresh(self, one: Letter) -> bool:
        """Whether somebody here must still read it."""
        theirs = self.picture.kind != "leader" or "leader" in one.to
        return theirs and not (one.acknowledged or one.mine or one.retracted)

    def unread(self) -> int:
        """How many messages wait to be read."""
        return sum(self.fresh(one) for one in self.picture.letters)

    def decision(self, one: Decided) -> str:
        """A decision in the table's words, with the option that it means."""
        title, text = self.plain(one.title), " ".join(clean(one.text).split())
        same = text.casefold() == title.casefold()
        whole = f"{text} ({title})" if text and title and not same else text or title
        words = whole or one.option
        return f"{self.say('Standing order')}: {words}" if one.standing else words

    def drafts(self) -> list[Decided]:
        """What is typed and not entered yet."""
        return [one for one in self.picture.decided if one.state == "draft"]

    def drafted(self) -> str:
        """All drafts in one line."""
        words = "; ".join(self.decision(one) for one in self.drafts())
        return self.say(
            "{count} in draft: {drafts}", count=len(self.drafts()), drafts=words
        )

    def facts(self, choice: Choice) -> list[str]:
        """What an option costs, who must agree to it and who must be told."""
        agree = ", ".join(self.plain(who) for who in choice.agree)
        inform = ", ".join(self.plain(who) for who in choice.inform)
        cost = self.plain(choice.cost).rstrip(".")
        lines = [
            self.say("Price: {cost}", cost=cost) if cost else "",
            self.say("Needs the agreement of: {who}", who=agree) if agree else "",
            self.say("To be told: {who}", who=inform) if inform else "",
        ]
        return [line for line in lines if line]

    def bounds(self, low: float, high: float, unit: str = "") -> str:
        """`100 - 5.000 l`."""
        return f"{self.amount(low)} - {self.amount(high)} {clean(unit)}".rstrip()

    def given(self, question: Text) -> str:
        """This table's own answer to a hot-wash question, if it gave one."""
        said = dict(self.picture.reflections)
        return clean(said.get(question.nl) or said.get(question.en) or "")

    def step(self, one: Step) -> str:
        """`10:45 owned, Home care: head of beds. Remark`."""
        line = f"{self.clock(one.at)} {self.say(one.state)}, {self.title_of(one.by)}"
        more = ". ".join(filter(None, (clean(one.owner), clean(one.text))))
        return f"{line}: {more}" if more else line

    def partner(self, one: Spoken) -> str:
        """With whom a contact was; where another noted it, who that was."""
        if one.team == self.picture.seat:
            return clean(one.with_whom)
        noted = self.title_of(one.team)
        staff = self.picture.kind != "table"
        return f"{noted} > {clean(one.with_whom)}" if staff else noted

    def old(self, at: int) -> str:
        """How old something of this moment is, as hours and minutes."""
        return ago(self.picture.knows - at)

    # --- forms -----------------------------------------------------------------

    def words_of(
        self, names: Mapping[str, str] | Iterable[str]
    ) -> list[tuple[str, str]]:
        """Names with what the program calls them."""
        if isinstance(names, Mapping):
            return [(name, self.say(words)) for name, words in names.items()]
        return [(name, self.say(name)) for name in names]

    def titled(self, choices: tuple[tuple[str, Text], ...]) -> list[tuple[str, str]]:
        """Names with their titles in this language."""
        return [(name, self.plain(title)) for name, title in choices]

    def default(self, ask: Asked) -> str:
        """What stands in the field of a parameter at first."""
        return "" if ask.default is None else f"{float(ask.default):g}"

    def effect(self, draft: Decided | None) -> str:
        """When a draft takes effect, as it can be typed."""
        if draft is None or draft.takes_effect is None:
            return ""
        return f"{self.picture.calendar.clock(draft.takes_effect):%Y-%m-%d %H:%M}"

    def gauges(self) -> list[tuple[str, str]]:
        """The figures that a standing order can wait for."""
        return [(one.gauge, self.plain(one.title)) for one in self.picture.readings]

    def listed(self) -> list[Choice]:
        """What this table may decide, where the exercise shows a list."""
        open_ = [one for one in self.picture.choices if one.offer == "open"]
        return sorted(open_, key=lambda one: one.blocked is not None)

    def noted(self, column: str) -> list[Written]:
        """The lines under one heading of the board."""
        return [one for one in self.picture.board if one.column == column]

    def inbox(self) -> list[Letter]:
        """What came in, the newest first."""
        return [one for one in self.letters() if not one.mine]

    def bare(self, one: Letter) -> bool:
        """Whether a message has no title beside its text."""
        title = self.plain(one.title)
        return not title or title == self.plain(one.text)

    def subject(self, one: Letter) -> str:
        """What a message without a title is about."""
        return self.first(one.text)

    def first(self, text: Text) -> str:
        """The first words of a text."""
        words = self.plain(text).split()
        return " ".join(words[:8]) + (" …" if len(words) > 8 else "")

    def label(self, at: int) -> str:
        """`ma 18 jan 07:10`."""
        return self.picture.calendar.label(at, self.lang)

    def day(self, at: int) -> str:
        """`D+1` where a day D is declared."""
        return self.picture.calendar.day(at)
