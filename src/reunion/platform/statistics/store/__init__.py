"""SQL of talk_day, talk_count, talk_progress and meeting_day, and of what stands open now."""
