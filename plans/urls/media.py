from django.urls import URLPattern, URLResolver, path

from plans.views import media, media_beside

urlpatterns: list[URLPattern | URLResolver] = [
    path("item/<uuid:item_id>/recording", media.recording, name="recording"),
    path("item/<uuid:item_id>/add/", media_beside.add_to_answer, name="add_to_answer"),
    path("part/<uuid:part_id>/upload/<uuid:upload_id>/", media.upload, name="upload"),
    path("part/<uuid:part_id>/upload/<uuid:upload_id>/<int:number>", media.upload_piece, name="upload_piece"),
]
