"""The curriculum: tracks of modules, each a folder of Markdown and YAML by language, read and checked."""
