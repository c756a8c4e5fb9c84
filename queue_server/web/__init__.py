"""What people and machines ask by HTTP: one folder a surface, the same names in each."""
