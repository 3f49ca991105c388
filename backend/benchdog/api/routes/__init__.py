"""The routes: each endpoint is parse, one store call, answer."""
