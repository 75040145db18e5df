"""What the readers of office documents are made of: containers, cells and looks they share, and each format's own parts."""
