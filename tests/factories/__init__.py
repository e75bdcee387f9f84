"""What tests start from: a running server and the standing cast."""
