"""Pages of the centre for people: the citizen's check of a receipt."""
