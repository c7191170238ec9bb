"""Figures side by side: through time, between regions, and against their targets; each with its citation."""
