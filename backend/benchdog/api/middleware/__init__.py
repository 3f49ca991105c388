"""What happens to every request, whatever its route; pure ASGI, so that nothing is buffered."""
