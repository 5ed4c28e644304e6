"""The reference centre: gateway, projector, feed, relay and simulated upstream systems on PostgreSQL."""
