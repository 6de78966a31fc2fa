from django.urls import path

from plans.views import prints

urlpatterns = [
    path("paper/", prints.prints, name="prints"),
    path("paper/<uuid:print_id>/", prints.print_file, name="print_file"),
]
