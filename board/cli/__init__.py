"""The words of the `board` command, one file each; see board/__main__.py."""
