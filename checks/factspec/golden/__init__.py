"""Golden sets: YAML or JSON in, frozen facts or located complaints out."""
