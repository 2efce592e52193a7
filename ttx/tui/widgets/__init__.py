"""The parts of the screens, named after what the user sees in them."""
