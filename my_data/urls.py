from django.urls import URLPattern, URLResolver, path

from my_data.views import answering, mine, records

urlpatterns: list[URLPattern | URLResolver] = [
    path("my-data/", mine.my_data, name="my_data"),
    path("my-data/put-right/", mine.put_right, name="my_data_put_right"),
    path("my-data/put-right/<slug:about>/<uuid:row_id>/", mine.not_right, name="my_data_not_right"),
    path("my-data/my-names/", mine.my_names, name="my_data_names"),
    path("my-data/my-names/<uuid:connection_id>/", mine.my_name, name="my_data_name"),
    path("my-data/ask/", mine.ask, name="my_data_ask"),
    path("my-data/after/", mine.after, name="my_data_after"),
    path("my-data/delete/", mine.delete, name="my_data_delete"),
    path("my-data/delete/sure/", mine.delete_sure, name="my_data_delete_sure"),
    path("my-data/keep/", mine.keep, name="my_data_keep"),
    path("my-data/to-answer/", answering.to_answer, name="my_data_to_answer"),
    path("my-data/to-answer/<uuid:correction_id>/", answering.answer, name="my_data_answer"),
    path("records/", records.records, name="records"),
    path("records/hold/", records.hold, name="record_hold"),
    path("records/hold/<uuid:hold_id>/lift/", records.lift, name="record_hold_lift"),
    path("records/death/", records.death, name="record_death"),
    path("records/over/<uuid:destruction_id>/", records.destruction, name="record_destruction"),
    path("records/sealed/<uuid:person_id>/", records.sealed, name="record_sealed"),
]
