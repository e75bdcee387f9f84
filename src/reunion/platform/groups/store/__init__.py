"""SQL of the tables of customer groups; reads join member, contact, follow and person."""
