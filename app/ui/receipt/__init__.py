"""The receipt: one layout, painted onto a PDF page, a printer's page or the preview."""
