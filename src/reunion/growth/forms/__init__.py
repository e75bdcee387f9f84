"""表单: questions that customers answer, and what becomes of the answers."""
