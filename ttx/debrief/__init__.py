"""What the report tells, read from the journal of one session alone.

`facts` gathers the whole; each other file is one thing that the report tells, and gives
its facts. Nothing here makes a page (`report` does), rates anybody, or plays a world.
"""
