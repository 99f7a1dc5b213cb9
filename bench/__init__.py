"""Timing the roster import against a stock import and a floor: `make bench`, see README.md."""
