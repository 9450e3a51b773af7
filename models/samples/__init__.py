"""The masters of the sample museum, drawn by program: one idea a file."""
