"""The language of rules: put at their places, compiled, measured, held to their examples."""
