"""Sales organisations with planted truth, from a seed. Knows neither the database nor the lake."""
