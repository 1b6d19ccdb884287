"""Everything that is known about WordprocessingML, in both directions."""
