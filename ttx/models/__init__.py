"""Many of a kind: one file per world model, and the table that names them.

A model imports model.py, station.py, patient.py and the ground floor; never another
model and never the scenario. Models meet by the names of gauges, levers and ports.
"""

from __future__ import annotations

from ttx.models.casualties import Casualties
from ttx.models.evacuation import Evacuation
from ttx.models.hospitals import Hospitals
from ttx.models.infrastructure import Infrastructure
from ttx.models.mobility import Mobility
from ttx.models.model import Model
from ttx.models.network import Network
from ttx.models.outbreak import Outbreak
from ttx.models.population import Population
from ttx.models.stocks import Stocks
from ttx.models.transport import Transport

MODELS: dict[str, type[Model]] = {
    "infrastructure": Infrastructure,
    "stocks": Stocks,
    "casualties": Casualties,
    "mobility": Mobility,
    "evacuation": Evacuation,
    "transport": Transport,
    "hospitals": Hospitals,
    "population": Population,
    "outbreak": Outbreak,
    "network": Network,
}
