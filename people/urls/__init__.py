"""Pages about people: signing in, how pages look, the circle."""

from people.urls.circle import urlpatterns as circle
from people.urls.sign_in import urlpatterns as sign_in

urlpatterns = [*sign_in, *circle]
