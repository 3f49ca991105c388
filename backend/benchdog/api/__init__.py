"""HTTP in: routes, request and response models, identity, limits, rendering of errors."""
