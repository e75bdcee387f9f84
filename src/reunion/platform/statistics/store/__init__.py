"""SQL of talk_day, talk_count and meeting_day, and of what stands open now."""
