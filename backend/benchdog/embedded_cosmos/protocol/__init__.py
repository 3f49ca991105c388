"""The wire protocol: from a plain request to a plain answer, whatever brings it here."""
