"""Writing: every change of a store, judged, with the shortcuts that follow, in one snapshot."""
