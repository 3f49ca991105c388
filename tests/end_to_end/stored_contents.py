"""Contents that cannot be shown as they are stored."""

import json
from typing import Any, Final

NOTE = {"settings": json.dumps({"text": "Written in the year 2030."}), "view": "{}"}
OF_A_NEWER_VERSION: Final[dict[str, Any]] = {
    "schema": "workbench/2",
    "theme": "sunset",
    "active_dashboard_id": "d1",
    "dashboards": [
        {"id": "d1", "title": "Wells", "layout": [{"module_id": "m1", "x": 0, "y": 0, "w": 6, "h": 4}]}
    ],
    "module_instances": [{"id": "m1", "name": "notes", "title": "Notes", "serialized_state": NOTE}],
    "data_sets": [],
}


def _module(module_id: str, name: str, title: str, settings: dict[str, Any], view: dict[str, Any]) -> Any:
    state = {"settings": json.dumps(settings), "view": json.dumps(view)}
    return {"id": module_id, "name": name, "title": title, "serialized_state": state}


POINTS = {
    "data_set_id": "s1",
    "x_column": "profit",
    "y_column": "price",
    "group_column": None,
    "size_column": None,
}
UNFITTING: Final[dict[str, Any]] = {
    "schema": "workbench/1",
    "active_dashboard_id": "d1",
    "dashboards": [
        {
            "id": "d1",
            "title": "Prices",
            "layout": [
                {"module_id": "m1", "x": 0, "y": 0, "w": 6, "h": 8},
                {"module_id": "m2", "x": 6, "y": 0, "w": 6, "h": 8},
            ],
        }
    ],
    "module_instances": [
        _module("m1", "scatter_plot", "Profits", POINTS, {"window": None, "hidden_groups": []}),
        _module("m2", "globe", "Our globe", {}, {}),
    ],
    "data_sets": [{"id": "s1", "name": "Stocks", "source": {"kind": "shipped", "file": "stocks.csv"}}],
}
