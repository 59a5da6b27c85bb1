"""Cases: sealed words, numbers and states, the ledger of what is told, who is on duty."""
