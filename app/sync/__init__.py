"""The only thing between office and centre: protocol, transport, lanes, link watch, recovery."""
