"""What a program that uses the client hears of its types."""

from importlib.resources import files


def test_type_checkers_look_into_the_package():
    """PEP 561: without the marker every name of it is `Any` to them."""
    assert files("benchdog").joinpath("py.typed").is_file()
