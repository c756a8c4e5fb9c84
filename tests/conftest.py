"""Fixtures every test may ask for; each is described where it is made, in tests/harness."""
