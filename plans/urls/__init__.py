"""Pages about plans: the person's own parts, who can see them, paper, and the support plan."""

from plans.urls.answering import urlpatterns as answering
from plans.urls.help_session import urlpatterns as help_session
from plans.urls.helping import urlpatterns as helping
from plans.urls.looking import urlpatterns as looking
from plans.urls.media import urlpatterns as media
from plans.urls.parts import urlpatterns as parts
from plans.urls.prints import urlpatterns as prints
from plans.urls.sharing import urlpatterns as sharing
from plans.urls.support import urlpatterns as support

urlpatterns = [*answering, *helping, *help_session, *media, *parts, *sharing, *looking, *prints, *support]
