"""What WeCom knows of one person, on her page in the console."""
