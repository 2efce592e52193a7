"""The screens: one file per seat, and the questions that stand before them."""
