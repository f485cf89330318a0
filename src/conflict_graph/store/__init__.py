"""Store: one writer, immutable snapshots, the same contract in memory, on disk and over HTTP."""
