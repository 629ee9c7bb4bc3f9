"""A toolkit that turns an article into gettext catalogs and parallel-column PDF editions."""
