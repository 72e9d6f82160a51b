"""What finds things in a batch: one file a detector, none of which knows another."""
