"""From a page to drafts of entries, each value with the place where it is printed; pure, knows no channel."""
