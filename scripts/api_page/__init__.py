"""The OpenAPI document of the service as a page that people read."""
