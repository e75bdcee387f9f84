"""SQL of profile, profile_identity, profile_field, profile_tag, growth_tag and what belongs to them."""
