"""On which days a source shows a seller's activities of a type: not recorded is not the same as not done."""
