"""Scans of papers at the centre: holding what offices send, and settling it with what their entries name."""
