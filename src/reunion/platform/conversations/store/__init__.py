"""All SQL on conversation, participant, message, message_search, search_progress, conversation_media."""
