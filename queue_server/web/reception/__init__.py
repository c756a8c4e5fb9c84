"""The reception screen: give, find and mend numbers; answer calls for help."""
