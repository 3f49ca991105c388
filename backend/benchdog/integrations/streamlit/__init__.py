"""Streamlit apps whose forms, pages and cache keys survive a refresh. See docs/streamlit.md."""
