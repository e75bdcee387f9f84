"""All SQL on conversation, participant, message, message_search, conversation_media."""
