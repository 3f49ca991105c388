"""What the built application costs in real Chromium."""
