"""`python -m vmuseum`."""

from vmuseum.cli.main import main

main()
