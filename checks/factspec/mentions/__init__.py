"""How people write numbers, dates, times and names: recognisers that find values with their spans."""
