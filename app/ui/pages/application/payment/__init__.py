"""What the payment card is made of: the slip, the parts of a split, the terminal, charges left over."""
