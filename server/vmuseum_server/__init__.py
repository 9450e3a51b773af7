"""The application: serves a site, reloads it while authors write, and drives hologram fans."""
