"""What tells live pages the news: `sockets` receives, `relay` sends, nothing else does either."""
