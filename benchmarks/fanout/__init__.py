"""The servers that room_fanout compares, and the load they are put under."""
