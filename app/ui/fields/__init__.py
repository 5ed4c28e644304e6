"""One widget per field type, all of the shape of :class:`app.ui.fields.base.FieldWidget`."""
