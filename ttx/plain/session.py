"""One person at a line-mode terminal: read a line, do it, tell what is new.

Never knows what the commands mean; they are handed to it as a table.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ttx.actions import Action
from ttx.errors import TtxError
from ttx.live.seat import Answer, Control, Seat
from ttx.moment import offset
from ttx.plain.words import plain, standing
from ttx.text import clean, say
from ttx.view import Picture

Read = Callable[[], Awaitable[str | None]]
Deed = Callable[[], Awaitable[None]]
Item = TypeVar("Item")


class Ended(Exception):
    """There is no more input, or the person quits."""


class Misread(Exception):
    """What was typed cannot be read; the text says how to write it."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its names (English first), how it is written, what it does.

    `kinds` holds the kinds of seats that may use it; empty means all.
    """

    names: tuple[str, ...]
    usage: str
    says: str
    run: Callable[[Session, str], Awaitable[None]]
    kinds: tuple[str, ...] = ()


class Session:
    """The seats of this terminal, and which one is in use."""

    def __init__(
        self,
        seats: dict[str, Seat],
        start: str,
        lang: str,
        read: Read,
        write: Callable[[str], None],
        commands: tuple[Command, ...],
    ) -> None:
        self.seats = seats
        self.here = start if start in seats else next(iter(seats))
        self.lang = lang
        self.commands = commands
        self.choices: list[tuple[str, Deed]] = []
        self.hint = 0
        self._read = read
        self._write = write
        self._told: dict[str, Picture] = {}

    @property
    def seat(self) -> Seat:
        """The seat that is in use."""
        return self.seats[self.here]

    @property
    def picture(self) -> Picture:
        """What this seat may see now."""
        return self.seat.picture()

    def word(self, english: str, /, **params: object) -> str:
        """The program's own words in this person's language."""
        return say(self.lang, english, **params)

    def tell(self, *lines: str) -> None:
        """Write lines, without control characters."""
        for line in lines:
            self._write(clean(line))

    async def run(self) -> int:
        """Read and do, until there is no more."""
        self.greet()
        try:
            while True:
                await self.settled()
                line = await self._line()
                self.news()
                await self.do(line)
        except Ended:
            self.tell(self.word("Goodbye. The journal keeps all that was entered."))
        return 0

    async def settled(self) -> None:
        """Wait while the world is computing, so that a script meets what it brought."""
        while self.seat.face().state == "computing":
            await asyncio.sleep(0.02)

    def greet(self) -> None:
        """Who you are, where the exercise is, and how to go on."""
        picture = self.picture
        self._told[self.here] = picture
        self.tell(
            plain(picture.marking, self.lang),
            f"{plain(picture.scenario, self.lang)}. {plain(picture.title, self.lang)}.",
            self.status(),
            self.word(
                "Type help for the commands. No patient data, nothing classified."
            ),
        )
        self.guide()

    def status(self) -> str:
        """Move, time, minutes left, whether the clock stands, what is unread."""
        picture, face = self.picture, self.seat.face()
        parts: list[str] = []
        if picture.move is not None:
            parts.append(
                self.word(
                    "Move {number} of {of}, {title}: {state}",
                    number=picture.move.number,
                    of=picture.move.of,
                    title=plain(picture.move.title, self.lang),
                    state=self.word(picture.move.state),
                )
            )
        clock = picture.calendar.label(face.now, self.lang)
        parts.append(f"{clock}, {offset(face.now - face.now % 60_000)}")
        if face.left is not None:
            count = face.left // 60_000
            parts.append(self.word("{count} minutes left", count=count))
        parts.append(standing(face, picture, self.lang))
        parts.append(self.word("{count} unread", count=picture.unread))
        return ". ".join(parts) + "."

    def guide(self) -> None:
        """The coach's line of a guided exercise, if there is one left."""
        if self.hint < len(self.picture.guide):
            text = plain(self.picture.guide[self.hint], self.lang)
            self.tell(self.word("Hint: {text} (type hint for the next)", text=text))

    async def _line(self) -> str:
        """The next line; what arrives meanwhile is told at once."""
        reading = asyncio.ensure_future(self._read())
        try:
            while not reading.done():
                version = self._told[self.here].version
                news = asyncio.ensure_future(self.seat.changed(version))
                await asyncio.wait({reading, news}, return_when=asyncio.FIRST_COMPLETED)
                if news.done():
                    await self._heard(news)
                else:
                    news.cancel()
                    await asyncio.gather(news, return_exceptions=True)
        finally:
            if not reading.done():
                reading.cancel()
        line = reading.result()
        if line is None:
            raise Ended
        return line.strip()

    async def _heard(self, news: asyncio.Future[Picture]) -> None:
        try:
            news.result()
        except OSError as lost:
            self.tell(self.word("No connection: {why}", why=str(lost)))
            await asyncio.sleep(2)
            return
        self.news()

    def news(self) -> None:
        """What changed since this seat was last told."""
        old, new = self._told.get(self.here), self.picture
        self._told[self.here] = new
        if old is None or old.version == new.version:
            return
        if new.no_play and not old.no_play:
            self.tell(self.word("NO PLAY. The exercise stands still for everyone."))
        known = {letter.entry for letter in old.letters}
        for letter in new.letters:
            if letter.entry not in known and not letter.mine:
                sender, title = (
                    plain(letter.sender, self.lang),
                    plain(letter.title, self.lang) or plain(letter.text, self.lang),
                )
                self.tell(
                    self.word(
                        "New message from {who}: {title}", who=sender, title=title
                    )
                )
        here, before = new.move, old.move
        if here and (
            before is None or (before.id, before.state) != (here.id, here.state)
        ):
            self.tell(self.status())
        if new.over and not old.over:
            self.tell(self.word("The exercise has ended. Type questions to look back."))

    async def ask(self, question: str) -> str:
        """One more line, in answer to a question."""
        self.tell(question)
        return await self._line()

    async def sure(self, consequence: str, given: str) -> bool:
        """Name what cannot be undone; only yes (or ja) does it."""
        if given.lower() in ("yes", "ja"):
            return True
        answer = await self.ask(f"{consequence} {self.word('Type yes to do it.')}")
        if answer.lower() in ("yes", "ja", "y", "j"):
            return True
        self.tell(self.word("Not done."))
        return False

    def offer(self, choices: list[tuple[str, Deed]]) -> None:
        """Numbered choices; a number on a line of its own takes one."""
        self.choices = choices
        for number, (words, _) in enumerate(choices, 1):
            self.tell(f"{number}. {words}")

    def known(self) -> list[Command]:
        """The commands of this kind of seat."""
        kind = self.picture.kind
        return [one for one in self.commands if not one.kinds or kind in one.kinds]

    async def do(self, line: str) -> None:
        """Do what a line says; a line that cannot be read gets a sentence."""
        name, _, rest = line.partition(" ")
        try:
            if name.isdigit() and not rest:
                await self._pick(int(name))
            elif name:
                await self._command(name.lower())(self, rest.strip())
        except Misread as wrong:
            self.tell(str(wrong))
        except TtxError as wrong:
            self.tell(wrong.sentence(self.lang))
        except OSError as lost:
            self.tell(self.word("No connection: {why}", why=str(lost)))

    def _command(self, name: str) -> Callable[[Session, str], Awaitable[None]]:
        for command in self.known():
            if name in command.names:
                return command.run
        raise Misread(
            self.word(
                "'{name}' is not a command here. Type help for the list.", name=name
            )
        )

    async def _pick(self, number: int) -> None:
        if not 1 <= number <= len(self.choices):
            raise Misread(self.word("There is no choice {number} now.", number=number))
        deed = self.choices[number - 1][1]
        self.choices = []
        await deed()

    async def submit(self, action: Action, done: str) -> Answer:
        """Ask the exercise; say that it is accepted, or why not."""
        answer = await self.seat.submit(action)
        if answer.refusal is not None:
            sentence = answer.refusal.sentence(self.lang)
            self.tell(self.word("Not done: {sentence}", sentence=sentence))
        else:
            self.tell(done)
        return answer

    async def ask_host(self, wish: Control) -> None:
        """Ask the host itself (leader only); it answers in words."""
        self.tell(plain(await self.seat.control(wish), self.lang))


def pick(items: Sequence[Item], number: str, session: Session) -> Item:
    """The item with this number in a list that was told."""
    if not number.isdigit() or not 1 <= int(number) <= len(items):
        raise Misread(
            session.word(
                "Give a number from 1 to {count}; you gave '{given}'.",
                count=len(items),
                given=number,
            )
        )
    return items[int(number) - 1]
