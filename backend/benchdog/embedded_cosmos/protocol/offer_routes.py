"""Requests about throughput, which is told as it was asked for and limits nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from benchdog.embedded_cosmos.protocol import answers
from benchdog.embedded_cosmos.protocol.catalogue_queries import asked_of
from benchdog.embedded_cosmos.protocol.catalogue_view import CatalogueView
from benchdog.embedded_cosmos.protocol.requests import json_object
from benchdog.embedded_cosmos.protocol.storage_port import Storage
from benchdog.embedded_cosmos.storage import catalogue
from benchdog.embedded_cosmos.storage.offers import DEFAULT_CONTENT, Offer, checked_content, list_offers
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse, bad_request, not_found


def asked_throughput(request: CosmosRequest) -> Mapping[str, Any] | None:
    """The content of the offer that comes with a new database or container. Raises CosmosFailure 400."""
    units = request.headers.get("x-ms-offer-throughput")
    autopilot = request.headers.get("x-ms-cosmos-offer-autopilot-settings")
    try:
        if autopilot is not None:
            return checked_content({"offerAutopilotSettings": orjson.loads(autopilot)})
        return checked_content({"offerThroughput": int(units)}) if units is not None else None
    except ValueError:
        raise bad_request("The throughput of the request is not valid.") from None


class OfferRoutes:
    def __init__(self, storage: Storage, view: CatalogueView) -> None:
        self._storage = storage
        self._view = view

    async def handle(self, rest: Sequence[str], request: CosmosRequest) -> CosmosResponse:
        """The answer to a request whose path goes on with *rest* below the offers of the account."""
        match request.method, rest:
            case "POST" | "GET", []:
                return answers.feed("Offers", "", asked_of(list(self._offers().values()), request))
            case "GET", [resource]:
                return answers.json_answer(200, self._offer(resource))
            case "PUT", [resource]:
                self._offer(resource)
                content = checked_content(json_object(request.body).get("content"))
                await self._storage.write(
                    lambda connection: catalogue.change_offer(connection, resource, content)
                )
                self._storage.look_up(self._view.refresh)
                return answers.json_answer(200, self._offer(resource))
        raise not_found("There is no such resource.")

    def _offer(self, resource: str) -> dict[str, Any]:
        offer = self._offers().get(resource)
        if offer is None:
            raise not_found("There is no such offer.")
        return offer

    def _offers(self) -> dict[str, dict[str, Any]]:
        """By resource id. A container has one of its own, unless it shares that of its database."""
        given = self._storage.look_up(list_offers)
        found = {
            each.rid: given[each.rid].as_json(f"dbs/{each.rid}/", each.etag, each.ts)
            for each in self._view.databases
            if each.rid in given
        }
        for database in self._view.databases:
            for each in self._view.containers(database):
                if each.rid in given or database.rid not in given:
                    offer = given.get(each.rid, Offer(each.rid, DEFAULT_CONTENT, 0))
                    found[each.rid] = offer.as_json(each.self_link, each.etag, each.ts)
        return found
