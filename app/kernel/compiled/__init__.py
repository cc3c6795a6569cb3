"""The second door of a machine, for exploration only: states are integers, and an event is an addition."""
