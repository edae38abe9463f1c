"""The command line, one module per sub-command. Like the screens, it only calls actions."""
