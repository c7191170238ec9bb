"""Is it any good? Cases, metrics, baselines, reports."""
