"""What an author can say of a stock, its claimants and its suppliers.

It holds no behaviour; what is not stated is neutral: no claim, no expiry, no loss.
"""

from __future__ import annotations

from ttx.figures import TIME, Figure, fixed
from ttx.forms import TITLES, Field, Form
from ttx.moment import HOUR

GUESS = "assumption, wants an expert"
PRIORITY, PROPORTIONAL, RESERVED = range(3)
KEYS = ("priority", "proportional", "reserved")
LEAD = Figure(
    "triangular", (4.0 * HOUR, 12.0 * HOUR, 24.0 * HOUR), TIME,
    "order to delivery of fuel in an outage; engineering assumption", "E",
)  # fmt: skip
CLAIM: Form = {
    **TITLES,
    "asks": Field("asked for in a day, in the unit of the stock",
                  default=fixed(0.0, "", "X", "none unless stated")),
    "priority": Field("the lower, the earlier served, under key 'priority'",
                      default=fixed(1.0, "", "X", "chosen"), high=9.0),
    "reserved": Field("share of the stock and of deliveries kept for it, under key 'reserved'",
                      default=fixed(0.0, "", "X", "chosen"), high=1.0),
}  # fmt: skip
INSTEAD: Form = {
    "share": Field("share of the use that can do with it",
                   default=fixed(0.7, "", "E", GUESS), high=1.0),
}  # fmt: skip
USUAL: Form = {
    **TITLES,
    "lost": Field("chance that an order under way is lost when this supplier is",
                  default=fixed(0.5, "", "E", GUESS), high=1.0),
    "late": Field("an order that is not lost then comes this much later", unit=TIME,
                  default=Figure("triangular", (24.0 * HOUR, 72.0 * HOUR, 168.0 * HOUR),
                                 TIME, GUESS, "E")),
}  # fmt: skip
SECOND: Form = {
    **TITLES,
    "lead": Field("from order to delivery", unit=TIME,
                  default=Figure("triangular", (24.0 * HOUR, 48.0 * HOUR, 96.0 * HOUR),
                                 TIME, GUESS, "E")),
    "most": Field("what it gives in a day at most; no limit if not stated", default=None),
}  # fmt: skip
STOCK: Form = {
    "title": Field("how it is called in Dutch", "text", default=""),
    "title_en": Field("how it is called in English", "text", default=""),
    "product": Field("what it is", "text", default=""),
    "unit": Field("the unit of every amount of it", "text", default="l"),
    "holds": Field("what is there at the start"),
    "capacity": Field("what fits at most", default=None),
    "use": Field(
        "steady use per hour",
        default=fixed(0.0, "", "D", "nothing stated, nothing used"),
    ),
    "burned_by": Field("generators that burn from it", "names", default=()),
    "reorder_below": Field("below this (with what is due) it is ordered", default=None),
    "order_up_to": Field("up to this", default=None),
    "lead": Field("from order to delivery", unit=TIME, default=LEAD),
    "supplier": Field("the stock that orders are loaded from", "text", default=""),
    "shelf_life": Field("how long it can be kept; for good if not stated", unit=TIME,
                        default=None),
    "instead": Field("the stock that is used instead when it is empty", "forms",
                     form=INSTEAD, default={}),
    "claims": Field("who claims from it", "forms", form=CLAIM, default={}),
    "key": Field("how claims are met at the start", "choice", choices=KEYS,
                 default="priority"),
    "usual": Field("the usual supplier, if it can be lost", "forms", form=USUAL,
                   default={}),
    "second": Field("who delivers when the usual supplier is lost", "forms", form=SECOND,
                    default={}),
}  # fmt: skip
