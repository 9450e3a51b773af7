"""vmuseum: one tree of YAML, scans and panoramas in; a static virtual museum and hologram clips out."""

__version__ = "0.1.0"
