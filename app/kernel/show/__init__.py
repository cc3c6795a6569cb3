"""What is shown of a simulation: diagram, panels, words, records. Plain data, made from runs."""
