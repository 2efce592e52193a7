"""Whole exercises without people, before the day: does the scenario work?

`plays` plays one, `runs` is what is kept of it, `plan` what is played and in which
order; each other file answers one question of a leader from the runs, and `facts`
gathers the answers. Nothing here judges people, and no wall clock is read.
"""
