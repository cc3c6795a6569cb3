"""What every answer over HTTP needs: security headers, size limits, errors, visitors, static files, templates."""
