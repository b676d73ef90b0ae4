"""The review mechanism: one room a noun. README.md is the map."""
