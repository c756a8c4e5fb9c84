"""What machines ask: kiosks, boards and print agents, each by its own key, in `queue_server.wire`."""
