"""The pure simulation kernel: worlds, events, runs, exploration. No clock, no global random, no input or output."""
