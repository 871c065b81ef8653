"""The pipeline: one package for each step from delivered pages to a published warehouse.

Belongs here: nothing but the packages. `grammar` is what every step that reads text uses; the steps never import one
another; `orchestration` and `cli` put them together.
"""
