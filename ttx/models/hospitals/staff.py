"""The staff of one hospital: who is there, who is called away, who is worn out.

It counts people as shares of the usual number; it never names one.
"""

from __future__ import annotations

from typing import Any

from ttx.moment import HOUR


class Staffing:
    """Staff is the limit: beds and teams are staffed ones, and this scales them.

    staff = (present x (1 - absent) x (1 - reservists gone) + recognised foreign staff)
            x (1 + overtime) x (1 - worn out) x (1 - drawn to buffer sites) x given
    """

    __slots__ = (
        "_beds_nurse", "_looked", "_takes", "chain", "crisis", "given", "icu_share",
        "now", "nurses", "over_norm", "overtime", "reservists", "single_source", "site",
        "taken", "team_share", "tired", "watched",
    )  # fmt: skip

    def __init__(self, site: Any) -> None:
        self.site, self.chain = site, site.chain
        values = site.values
        self._beds_nurse = self.chain.counts["ward_beds_nurse"]
        usual = site.icu_base + site.ward_base / self._beds_nurse
        self.nurses = values["nurses"].mean or usual
        self.reservists: float = values["reservists"].mean
        self.icu_share: float = values["military_icu"].mean
        teams = max(1, site.number("or_teams"))
        self.team_share = min(1.0, values["military_teams"].mean / teams)
        self.taken, self.given, self.tired = 0.0, 1.0, 0.0
        self.overtime, self.now = 0.0, 1.0
        self.over_norm = self.crisis = self.single_source = 0.0
        self._looked, self.watched = int(site.env.now), False
        self._takes = bool(values["givers"])

    def present(self) -> float:
        """Those who come to work, by levers: before overtime and before any draw."""
        site, share = self.site, 1.0
        if self.reservists:
            share -= self.reservists * self.called("called_reserve")
        settings: dict[str, float]
        for settings in (site.settings, site.region.settings, self.chain.settings):
            absent = settings["absent"]
            share *= settings["staff"] * (1 - (absent if absent < 1.0 else 1.0))
        return share

    def gone(self, share: float) -> float:
        """What is missing of those of whom so large a share can be called up."""
        return share * self.called("called_up") if share else 0.0

    def called(self, what: str) -> float:
        """How far the call-up has gone here (0 to 1), less those exempted."""
        called: float = self.site.most(what)
        if not called:
            return 0.0
        exempt: float = self.site.most("exempt")
        return min(1.0, called) * (1 - min(1.0, exempt))

    def staff(self) -> float:
        """Staff on duty beside the usual number."""
        extra: float = 1 + self.overtime * self.chain.shares["overtime"]
        there: float = self.present() + self.chain.foreign
        return there * extra * (1 - self.tired) * (1 - self.taken) * self.given

    def settle(self) -> None:
        """Take the levers as they stand."""
        self.overtime = self.site.most("overtime")
        self.given = self.chain.given(self.site) if self._takes else 1.0
        self.now = self.staff()

    def watch(self) -> None:
        """Look at this site every few minutes while hours beyond the norm are made."""
        site = self.site
        now = bool(
            self.overtime
            or site.ratio > 1
            or site.settings["backup"]
            or site.icu.busy > site.normal_icu
            or site.ward.free < 0
        )
        if now == self.watched:
            return
        self.watched, self._looked = now, int(site.env.now)
        (self.chain.watched.append if now else self.chain.watched.remove)(site)

    def tire(self) -> None:
        """An hour of overtime or of crisis ratio wears staff out; rest restores it."""
        shares = self.chain.shares
        worn = self.overtime + self.site.ratio - 1 - shares["rest"] * (self.tired > 0)
        if worn:
            tired, most = (
                self.tired + worn * shares["fatigue"] / 24,
                shares["most_tired"],
            )
            self.tired = 0.0 if tired < 0.0 else tired if tired < most else most
            self.now = self.staff()

    def look(self) -> None:
        """Add up hours beyond the norm since the last look."""
        site, now = self.site, self.chain.env._now
        hours, self._looked = (now - self._looked) / HOUR, now
        icu, ward = site.icu, site.ward
        if icu.busy > site.normal_icu:
            self.crisis += (icu.busy - site.normal_icu) * hours
        if backup := site.settings["backup"]:
            self.single_source += icu.busy * backup * hours
        if self.overtime:
            extra = self.overtime * self.chain.shares["overtime"]
            self.over_norm += extra * self.nurses * hours
        if icu.busy > icu.units or ward.busy > ward.units:
            crowd = max(0, -icu.free) + max(0, -ward.free) / self._beds_nurse
            self.over_norm += crowd * hours
