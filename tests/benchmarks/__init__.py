"""Tests of the benchmarks: what they tell, not how fast anything is."""
