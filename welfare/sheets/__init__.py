"""Workbooks in and out: scanned, read in a limited child process, written without formulas."""
