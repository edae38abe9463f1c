"""The hub: a letter box behind HTTP. It keeps sealed batches and holds no key that opens one."""
