"""The draaiboek in a spreadsheet, both ways: what stands in it, what came back, what became of it."""
