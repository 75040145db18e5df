"""The words that people read, one model for each file of `expectations/texts/`."""
