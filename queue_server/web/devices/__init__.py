"""What machines ask: kiosks, boards, print agents, each by its key, in `queue_server.wire`."""
