"""This package is about entities: lists of them, who names them, their adoption and variants."""
