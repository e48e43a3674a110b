"""How far somebody is: parts done, attempts, where to go on."""
