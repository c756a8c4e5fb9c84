"""Stands beside a printer: takes slips, keeps them until they are paper."""
