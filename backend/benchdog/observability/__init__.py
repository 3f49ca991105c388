"""What the service tells about itself: structured logs."""
