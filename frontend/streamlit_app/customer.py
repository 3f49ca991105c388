"""A form with the validation schema of seed 000. It is kept however it is filled in."""

from datetime import date

import streamlit as st

from benchdog.integrations.streamlit import bound_form

VALIDATION_SCHEMA = {
    "name": {"required": True, "type": "string", "minLength": 2, "maxLength": 100},
    "email": {"required": True, "type": "string"},
    "age": {"type": "number", "min": 18, "max": 120},
    "active": {"type": "boolean"},
}

st.title("Customer")
form = bound_form("customer", schema=VALIDATION_SCHEMA)
st.text_input("Name", key=form.key("name"))
st.text_input("E-mail", key=form.key("email"))
st.number_input("Age", step=1, key=form.key("age", default=18))
st.date_input("Customer since", key=form.key("since", default=date(2026, 1, 1), read=date.fromisoformat))
st.checkbox("Active", key=form.key("active"))
