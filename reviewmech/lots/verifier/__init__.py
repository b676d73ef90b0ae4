"""The file with which anybody verifies a transcript: it stands alone, so that it can be given away."""
