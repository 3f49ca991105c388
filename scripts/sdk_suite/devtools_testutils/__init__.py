"""Stands in for a package that Microsoft does not publish: the tests of the SDK import two names of it."""
