"""What the words of monitoring mean. Pure Python: no Qt, no SQL, no network, no clock."""
