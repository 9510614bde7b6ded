// Room: Admin. See ARCHITECTURE.md.
