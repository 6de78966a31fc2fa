"""Pages about plans: the person's own parts, who can see them, paper, and the support plan."""

from plans.urls.parts import urlpatterns as parts
from plans.urls.prints import urlpatterns as prints
from plans.urls.sharing import urlpatterns as sharing
from plans.urls.support import urlpatterns as support

urlpatterns = [*parts, *sharing, *prints, *support]
