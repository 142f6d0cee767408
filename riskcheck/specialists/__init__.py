"""Tools that know one kind of file better than we do, asked where they are installed: one module a tool."""
