"""回调: events of the platform sent to the apps that listen, signed, encrypted, in order."""
