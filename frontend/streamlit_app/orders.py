"""Filters that are kept, over data whose cache key is kept."""

import streamlit as st

from benchdog.integrations.streamlit import bound_form, tracked_cache_data

REGIONS = ["North", "East", "South", "West"]
MONTHS = 12


@tracked_cache_data(depends_on=["orders.csv"], show_spinner=False)
def orders_by_month(region: str, at_least: int) -> list[int]:
    """Orders of each month; made up from its arguments, as a slow query would answer."""
    weight = REGIONS.index(region) + 3
    counts = [(month * weight * 7) % 40 for month in range(1, MONTHS + 1)]
    return [count if count >= at_least else 0 for count in counts]


st.title("Orders")
form = bound_form("order filter")
region = st.selectbox("Region", REGIONS, key=form.key("region", default="North"))
at_least = st.slider("At least", 0, 40, key=form.key("at_least", default=0))
st.text_area("Remarks", key=form.key("remarks"))
st.bar_chart(orders_by_month(region, at_least), x_label="Month", y_label="Orders")
