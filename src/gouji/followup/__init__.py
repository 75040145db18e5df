"""What goes back to the offices: letters; later sending and replies."""
