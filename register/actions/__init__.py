"""The register's acts."""
