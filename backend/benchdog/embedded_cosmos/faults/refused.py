"""Refusals of faults, with the headers that every answer has."""

from benchdog.embedded_cosmos.protocol import answers
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest, CosmosResponse


def refused(request: CosmosRequest, failure: CosmosFailure) -> CosmosResponse:
    """The answer to *request*, which cost nothing."""
    response = answers.refused(failure)
    response.headers["x-ms-request-charge"] = "0"
    response.headers["x-ms-activity-id"] = request.headers.get("x-ms-activity-id", "")
    return response
