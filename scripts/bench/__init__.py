"""`make bench`: the service and the embedded engine measured, as ratios taken in one run."""
