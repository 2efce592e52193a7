"""Many of a kind: one file per world model, and the table that names them.

A model imports model.py, station.py, patient.py and the ground floor; never another
model and never the scenario. Models meet by the names of gauges, levers and ports.
"""
