"""Reading: one text as clauses, with its values and names, who they are about, and in whose mouth and mood they stand."""
