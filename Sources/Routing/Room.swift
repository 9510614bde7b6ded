// Room: Routing. See ARCHITECTURE.md.
