"""All SQL on conversation, participant, message, message_search, message_follower, conversation_media."""
