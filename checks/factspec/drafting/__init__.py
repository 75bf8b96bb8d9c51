"""Drafting: what a document itself says, as entities and claims in its own words."""
