"""Relate: networkx graphs and measures computed from accepted claims at a date."""
