"""Screens. They show what `actions` answer and send what the person does. The only package with Qt."""
