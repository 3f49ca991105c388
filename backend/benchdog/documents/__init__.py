"""Stored shapes, limits, ids, canonical JSON, content hash and content codec: the kernel of both chains."""
