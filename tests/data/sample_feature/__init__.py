"""A toy feature: stalls at which a campaign is told of in the street."""
