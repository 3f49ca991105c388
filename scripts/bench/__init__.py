"""`make bench`: the service measured against the floor, as ratios taken in one run."""
