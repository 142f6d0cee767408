"""Who refers to whom: the files of a tree and the references between them, by language, read from git objects."""
