"""Who may do what, at every address; and what holds at all of them."""

import base64
import re
from typing import Any

import pytest
from flask import Flask

from board.activity.verbs import Kind
from board.people.models import LineKind
from tests.builders import PASSWORD, Rows, Things, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser, Page

# What each person gets. `login`: sent to sign in and back. Hodge Hill is where
# everything is.
TABLE = """
method path                                     visitor resident member organiser operator elsewhere
GET    /                                        200     200      200    200       200      200
GET    /about                                   200     200      200    200       200      200
GET    /rules                                   200     200      200    200       200      200
POST   /rules                                   login   303      303    303       303      303
GET    /rules/<int:version>                     200     200      200    200       200      200
GET    /accessibility                           200     200      200    200       200      200
GET    /accent.css                              200     200      200    200       200      200
GET    /manifest.webmanifest                    200     200      200    200       200      200
GET    /icons/<name>.png                        404     404      404    404       404      404
GET    /sw.js                                   200     200      200    200       200      200
GET    /offline                                 200     200      200    200       200      200
GET    /robots.txt                              200     200      200    200       200      200
GET    /card.jpg                                200     200      200    200       200      200
GET    /wins/card.jpg                           200     200      200    200       200      200
GET    /areas/<slug>/card.jpg                   200     200      200    200       200      200
GET    /areas/<slug>/embed                      200     200      200    200       200      200
GET    /issues/<int:issue_id>/card.jpg          200     200      200    200       200      200
GET    /campaigns/<int:campaign_id>/card.jpg    200     200      200    200       200      200
GET    /events/<int:event_id>/card.jpg          200     200      200    200       200      200
GET    /tasks/<int:task_id>/card.jpg            200     200      200    200       200      200
GET    /playbooks/<int:playbook_id>/card.jpg    200     200      200    200       200      200
GET    /sitemap.xml                             200     200      200    200       200      200
GET    /sitemap-pages.xml                       200     200      200    200       200      200
GET    /sitemap-<kind>-<int:part>.xml           200     200      200    200       200      200
GET    /healthz                                 200     200      200    200       200      200
GET    /readyz                                  200     200      200    200       200      200
GET    /static/<path:filename>                  200     200      200    200       200      200
GET    /style                                   404     404      404    404       404      404
GET    /setup                                   404     404      404    404       404      404
POST   /setup                                   404     404      404    404       404      404
GET    /appearance                              200     200      200    200       200      200
POST   /appearance                              303     303      303    303       303      303
GET    /language                                200     200      200    200       200      200
POST   /language                                303     303      303    303       303      303
GET    /login                                   200     200      200    200       200      200
POST   /login                                   303     303      303    303       303      303
GET    /login/link                              200     200      200    200       200      200
POST   /login/link                              303     303      303    303       303      303
GET    /login/mailed                            200     200      200    200       200      200
GET    /login/link/<token>                      404     404      404    404       404      404
POST   /login/link/<token>                      404     404      404    404       404      404
GET    /register                                200     200      200    200       200      200
POST   /register                                303     303      303    303       303      303
GET    /register/check                          200     200      200    200       200      200
GET    /register/confirm/<token>                404     404      404    404       404      404
POST   /register/confirm/<token>                404     404      404    404       404      404
GET    /me/follows                              login   200      200    200       200      200
POST   /me/follows/category                     login   303      303    303       303      303
POST   /me/follows/place                        login   303      303    303       303      303
POST   /me/follows/shape                        login   303      303    303       303      303
POST   /me/follows/stop                         login   303      303    303       303      303
POST   /logout                                  303     303      303    303       303      303
GET    /me                                      login   200      200    200       200      200
GET    /privacy                                 200     200      200    200       200      200
GET    /me/export                               login   200      200    200       200      200
POST   /me/export                               login   303      303    303       303      303
GET    /me/export/<token>.zip                   login   404      404    404       404      404
GET    /me/delete                               login   200      200    200       200      200
POST   /me/delete                              login   422      422    409       409      409
GET    /me/consents                             login   200      200    200       200      200
POST   /me/consents                             login   303      303    303       303      303
GET    /me/settings                             login   200      200    200       200      200
GET    /me/security                             login   200      200    200       200      200
GET    /me/security/password                    login   200      200    200       200      200
POST   /me/security/password                    login   303      303    303       303      303
GET    /me/security/email                       login   200      200    200       200      200
POST   /me/security/email                       login   303      303    303       303      303
GET    /me/security/email/mailed                login   200      200    200       200      200
POST   /me/security/end                         login   404      404    404       404      404
POST   /me/security/end-all                     login   303      303    303       303      303
GET    /me/security/second                      login   200      200    200       200      200
GET    /me/security/app                         login   200      200    200       200      200
POST   /me/security/app                         login   303      303    303       303      303
GET    /me/security/app/add                     login   303      303    303       303      303
POST   /me/security/app/add                     login   303      303    303       303      303
POST   /me/security/app/remove                  login   303      303    303       303      303
GET    /me/security/codes                       login   303      303    303       303      303
POST   /me/security/codes                       login   303      303    303       303      303
GET    /me/security/passkeys                    login   404      404    404       404      404
POST   /me/security/passkeys                    login   404      404    404       404      404
GET    /me/security/passkeys/add                login   404      404    404       404      404
POST   /me/security/passkeys/add                login   404      404    404       404      404
GET    /me/security/passkeys/<int:passkey_id>/remove login  404      404    404       404      404
POST   /me/security/passkeys/<int:passkey_id>/remove login  404      404    404       404      404
GET    /login/second                            303     303      303    303       303      303
POST   /login/second                            404     404      404    404       404      404
POST   /login/second/passkey                    404     404      404    404       404      404
GET    /password/forgot                         200     200      200    200       200      200
POST   /password/forgot                         303     303      303    303       303      303
GET    /password/mailed                         200     200      200    200       200      200
GET    /password/reset/<token>                  404     404      404    404       404      404
POST   /password/reset/<token>                  404     404      404    404       404      404
GET    /email/confirm/<token>                   404     404      404    404       404      404
POST   /email/confirm/<token>                   404     404      404    404       404      404
GET    /email/undo/<token>                      404     404      404    404       404      404
POST   /email/undo/<token>                      404     404      404    404       404      404
GET    /search                                  200     200      200    200       200      200
GET    /notifications                           login   200      200    200       200      200
POST   /notifications                           login   303      303    303       303      303
GET    /notifications/unread                    login   200      200    200       200      200
GET    /me/notifications                        login   200      200    200       200      200
POST   /me/notifications                        login   303      303    303       303      303
POST   /me/notifications/again                  login   303      303    303       303      303
GET    /mail/choices/<token>                    404     404      404    404       404      404
POST   /mail/choices/<token>                    404     404      404    404       404      404
GET    /mail/answer/<token>                     404     404      404    404       404      404
POST   /mail/answer/<token>                     404     404      404    404       404      404
GET    /mail/stop/<token>                       404     404      404    404       404      404
POST   /mail/stop/<token>                       404     404      404    404       404      404
POST   /<kind>/<key>/follow                     login   303      303    303       303      303
POST   /<kind>/<key>/unfollow                   login   303      303    303       303      303
GET    /areas                                   200     200      200    200       200      200
GET    /areas/at                                200     200      200    200       200      200
GET    /areas/<slug>                            200     200      200    200       200      200
GET    /areas/<slug>/join                       login   200      200    200       200      200
POST   /areas/<slug>/join                       login   303      303    303       303      303
POST   /areas/<slug>/leave                      login   303      303    409       303      303
GET    /areas/<slug>/cover                      login   403      403    200       200      403
POST   /areas/<slug>/cover                      login   403      403    422       422      403
GET    /areas/<slug>/invitations                login   403      403    200       200      403
POST   /areas/<slug>/invitations                login   403      403    200       200      403
POST   /areas/<slug>/uninvite                   login   403      403    404       404      403
GET    /invited                                 200     200      200    200       200      200
POST   /invited                                 422     422      422    422       422      422
GET    /invited/<token>                         404     404      404    404       404      404
POST   /invited/<token>                         404     404      404    404       404      404
GET    /areas/<slug>/edit                       login   403      403    200       200      403
POST   /areas/<slug>/edit                       login   403      403    303       303      403
GET    /areas/<slug>/joining                    login   403      403    200       200      403
POST   /areas/<slug>/joining                    login   403      403    303       303      403
GET    /areas/<slug>/desk                       login   403      403    200       200      403
GET    /areas.geojson                           200     200      200    200       200      200
GET    /tiles/<int:z>/<int:x>/<int:y>           404     404      404    404       404      404
GET    /areas/<slug>/story                      200     200      200    200       200      200
GET    /story                                   200     200      200    200       200      200
POST   /areas/<slug>/let-in                     login   403      403    303       303      403
POST   /areas/<slug>/looked-at                  login   403      403    303       409      403
POST   /areas/<slug>/thank                      login   403      403    409       303      403
GET    /areas/<slug>/desk/add                   login   403      403    200       200      403
POST   /areas/<slug>/desk/add                   login   403      403    303       303      403
GET    /areas/<slug>/categories                 login   403      403    403       200      403
POST   /areas/<slug>/categories                 login   403      403    403       303      403
GET    /areas/<slug>/categories/<category>/edit login   403      403    403       200      403
POST   /areas/<slug>/categories/<category>/edit login   403      403    403       303      403
GET    /issues                                  200     200      200    200       200      200
GET    /issues.atom                             200     200      200    200       200      200
GET    /issues.csv                              200     200      200    200       200      200
GET    /issues.geojson                          200     200      200    200       200      200
GET    /issues/<int:issue_id>.atom              200     200      200    200       200      200
GET    /campaigns.atom                          200     200      200    200       200      200
GET    /areas/<slug>.atom                       200     200      200    200       200      200
GET    /tasks.csv                               200     200      200    200       200      200
GET    /issues/confirm                          200     200      200    200       200      200
GET    /issues/confirm/<token>                  404     404      404    404       404      404
POST   /issues/confirm/<token>                  404     404      404    404       404      404
GET    /issues/new                              200     200      200    200       200      200
POST   /issues/new                              303     303      303    303       303      303
GET    /issues/similar                          200     200      200    200       200      200
GET    /issues/<int:issue_id>                   200     200      200    200       200      200
GET    /issues/<int:issue_id>/edit              login   200      403    200       200      403
POST   /issues/<int:issue_id>/edit              login   303      403    303       303      403
GET    /issues/<int:issue_id>/ask               login   200      403    403       403      403
POST   /issues/<int:issue_id>/ask               login   303      403    403       403      403
POST   /issues/<int:issue_id>/settle            login   403      403    409       409      403
GET    /issues/<int:issue_id>/purge             login   200      403    200       200      403
POST   /issues/<int:issue_id>/purge             login   303      403    303       303      403
GET    /issues/<int:issue_id>/comments/<int:comment_id>/edit   login   403      200    403       403      403
POST   /issues/<int:issue_id>/comments/<int:comment_id>/edit   login   403      303    403       403      403
GET    /issues/<int:issue_id>/comments/<int:comment_id>/remove login   403      200    200       200      403
POST   /issues/<int:issue_id>/comments/<int:comment_id>/remove login   403      303    410       410      410
GET    /issues/<int:issue_id>/photos            login   200      403    200       200      403
POST   /issues/<int:issue_id>/photos            login   303      403    303       303      403
GET    /photos/<sha256>-<size>.webp             404     404      404    404       404      404
GET    /photos/waiting/<key>.webp               404     404      404    404       404      404
GET    /issues/<int:issue_id>/history           login   403      403    200       200      403
GET    /issues/<int:issue_id>/second            200     303      303    303       303      303
POST   /issues/<int:issue_id>/second            login   403      303    303       303      303
GET    /issues/second                           200     200      200    200       200      200
GET    /issues/second/<token>                   404     404      404    404       404      404
POST   /issues/second/<token>                   404     404      404    404       404      404
POST   /issues/<int:issue_id>/unsecond          login   403      303    303       303      303
POST   /issues/<int:issue_id>/comments          login   303      303    303       303      303
GET    /issues/<int:issue_id>/state             login   403      403    200       200      403
POST   /issues/<int:issue_id>/state             login   403      403    303       303      403
POST   /issues/<int:issue_id>/verdict           login   409      409    403       403      403
GET    /issues/<int:issue_id>/next              login   403      403    200       200      403
POST   /issues/<int:issue_id>/next              login   403      403    303       303      403
GET    /issues/<int:issue_id>/merge             login   200      403    200       200      403
POST   /issues/<int:issue_id>/merge             login   303      403    409       409      403
POST   /issues/<int:issue_id>/unmerge           login   403      403    409       409      403
GET    /campaigns                               200     200      200    200       200      200
GET    /campaigns/new                           login   403      403    200       200      200
POST   /campaigns/new                           login   403      403    303       303      403
GET    /playbooks                               200     200      200    200       200      200
GET    /playbooks/<int:playbook_id>             200     200      200    200       200      200
GET    /playbooks/<int:playbook_id>/use         login   200      200    200       200      200
POST   /playbooks/<int:playbook_id>/use         login   403      403    303       303      422
GET    /playbooks/new                           login   403      403    200       200      200
POST   /playbooks/new                           login   403      403    303       303      422
GET    /playbooks/<int:playbook_id>/edit        login   403      403    200       200      403
POST   /playbooks/<int:playbook_id>/edit        login   403      403    303       303      403
GET    /playbooks/<int:playbook_id>/tree        200     200      200    200       200      200
POST   /playbooks/<int:playbook_id>/askable     login   303      303    303       303      303
GET    /playbooks/<int:playbook_id>/suggest     login   200      200    200       200      200
POST   /playbooks/<int:playbook_id>/suggest     login   303      303    303       303      303
GET    /playbooks/<int:playbook_id>/suggestions/<int:suggestion_id> 404 404 404 404      404      404
POST   /playbooks/<int:playbook_id>/suggestions/<int:suggestion_id> login 404 404 404    404      404
GET    /playbooks/<int:playbook_id>/suggestions/<int:suggestion_id>.json 404 404 404 404 404      404
POST   /playbooks/<int:playbook_id>/suggestions/<int:suggestion_id>/send login 403 403 404 404    403
GET    /campaigns/<int:campaign_id>             200     200      200    200       200      200
GET    /campaigns/<int:campaign_id>/edit        login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/edit        login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>/cover       login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/cover       login   403      403    422       422      403
GET    /campaigns/<int:campaign_id>/copy        login   403      403    200       200      200
POST   /campaigns/<int:campaign_id>/copy        login   403      403    303       303      303
GET    /campaigns/<int:campaign_id>/issues      login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/issues      login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>.atom        200     200      200    200       200      200
GET    /campaigns/<int:campaign_id>/poster      200     200      200    200       200      200
GET    /campaigns/<int:campaign_id>/brief       200     200      200    200       200      200
GET    /campaigns/<int:campaign_id>/sign-up-sheet login 403      403    200       200      403
GET    /campaigns/<int:campaign_id>/sign-ups    login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/sign-ups    login   403      403    303       303      403
POST   /campaigns/<int:campaign_id>/sign-ups/<int:sign_up_id>/remove login 403 403 303    404      403
GET    /campaigns/<int:campaign_id>/rota        login   403      403    200       200      403
GET    /campaigns/<int:campaign_id>/call-list   login   403      403    200       200      403
GET    /campaigns/<int:campaign_id>/debrief     login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/debrief     login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>/stage       login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/stage       login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>/lent        login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/lent        login   403      403    303       409      403
GET    /campaigns/<int:campaign_id>/updates     login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/updates     login   403      403    303       303      403
POST   /campaigns/<int:campaign_id>/reached     login   403      403    303       409      403
GET    /c/<int:campaign_id>                     303     303      303    303       303      303
GET    /campaigns/<int:campaign_id>/back        200     303      303    303       303      303
POST   /campaigns/<int:campaign_id>/back        login   303      303    303       303      303
GET    /campaigns/join                          200     200      200    200       200      200
GET    /campaigns/join/<token>                  404     404      404    404       404      404
POST   /campaigns/join/<token>                  404     404      404    404       404      404
POST   /campaigns/<int:campaign_id>/unback      login   303      303    303       303      303
GET    /campaigns/<int:campaign_id>/backers     200     200      200    200       200      200
GET    /campaigns/<int:campaign_id>/posts       200     200      200    200       200      200
GET    /campaigns/<int:campaign_id>/partners    login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/partners    login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>/partners/<int:partner_id>/edit login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/partners/<int:partner_id>/edit login   403      403    303       303      403
POST   /campaigns/<int:campaign_id>/partners/<int:partner_id>/leave login   403      403    303       409      403
GET    /campaigns/<int:campaign_id>/pledges     login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/pledges     login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>/pledges/<int:pledge_id>/edit login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/pledges/<int:pledge_id>/edit login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>/promises    login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/promises    login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>/promises/<int:promise_id>/edit login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/promises/<int:promise_id>/edit login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>/promises/<int:promise_id>/settle login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/promises/<int:promise_id>/settle login   403      403    303       409      403
GET    /campaigns/<int:campaign_id>/contacts    login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/contacts    login   403      403    303       303      403
GET    /campaigns/<int:campaign_id>/contacts/<int:contact_id>/edit login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/contacts/<int:contact_id>/edit login   403      403    303       303      403
POST   /campaigns/<int:campaign_id>/contacts/<int:contact_id>/delete login   403      403    303       404      403
GET    /campaigns/<int:campaign_id>/updates/<int:update_id>/photos login 403 403   200       200      403
POST   /campaigns/<int:campaign_id>/updates/<int:update_id>/photos login 403 403   303       303      403
GET    /campaigns/<int:campaign_id>/tasks/new   login   403      403    200       200      403
POST   /campaigns/<int:campaign_id>/tasks/new   login   403      403    303       303      403
GET    /tasks                                   200     200      200    200       200      200
GET    /tasks/<int:task_id>                     200     200      200    200       200      200
GET    /tasks/<int:task_id>/edit                login   403      403    200       200      403
POST   /tasks/<int:task_id>/edit                login   403      403    303       303      403
GET    /tasks/<int:task_id>/cancel              login   403      403    200       200      403
POST   /tasks/<int:task_id>/cancel              login   403      403    303       409      403
POST   /tasks/<int:task_id>/claim               login   303      303    303       303      303
POST   /tasks/<int:task_id>/release             login   409      409    409       409      409
POST   /tasks/<int:task_id>/complete            login   409      409    409       409      409
GET    /events                                  200     200      200    200       200      200
GET    /events.ics                              200     200      200    200       200      200
GET    /events/new                              login   403      403    200       200      200
POST   /events/new                              login   403      403    303       303      403
GET    /events/<int:event_id>                   200     200      200    200       200      200
GET    /events/<int:event_id>.ics               200     200      200    200       200      200
GET    /events/<int:event_id>/edit              login   403      403    200       200      403
POST   /events/<int:event_id>/edit              login   403      403    303       303      403
GET    /events/<int:event_id>/cancel            login   403      403    200       200      403
POST   /events/<int:event_id>/cancel            login   403      403    303       409      403
POST   /events/<int:event_id>/attend            login   303      409    303       303      303
POST   /events/<int:event_id>/withdraw          login   409      303    409       409      409
GET    /events/<int:event_id>/guests            login   403      403    200       200      403
POST   /events/<int:event_id>/guests            login   403      403    303       303      403
GET    /events/<int:event_id>/register          login   403      403    200       200      403
POST   /events/<int:event_id>/register          login   403      403    303       303      403
GET    /events/<int:event_id>/sheet             login   403      403    200       200      403
GET    /events/<int:event_id>/turnout           login   403      403    200       200      403
POST   /events/<int:event_id>/turnout           login   403      403    303       303      403
GET    /areas/<slug>.ics                        200     200      200    200       200      200
GET    /me/calendar                             login   200      200    200       200      200
POST   /me/calendar                             login   303      303    303       303      303
GET    /me/calendar/<token>.ics                 404     404      404    404       404      404
POST   /tasks/<int:task_id>/wait                login   409      409    409       409      409
POST   /tasks/<int:task_id>/accept              login   409      409    409       409      409
POST   /tasks/<int:task_id>/still               login   409      409    409       409      409
POST   /tasks/<int:task_id>/confirm             login   403      403    409       409      403
POST   /tasks/<int:task_id>/comments            login   403      403    303       303      403
GET    /courses                                 200     200      200    200       200      200
GET    /courses/<int:course_id>                 200     200      200    200       200      200
GET    /courses/<int:course_id>/session         login   403      403    200       200      200
POST   /courses/<int:course_id>/session         login   403      403    303       303      303
GET    /courses/<int:course_id>/skills          login   403      403    200       200      200
POST   /courses/<int:course_id>/skills          login   403      403    303       303      303
GET    /courses/<int:course_id>/after           login   200      200    200       200      200
POST   /courses/<int:course_id>/after           login   303      303    303       303      303
GET    /courses/<int:course_id>/ask             login   200      200    200       200      200
POST   /courses/<int:course_id>/ask             login   403      403    303       409      303
GET    /courses/new                             login   403      403    200       200      200
POST   /courses/new                             login   403      403    303       303      303
GET    /courses/<int:course_id>/edit            login   403      403    200       200      403
POST   /courses/<int:course_id>/edit            login   403      403    303       303      403
GET    /introductions                           login   200      200    200       200      200
POST   /introductions                           login   303      303    303       303      303
GET    /introductions/<int:introduction_id>     login   404      404    404       404      404
POST   /introductions/<int:introduction_id>     login   404      404    404       404      404
GET    /introductions/link/<token>              404     404      404    404       404      404
POST   /introductions/link/<token>              404     404      404    404       404      404
GET    /playbooks.json                          200     200      200    200       200      200
GET    /playbooks/<int:playbook_id>.json        200     200      200    200       200      200
GET    /courses.json                            200     200      200    200       200      200
GET    /courses/<int:course_id>.json            200     200      200    200       200      200
GET    /wins                                    200     200      200    200       200      200
GET    /wins.json                               200     200      200    200       200      200
GET    /boards                                  login   403      403    403       200      403
POST   /boards                                  login   403      403    403       303      403
POST   /boards/import                           login   403      403    403       422      403
POST   /boards/open                             login   403      403    403       303      403
POST   /boards/suggestions                      403     403      403    403       403      403
POST   /boards/<int:board_id>                   login   403      403    403       404      403
GET    /boards/arrivals/<int:arrival_id>        login   403      403    403       404      403
POST   /boards/arrivals/<int:arrival_id>        login   403      403    403       404      403
GET    /areas/<slug>/councils                   login   403      403    200       200      403
POST   /areas/<slug>/councils                   login   403      403    403       303      403
GET    /areas/<slug>/councils/<int:council_id>  login   403      403    404       404      403
POST   /areas/<slug>/councils/<int:council_id>  login   403      403    404       404      403
GET    /areas/<slug>/councils/<int:council_id>/answers/<category> login 403 403 404 404 403
POST   /areas/<slug>/councils/<int:council_id>/answers/<category> login 403 403 404 404 403
POST   /areas/<slug>/councils/<int:council_id>/change login 403  403    404       404      403
POST   /areas/<slug>/councils/<int:council_id>/ask login 403     403    404       404      403
POST   /areas/<slug>/councils/<int:council_id>/unmap login 403   403    404       404      403
POST   /areas/<slug>/councils/<int:council_id>/reports login 403 403    404       404      403
POST   /areas/<slug>/councils/<int:council_id>/remove login 403  403    404       404      403
GET    /areas/<slug>/council                    404     404      404    404       404      404
GET    /areas/<slug>/council/reports.geojson   404   404   404   404   404   404
POST   /areas/<slug>/council/<int:report_id>/hide login 403      403    404       404      403
POST   /issues/<int:issue_id>/council           login   409      403    403       403      403
GET    /issues/<int:issue_id>/council/settle    login   403      403    404       404      403
POST   /issues/<int:issue_id>/council/settle    login   403      403    404       404      403
GET    /one-to-ones                             login   200      200    200       200      200
POST   /one-to-ones                             login   303      303    303       303      303
GET    /one-to-ones/<int:talk_id>               login   404      404    404       404      404
POST   /one-to-ones/<int:talk_id>               login   404      404    404       404      404
GET    /one-to-ones/link/<token>                404     404      404    404       404      404
POST   /one-to-ones/link/<token>                404     404      404    404       404      404
GET    /me/about                                login   200      200    200       200      200
POST   /me/about                                login   303      303    303       303      303
GET    /me/templates                            login   200      200    200       200      200
GET    /me/templates/new                        login   403      403    404       404      404
POST   /me/templates/new                        login   403      403    303       303      303
GET    /me/templates/<int:template_id>/use      login   404      404    303       404      404
GET    /me/templates/<int:template_id>/edit     login   404      404    200       404      404
POST   /me/templates/<int:template_id>/edit     login   404      404    303       404      404
POST   /me/templates/<int:template_id>/delete   login   404      404    303       404      404
GET    /me/requests                             login   200      200    200       200      200
GET    /people                                  login   200      200    200       200      200
GET    /people/sheet                            200     200      200    200       200      200
GET    /people/<int:person_id>                  404     200      404    200       404      404
POST   /people/<int:person_id>                  login   403      404    303       404      404
GET    /areas/<slug>/type-in                    login   403      403    200       200      403
POST   /areas/<slug>/type-in                    login   403      403    303       303      403
POST   /requests                                login   403      403    303       409      403
POST   /requests/<int:request_id>/answer        login   404      404    404       404      404
GET    /areas/<slug>/rounds                     200     200      200    200       200      200
POST   /areas/<slug>/rounds                     login   403      403    303       303      403
GET    /rounds/<int:round_id>                   200     200      200    200       200      200
POST   /rounds/<int:round_id>                   login   403      403    303       303      403
GET    /rounds/<int:round_id>/answers           200     200      200    200       200      200
POST   /rounds/<int:round_id>/answers           login   303      303    303       303      303
GET    /rounds/<int:round_id>/answers/<int:answer_id> 200 200    200    200       200      200
POST   /rounds/<int:round_id>/answers/<int:answer_id> login 403  403    403       403      403
GET    /rounds/confirm                          200     200      200    200       200      200
GET    /rounds/confirm/<token>                  404     404      404    404       404      404
POST   /rounds/confirm/<token>                  404     404      404    404       404      404
GET    /rounds/answer/<token>                   404     404      404    404       404      404
POST   /rounds/answer/<token>                   404     404      404    404       404      404
GET    /rounds/<int:round_id>/paper             login   403      403    200       403      403
POST   /rounds/<int:round_id>/paper             login   403      403    303       403      403
GET    /rounds/<int:round_id>/themes            login   403      403    200       403      403
POST   /rounds/<int:round_id>/themes            login   403      403    303       403      403
GET    /rounds/<int:round_id>/themes/<int:theme_id> 200 200      200    200       200      200
POST   /rounds/<int:round_id>/themes/<int:theme_id> login 403    403    303       403      403
GET    /questions                               404     404      404    404       404      404
POST   /questions                               login   303      303    303       303      303
GET    /questions/<int:question_id>             200     200      200    200       200      200
GET    /questions/<int:question_id>/answer      login   403      403    200       200      403
POST   /questions/<int:question_id>/answer      login   403      403    303       303      403
GET    /areas/<slug>/roles                      200     200      200    200       200      200
POST   /areas/<slug>/roles                      login   403      403    303       303      403
GET    /areas/<slug>/people                     login   403      403    200       403      403
POST   /areas/<slug>/people                     login   403      403    200       403      403
GET    /me/deeds                                login   200      200    200       200      200
POST   /me/deeds                                login   303      303    303       303      303
GET    /roles/<int:role_id>                     200     200      200    200       200      200
GET    /roles/<int:role_id>/edit                login   403      403    200       200      403
POST   /roles/<int:role_id>/edit                login   403      403    303       303      403
GET    /roles/<int:role_id>/handover            login   403      200    200       200      403
POST   /roles/<int:role_id>/handover            login   403      303    303       303      403
POST   /roles/<int:role_id>/take                login   403      403    409       409      403
POST   /roles/<int:role_id>/step_back           login   409      303    409       409      409
POST   /tasks/<int:task_id>/claim_for           login   403      403    303       303      403
GET    /tasks/<int:task_id>/claim_by_mail       200     303      303    303       303      303
POST   /tasks/<int:task_id>/claim_by_mail       303     303      303    303       303      303
GET    /tasks/confirm                           200     200      200    200       200      200
GET    /tasks/confirm/<token>                   404     404      404    404       404      404
POST   /tasks/confirm/<token>                   404     404      404    404       404      404
GET    /tasks/cancel/<token>                    404     404      404    404       404      404
POST   /tasks/cancel/<token>                    404     404      404    404       404      404
GET    /privacy/address                         200     200      200    200       200      200
POST   /privacy/address                         303     303      303    303       303      303
GET    /privacy/address/<token>                 404     404      404    404       404      404
POST   /privacy/address/<token>                 404     404      404    404       404      404
GET    /privacy/address/<token>/about-me.zip    404     404      404    404       404      404
GET    /complaints                              200     200      200    200       200      200
POST   /complaints                              303     303      303    303       303      303
GET    /complaints/<key>                        404     404      404    404       404      404
GET    /operator/complaints                     login   403      403    403       200      403
GET    /operator/complaints/<int:complaint_id>  login   403      403    403       404      403
POST   /operator/complaints/<int:complaint_id>  login   403      403    403       404      403
GET    /operator/rules                          login   403      403    403       200      403
POST   /operator/rules                          login   403      403    403       303      403
GET    /operator/rules/publish                  login   403      403    403       404      403
POST   /operator/rules/publish                  login   403      403    403       404      403
GET    /operator/people                         login   403      403    403       200      403
POST   /operator/people                         login   403      403    403       200      403
GET    /operator/people/<int:person_id>         login   403      403    403       200      403
POST   /operator/people/<int:person_id>/role    login   403      403    403       303      403
POST   /operator/people/<int:person_id>/operator login  403      403    403       303      403
POST   /operator/people/<int:person_id>/sessions login  403      403    403       303      403
POST   /operator/people/<int:person_id>/factor  login   403      403    403       303      403
POST   /operator/people/<int:person_id>/address login   403      403    403       200      403
GET    /operator/areas                          login   403      403    403       200      403
GET    /operator/areas/new                      login   403      403    403       200      403
POST   /operator/areas/new                      login   403      403    403       303      403
GET    /operator/areas/<slug>                   login   403      403    403       200      403
POST   /operator/areas/<slug>/boundary          login   403      403    403       422      403
GET    /operator/words                          login   403      403    403       200      403
GET    /operator/words/<place>                  login   403      403    403       200      403
POST   /operator/words/<place>                  login   403      403    403       303      403
GET    /operator/safety                         login   403      403    403       200      403
GET    /operator/safety/<int:version>           login   403      403    403       404      403
GET    /operator/safety/edit                    login   403      403    403       200      403
POST   /operator/safety/edit                    login   403      403    403       303      403
GET    /operator/mail                           login   403      403    403       200      403
POST   /operator/mail/<int:mail_id>/again       login   403      403    403       404      403
GET    /operator/jobs                           login   403      403    403       200      403
POST   /operator/jobs/<name>/run                login   403      403    403       404      403
GET    /operator/log                            login   403      403    403       200      403
GET    /operator/settings                       login   403      403    403       200      403
GET    /operator/storage                        login   403      403    403       200      403
GET    /operator/version                        login   403      403    403       200      403
GET    /operator                                login   403      403    403       200      403
GET    /operator/blocked                        login   403      403    403       200      403
GET    /open311                                 200     200      200    200       200      200
GET    /open311/discovery.xml                   200     200      200    200       200      200
GET    /open311/discovery.json                  200     200      200    200       200      200
GET    /open311/v2/discovery.xml                200     200      200    200       200      200
GET    /open311/v2/discovery.json               200     200      200    200       200      200
GET    /open311/v2/services.xml                 200     200      200    200       200      200
GET    /open311/v2/services.json                200     200      200    200       200      200
GET    /open311/v2/services/<category>.xml      200     200      200    200       200      200
GET    /open311/v2/services/<category>.json     200     200      200    200       200      200
GET    /open311/v2/requests.xml                 200     200      200    200       200      200
GET    /open311/v2/requests.json                200     200      200    200       200      200
GET    /open311/v2/requests/<int:issue_id>.xml  200     200      200    200       200      200
GET    /open311/v2/requests/<int:issue_id>.json 200     200      200    200       200      200
GET    /open311/v2/tokens/<int:issue_id>.xml    200     200      200    200       200      200
GET    /open311/v2/tokens/<int:issue_id>.json   200     200      200    200       200      200
GET    /open311/v2/servicerequestupdates.xml    200     200      200    200       200      200
GET    /open311/v2/servicerequestupdates.json   200     200      200    200       200      200
POST   /open311/v2/requests.xml                 403     403      403    403       403      403
POST   /open311/v2/requests.json                403     403      403    403       403      403
POST   /open311/v2/servicerequestupdates.xml    403     403      403    403       403      403
POST   /open311/v2/servicerequestupdates.json   403     403      403    403       403      403
GET    /open311/test/v2/discovery.xml 200 200 200 200 200 200
GET    /open311/test/v2/discovery.json 200 200 200 200 200 200
GET    /open311/test/v2/services.xml 200 200 200 200 200 200
GET    /open311/test/v2/services.json 200 200 200 200 200 200
GET    /open311/test/v2/services/<category>.xml 200 200 200 200 200 200
GET    /open311/test/v2/services/<category>.json 200 200 200 200 200 200
GET    /open311/test/v2/requests.xml 200 200 200 200 200 200
GET    /open311/test/v2/requests.json 200 200 200 200 200 200
GET    /open311/test/v2/requests/<int:issue_id>.xml 200 200 200 200 200 200
GET    /open311/test/v2/requests/<int:issue_id>.json 200 200 200 200 200 200
GET    /open311/test/v2/tokens/<int:issue_id>.xml 200 200 200 200 200 200
GET    /open311/test/v2/tokens/<int:issue_id>.json 200 200 200 200 200 200
GET    /open311/test/v2/servicerequestupdates.xml 200 200 200 200 200 200
GET    /open311/test/v2/servicerequestupdates.json 200 200 200 200 200 200
POST   /open311/test/v2/requests.xml 403 403 403 403 403 403
POST   /open311/test/v2/requests.json 403 403 403 403 403 403
POST   /open311/test/v2/servicerequestupdates.xml 403 403 403 403 403 403
POST   /open311/test/v2/servicerequestupdates.json 403 403 403 403 403 403
GET    /operator/open311                        login   403      403    403       200      403
POST   /operator/open311                        login   403      403    403       200      403
POST   /operator/open311/<int:caller_id>/end    login   403      403    403       404      403
GET    /operator/networks                       login   403      403    200       200      200
POST   /operator/networks                       login   403      403    303       303      303
POST   /operator/networks/end                   login   403      403    303       303      303
GET    /.well-known/security.txt                200     200      200    200       200      200
POST   /csp-report                              204     204      204    204       204      204
GET    /operator/backups                        login   403      403    403       200      403
GET    /areas/<slug>/cleared                    login   403      403    200       200      403
POST   /areas/<slug>/cleared                    login   403      403    303       303      403
GET    /flag                                    404     404      404    404       404      404
POST   /flag                                    303     303      303    303       303      303
GET    /flag/thanks                             200     200      200    200       200      200
GET    /flag/<token>                            404     404      404    404       404      404
POST   /flag/<token>                            404     404      404    404       404      404
GET    /hide                                    404     404      404    404       404      404
POST   /hide                                    login   403      403    303       409      403
GET    /restore                                 404     404      404    404       404      404
POST   /restore                                 login   403      403    409       409      403
GET    /moderation                              login   403      403    200       200      200
GET    /moderation/mine                         login   200      200    200       200      200
GET    /moderation/log                          200     200      200    200       200      200
GET    /moderation/log.json                     200     200      200    200       200      200
GET    /moderation/cases/<int:case_id>          404     404      404    404       404      404
POST   /moderation/cases/<int:case_id>/open     login   404      404    404       404      404
POST   /moderation/cases/<int:case_id>/decide   login   404      404    404       404      404
GET    /moderation/cases/<int:case_id>/edit     404     404      404    404       404      404
POST   /moderation/cases/<int:case_id>/edit     login   404      404    404       404      404
GET    /moderation/several                      login   403      403    303       303      303
POST   /moderation/several                      login   403      403    303       303      303
GET    /moderation/cases/<int:case_id>/redact   404     404      404    404       404      404
POST   /moderation/cases/<int:case_id>/redact   login   404      404    404       404      404
GET    /moderation/cases/<int:case_id>/appeal   404     404      404    404       404      404
POST   /moderation/cases/<int:case_id>/appeal   login   404      404    404       404      404
POST   /moderation/cases/<int:case_id>/answer   login   404      404    404       404      404
GET    /moderation/appeal/<token>               404     404      404    404       404      404
POST   /moderation/appeal/<token>               404     404      404    404       404      404
GET    /moderation/appealed                     200     200      200    200       200      200
GET    /moderation/gone/<kind>/<int:number>     404     404      404    404       404      404
GET    /moderation/pictures/<int:number>.webp   404     404      404    404       404      404
POST   /areas/<slug>/looks-first                login   403      403    303       303      403
"""
WHO, *LINES = [
    line.split()[2:] if line.startswith("method") else line.split()
    for line in TABLE.strip().splitlines()
]
ROUTES = {
    (method, path): dict(zip(WHO, expected, strict=True))
    for method, path, *expected in LINES
}
GETS = [path for method, path in ROUTES if method == "GET"]
FROM_PROGRAMS = {
    "/csp-report",
    "/boards/suggestions",
    *(
        f"/open311/{base}/{name}.{suffix}"
        for base in ("v2", "test/v2")
        for name in ("requests", "servicerequestupdates")
        for suffix in ("xml", "json")
    ),
}  # which have neither session nor form
POSTS = [path for method, path in ROUTES if method == "POST"]
FORMS = [path for path in POSTS if path not in FROM_PROGRAMS]
# A visitor may send these: to sign in, make an account, choose how pages look.
OPEN = {"/login", "/register", "/logout", "/appearance", "/setup", "/issues/new"}
OPEN |= {"/language"}
OPEN |= {"/password/forgot", "/password/reset/<token>"}
OPEN |= {"/login/second", "/login/second/passkey", "/invited", "/invited/<token>"}
OPEN |= {"/email/confirm/<token>", "/email/undo/<token>"}
OPEN |= {
    "/complaints",
    "/privacy/address",
    "/privacy/address/<token>",
    "/login/link",
    "/login/link/<token>",
    "/issues/confirm/<token>",
    "/register/confirm/<token>",
}
OPEN |= {
    "/tasks/<int:task_id>/claim_by_mail",
    "/tasks/confirm/<token>",
    "/tasks/cancel/<token>",
    "/issues/second/<token>",
    "/campaigns/join/<token>",
    "/mail/choices/<token>",
    "/mail/answer/<token>",
    "/mail/stop/<token>",
    "/one-to-ones/link/<token>",
    "/introductions/link/<token>",
}
OPEN |= {"/rounds/confirm/<token>", "/rounds/answer/<token>"}
OPEN |= {"/flag", "/flag/<token>", "/moderation/appeal/<token>"}
# Their address alone says who it is: no form's token (RFC 8058).
PROVEN = {"/mail/stop/<token>"}
CHOICES = dict.fromkeys(Kind, "daily")
ASKED = {
    "title": "What do you want here?",
    "question_1": "What is hardest?",
    "question_2": "What first?",
    "opens_on": in_days(0).isoformat(),
    "closes_on": in_days(20).isoformat(),
}
ON_PAPER = {"source": "paper"}


COURSE = {
    "title": "Asking",
    "summary": "An hour on asking.",
    "running": "60 min In pairs",
    "people_from": "6",
    "people_to": "12",
}


def fields(path: str, things: Things, who: str) -> dict[str, Any]:
    """What a form at this address sends when it is filled in well."""
    said = {
        "title": "Bins",
        "body": "Full.",
        "category": "rubbish",
        "kind": "problem",
        "area": "hodge-hill",
    }
    basis = {"kind": "issue", "id": things.other.id, "rule": "1", "reason": "Rude."}
    promise = {"who": "Ada Brown", "what": "Lamps by May.", "said_on": "2026-01-01"}
    aims = {
        "title": "Empty bins",
        "goal": "Each bin once a week.",
        "area": "hodge-hill",
    }
    gathering = {
        "title": "Tea",
        "kind": "meeting",
        "place": "The hall",
        "campaign": "none",
    }
    gathering |= {"starts_at": "2031-05-01T18:00", "ends_at": "2031-05-01T20:00"}
    return {
        "/appearance": {"theme": "dark"},
        "/language": {"locale": "cy"},
        "/operator/networks": {"hours": 4},
        "/operator/open311": {
            "name": "Lamp Watch",
            "areas": "1",
            "rights": "sends_updates",
            "per_hour": "9",
        },
        "/rules": {"version": 1},
        "/operator/people/<int:person_id>/role": {
            "area": "hodge-hill",
            "role": "member",
        },
        "/operator/people/<int:person_id>/operator": {"sure": "yes", "operates": "yes"},
        "/operator/people/<int:person_id>/factor": {"sure": "yes"},
        "/operator/areas/new": {"name": "Bromford", "about": ""},
        "/operator/safety/edit": {
            "accountable": "Pat Price, chair",
            "possible_answer": "yes",
            "possible_reason": "Anybody can read it.",
            "likely_answer": "no",
            "likely_reason": "It is about streets.",
        },
        "/operator/words/<place>": {"text": "We are the tenants."},
        "/complaints": {"about": "duty", "what": "Nobody answers."},
        "/operator/rules": {"rules": "Be kind\nAlways."},
        "/flag": {"kind": "issue", "id": things.other.id, "reason": "spam"},
        "/hide": basis,
        "/restore": basis,
        "/areas/<slug>/looks-first": {"on": "yes"},
        "/login": {
            "email": f"{'member' if who == 'visitor' else who}@example.org",
            "password": PASSWORD,
        },
        "/register": {
            "name": "Nia",
            "email": f"nia-{who}@example.org",
            "password": PASSWORD,
            "area": "hodge-hill",
        },
        "/areas/<slug>/let-in": {"let_in": 1},
        "/events/<int:event_id>/guests": {"yes": 1},
        "/areas/<slug>/edit": {
            "name": "Hodge Hill",
            "about": "",
            "own_rules": "Be kind.",
        },
        "/areas/<slug>/joining": {"joining": "at_once"},
        "/areas/<slug>/invitations": {"number": "1", "until": in_days(9).isoformat()},
        "/invited": {"code": "abcd-efgh-jkmn"},
        "/areas/<slug>/categories": {"name": "Allotments", "icon": "leaf"},
        "/areas/<slug>/categories/<category>/edit": {
            "name": "Din",
            "icon": "volume-2",
            "offered": "y",
        },
        "/areas/<slug>/looked-at": {"issue": things.issue.id},
        "/areas/<slug>/thank": {"claim": 2},
        "/areas/<slug>/desk/add": {
            "campaign": things.campaign.id,
            "issue": things.issue.id,
        },
        "/notifications": {"until": "3"},
        "/me/notifications": CHOICES,
        "/login/link": {"email": f"{who}@example.org"},
        "/privacy/address": {"email": f"{who}@example.org"},
        "/password/forgot": {"email": f"{who}@example.org"},
        "/me/security/password": {"present": PASSWORD, "password": f"{PASSWORD} new"},
        "/me/security/email": {"present": PASSWORD, "email": f"new-{who}@example.org"},
        "/me/security/end": {"key": "0" * 16},
        "/me/security/app": {"present": PASSWORD},
        "/me/security/app/remove": {"present": PASSWORD},
        "/issues/new": said
        | {"different": "yes"}
        | ({"name": "Nia", "email": "nia@example.org"} if who == "visitor" else {}),
        "/issues/<int:issue_id>/edit": said,
        "/issues/<int:issue_id>/comments": {"body": "Ours too."},
        "/issues/<int:issue_id>/comments/<int:comment_id>/edit": {"body": "Theirs."},
        "/issues/<int:issue_id>/comments/<int:comment_id>/remove": {"reason": "Rude."},
        "/issues/<int:issue_id>/ask": {"body": "Leave out the number."},
        "/issues/<int:issue_id>/purge": said,
        "/me/follows/category": {"area": "hodge-hill", "category": "noise"},
        "/me/follows/place": {"latitude": "52.5", "longitude": "-1.8", "km": "2"},
        "/me/follows/shape": {
            "name": "Home",
            "corners": "52.5,-1.8\n52.51,-1.8\n52.5,-1.79",
        },
        "/me/follows/stop": {"topic": "issue-1"},
        "/issues/<int:issue_id>/state": {
            "state": "not_done" if who == "operator" else "done",
            "reason": "So it is.",
        },
        "/issues/<int:issue_id>/verdict": {"verdict": "done"},
        "/issues/<int:issue_id>/next": {
            "what": "Ring the depot",
            "who": "Olu",
            "by": in_days(3),
        },
        "/issues/<int:issue_id>/merge": {
            "duplicate_of": things.other.id,
            "reason": "The same lamp.",
        },
        "/campaigns/new": aims | {"issue": things.issue.id},
        "/campaigns/<int:campaign_id>/edit": aims,
        "/campaigns/<int:campaign_id>/issues": {"issue": things.other.id},
        "/campaigns/<int:campaign_id>/stage": {
            "stage": "won" if who == "operator" else "acting"
        },
        "/campaigns/<int:campaign_id>/debrief": {
            "outcome": "won",
            "how": "All lit.",
            "state": "done",
            "other": "open",
        },
        "/campaigns/<int:campaign_id>/sign-ups": {
            "lines": f"Nia {who}, 12 Larch Road, yes",
            "signed_on": in_days(-1),
        },
        "/campaigns/<int:campaign_id>/updates": {"title": "News", "body": "Good news."},
        "/tasks/<int:task_id>/claim_for": {"name": "Ann"},
        "/tasks/<int:task_id>/comments": {"body": "I am late."},
        "/courses/new": COURSE
        | {"area": "ward-end" if who == "elsewhere" else "hodge-hill"},
        "/courses/<int:course_id>/edit": COURSE,
        "/introductions": {
            "who": "The head",
            "purpose": "The hall",
            "until": in_days(7),
            "middle": "5" if who == "organiser" else "3",  # another organiser
        },
        "/boards": {"address": "https://board.example.org"},
        "/areas/<slug>/councils": {"name": "Brum", "address": "https://brum.example"},
        "/one-to-ones": {
            "with": "Ann",
            "on": in_days(-1),
            "area": "ward-end" if who == "elsewhere" else "hodge-hill",
            "campaign": "none",
            "opens": "nothing",
        },
        "/campaigns/<int:campaign_id>/copy": {
            "area": "ward-end" if who == "elsewhere" else "hodge-hill",
            "starts_on": "2031-05-01",
        },
        "/me/templates/new": {
            "event": things.event.id,
            "name": "Tea",
            "area": "mine",
        },
        "/me/templates/<int:template_id>/edit": {"name": "Tea", "area": "mine"},
        "/me/about": {"can": "Cook for fifty", "seen_by": "members"},
        "/people/<int:person_id>": {"area": "hodge-hill", "young": "yes"},
        "/areas/<slug>/type-in": {"who": "member@example.org", "can": "Cook"}
        | dict.fromkeys((f"{kind}_seen_by" for kind in LineKind), "organisers"),
        "/requests": {"kind": "task", "id": things.task.id, "person": 1},
        "/courses/<int:course_id>/session": {
            "starts_at": "2031-05-01T18:00",
            "place": "The hall",
            "trainer": "me",
            "area": "ward-end" if who == "elsewhere" else "hodge-hill",
        },
        "/courses/<int:course_id>/skills": {"confirm": "yes"},
        "/courses/<int:course_id>/after": {"do": "stop"},
        "/courses/<int:course_id>/ask": {
            "do": "ask",
            "area": "ward-end" if who == "elsewhere" else "hodge-hill",
        },
        "/questions": {"kind": "task", "id": things.task.id, "body": "Is it dry?"},
        "/questions/<int:question_id>/answer": {"body": "It is."},
        "/tasks/<int:task_id>/claim_by_mail": {
            "name": "Nia",
            "email": "nia@example.org",
        },
        "/areas/<slug>/rounds": ASKED,
        "/rounds/<int:round_id>": {"do": "tell", "outcome": "We act."},
        "/rounds/<int:round_id>/answers": {"answer_1": "The crossing."},
        "/rounds/<int:round_id>/paper": {"answer_1": "The crossing.", **ON_PAPER},
        "/rounds/<int:round_id>/themes": {
            "answer": things.answer.id,
            "theme": "new",
            "title": "Roads",
        },
        "/rounds/<int:round_id>/themes/<int:theme_id>": {
            "campaign": "new",
            "title": "Light the park",
            "goal": "Lamps.",
        },
        "/areas/<slug>/cleared": {"person": 2, "cleared": "yes"},
        "/areas/<slug>/roles": {"name": "Treasurer"},
        "/campaigns/<int:campaign_id>/lent": {
            "person": 5,
            "until": in_days(9).isoformat(),
        },
        "/roles/<int:role_id>/edit": {"name": "Treasurer"},
        "/roles/<int:role_id>/handover": {"words": "The key is with Bev."},
        "/campaigns/<int:campaign_id>/tasks/new": {
            "title": "Count bins",
            "shape": "open",
        },
        "/events/new": gathering | {"area": "hodge-hill"},
        "/events/<int:event_id>/edit": gathering,
        "/events/<int:event_id>/cancel": {"reason": "The hall is flooded."},
        "/events/<int:event_id>/register": {"newcomers": "Ann Hill"},
        "/events/<int:event_id>/turnout": {"name": f"Bev {who}", "number": "5"},
        "/campaigns/<int:campaign_id>/reached": {"reached": "7", "was": "212"},
        "/campaigns/<int:campaign_id>/partners": {"name": "Trinity Hall"},
        "/campaigns/<int:campaign_id>/partners/<int:partner_id>/edit": {
            "name": "Trinity Hall"
        },
        "/campaigns/<int:campaign_id>/pledges": {
            "partner": "other",
            "who": "Ann",
            "what": "Tea",
        },
        "/campaigns/<int:campaign_id>/pledges/<int:pledge_id>/edit": {
            **{"partner": "other", "who": "Ann", "what": "Tea", "state": "brought"},
        },
        "/campaigns/<int:campaign_id>/promises": promise,
        "/campaigns/<int:campaign_id>/promises/<int:promise_id>/edit": promise,
        "/campaigns/<int:campaign_id>/promises/<int:promise_id>/settle": {
            "state": "kept",
            "on": "2026-01-01",
        },
        "/campaigns/<int:campaign_id>/contacts": {
            "name": "Ada Brown",
            "stance": "undecided",
        },
        "/campaigns/<int:campaign_id>/contacts/<int:contact_id>/edit": {
            "name": "Ada Brown",
            "stance": "undecided",
        },
        "/tasks/<int:task_id>/edit": {"title": "Count bins"},
        "/tasks/<int:task_id>/cancel": {"reason": "It rains."},
        "/playbooks/new": {
            "area": "hodge-hill",
            "title": "Tea for all",
            "body": "Tea.",
        },
        "/playbooks/<int:playbook_id>/edit": {"title": "A garden", "body": "Beans."},
        "/playbooks/<int:playbook_id>/suggest": {
            "step": "",
            "words": "Begin later.",
            "why": "It was cold.",
        },
        "/playbooks/<int:playbook_id>/use": {
            "area": "hodge-hill",
            "starts_on": "2031-05-01",
            "gate": "y",
        },
    }.get(path, {})


def address(path: str, things: Things, number: Any = None, slug: str = "") -> str:
    """The path with real ids in it, or with these."""
    ids = {
        "issue_id": things.issue.id,
        "campaign_id": things.campaign.id,
        "task_id": things.task.id,
        "playbook_id": things.playbook.id,
        "comment_id": 1,
    }
    ids["event_id"] = things.event.id
    ids |= {"round_id": things.round.id, "answer_id": things.answer.id}
    ids |= {"theme_id": things.theme.id, "template_id": things.template.id}
    ids |= dict.fromkeys(("partner_id", "pledge_id", "promise_id", "contact_id"), 1)
    ids |= {"case_id": 1, "number": 1}
    ids |= {
        "passkey_id": 1,
        "suggestion_id": 1,
        "sign_up_id": 1,
        "update_id": 1,
        "question_id": 1,
        "course_id": 1,
        "board_id": 999_999,
        "arrival_id": 1,
        "council_id": 1,
        "report_id": 1,
        "talk_id": 1,
        "introduction_id": 1,
        "version": 1,
        "part": 1,
    }
    ids |= {"role_id": things.role.id, "request_id": 1}
    ids |= {"caller_id": 999_999, "complaint_id": 1, "person_id": 1, "mail_id": 999_999}
    for name, known in ids.items():
        path = path.replace(f"<int:{name}>", str(known if number is None else number))
    path = (
        path.replace("<token>", slug or "made-up")
        .replace("/sitemap-<kind>", "/sitemap-issues")
        .replace("<kind>", "areas")
        .replace("<path:filename>", "board.css")
    )
    path = path.replace("<category>", slug or "noise").replace("<name>", "made-up")
    path = path.replace("<place>", slug or "front")
    return path.replace("<slug>", slug or "hodge-hill").replace(
        "<key>", slug or "hodge-hill"
    )


def rule(text: str) -> str:
    """The address as the table writes it."""
    return re.sub(r"<any\(.*?\):kind>", "<kind>", text)


def test_every_address_stands_in_the_table(app: Flask) -> None:
    known = {
        (method, rule(str(found)))
        for found in app.url_map.iter_rules()
        for method in (found.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert known == set(ROUTES), (
        f"say in TABLE who gets what there: {known - set(ROUTES)}; "
        f"take out: {set(ROUTES) - known}"
    )


def word(page: Page) -> str:
    """What somebody gets, as the table writes it."""
    return (
        "login"
        if page.status == 303 and page.location.startswith("/login?next=/")
        else str(page.status)
    )


def test_everyone_reads_what_the_table_says_and_writes_nothing(
    browsers: dict[str, Browser], rows: Rows, things: Things
) -> None:
    before = rows.everything()
    for path in GETS:
        got = {
            who: word(browser.get(address(path, things)))
            for who, browser in browsers.items()
        }
        assert got == ROUTES["GET", path], path
    assert rows.everything() == before


@pytest.mark.parametrize("path", POSTS)
def test_everyone_may_do_what_the_table_says(
    browsers: dict[str, Browser], things: Things, path: str
) -> None:
    at = address(path, things)
    got = {
        who: word(browser.post(at, fields(path, things, who)))
        for who, browser in browsers.items()
    }
    assert got == ROUTES["POST", path]


@on_sqlite
def test_htmx_sends_a_visitor_to_sign_in_with_a_header(
    browsers: dict[str, Browser], rows: Rows, things: Things
) -> None:
    before = rows.everything()
    for path in sorted(set(FORMS) - OPEN):
        page = browsers["visitor"].post(
            address(path, things), fields(path, things, "visitor"), htmx=True
        )
        assert page.status == 401, path
        assert page.headers["hx-redirect"].startswith("/login?next=/"), path
        assert page.text == "", path
    assert rows.everything() == before


@on_sqlite
@pytest.mark.parametrize("who", ["visitor", "resident", "organiser"])
def test_without_its_token_no_form_is_taken(
    browsers: dict[str, Browser], rows: Rows, things: Things, who: str
) -> None:
    before = rows.everything()
    browser, other = browsers[who], browsers["member"].token()
    browser.token()
    for path in sorted(set(FORMS) - PROVEN):
        at, values = address(path, things), list(fields(path, things, who).items())
        ways: set[str] = set()
        for token in ([], [("csrf_token", "made-up")], [("csrf_token", other)]):
            page, fragment = (
                browser.send_form(at, values + token, htmx=htmx)
                for htmx in (False, True)
            )
            if who == "visitor" and path not in OPEN:
                assert (page.status, fragment.status) == (303, 401), path
                continue
            assert (page.status, fragment.status) == (400, 400), path
            for answer in (page, fragment):
                assert answer.says(
                    "We could not take that form", "Go back,", "send it again."
                ), path
            assert "<html" not in fragment.text, path
            ways.add(way_back(page))
        # where it can be read by them, the form itself
        nowhere = ("case_id", "council_id", "report_id", "/send")
        if any(part in path for part in nowhere):  # there is none: nowhere to go
            continue
        form = ROUTES.get(("GET", path), {}).get(who, "200")
        for back in map(browser.get, ways):
            if back.status == 403 and path.startswith(("/operator/", "/boards")):
                continue  # nobody but an operator has anything there
            assert str(back.status) == form or browser.follow(back).status == 200, path
    assert rows.everything() == before


def way_back(page: Page) -> str:
    """Where the error page's button leads."""
    found = re.search(
        r'class="button" href="([^"]+)">(?:Go back|Go to the front page)<', page.text
    )
    assert found, page.text
    return found[1]


def test_asking_for_the_head_of_a_page_writes_nothing(
    browsers: dict[str, Browser], rows: Rows, things: Things
) -> None:
    before = rows.everything()
    for browser in browsers.values():
        for path in GETS:
            browser.open("HEAD", address(path, things))
    assert rows.everything() == before


@on_sqlite
def test_an_address_that_only_takes_forms_says_so(
    browsers: dict[str, Browser], things: Things
) -> None:
    for path in [path for path in POSTS if ("GET", path) not in ROUTES]:
        for browser in (browsers["visitor"], browsers["operator"]):
            page = browser.get(address(path, things))
            assert page.status == 405, path
            assert "POST" in page.headers["allow"]
            assert page.says("That can't be done here")


NOT_THERE = ("We can't find that", "This link does not work any more")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_not_there_is_not_found(
    browsers: dict[str, Browser], rows: Rows, things: Things, method: str
) -> None:
    before, operator = rows.totals(), browsers["operator"]
    for path in [
        path
        for known, path in ROUTES
        if known == method and "<" in path and "static" not in path
    ]:
        named = any(
            f"<{name}>" in path
            for name in ("slug", "key", "token", "place", "name", "category")
        )
        keys: list[Any] = (
            ["nowhere", "%00", "a" * 3000, "%ff%fe", "1"]
            if named
            else [0, 999_999, 2**31, 2**63, "one"]
        )
        said = fields(path, things, "operator")
        for n, key in enumerate(keys):
            at = address(path, things, number=key, slug=str(key))
            asked = {"Accept": "application/json"} if n % 2 else {}
            page = (
                operator.get(at, **asked)
                if method == "GET"
                else operator.post(at, said, **asked)
            )
            assert page.status == 404, at[:80]
            if at.startswith(("/open311/v2", "/open311/test")):
                assert "404" in page.text  # in a form of its own
                continue
            assert (page.json["title"] if asked else page.h1) in NOT_THERE, at[:80]
    assert rows.totals() == before


@pytest.mark.parametrize("kind", ["issues", "campaigns"])
def test_following_what_is_not_there_is_not_found(member: Browser, kind: str) -> None:
    for key in ("0", "999999", str(2**31), str(10**30), "-1", "x", "%00", "٣"):
        for verb in ("follow", "unfollow"):
            assert member.post(f"/{kind}/{key}/{verb}").status == 404, key


# Pages on which nobody is signed in: in a frame on another site, or kept on a device.
OF_NOBODY = ("/embed", "/offline")
# Files and kept pages: they hold nothing of whoever asks.
SAME_FOR_ALL = ("/static/", "/accent.css", "/sw.js", "/offline")


def test_every_answer_carries_its_guards(
    browsers: dict[str, Browser], things: Things
) -> None:
    for who in ("visitor", "organiser"):
        for path in [*GETS, "/nowhere", "/logout"]:
            page = browsers[who].get(address(path, things))
            policy = page.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert page.headers["x-content-type-options"] == "nosniff"
            # only a page sends its reader on
            if page.headers["content-type"].startswith("text/html"):
                is_page = "<html" in page.text and page.status != 303
                if who != "visitor" and is_page and not path.endswith(OF_NOBODY):
                    assert 'action="/logout"' in page.text, path
                told = "strict-origin" if "<token>" in path else "same-origin"
                assert page.headers["referrer-policy"] == told, path
                assert "script-src 'self'" in policy
            if who != "visitor" and not path.startswith(SAME_FOR_ALL):
                assert page.headers["cache-control"] == "no-store", path


def test_where_an_answer_depends_on_htmx_it_says_so(
    browsers: dict[str, Browser], things: Things
) -> None:
    member = browsers["member"]
    both = [
        member.get("/issues"),
        member.get("/issues", **{"HX-Request": "true", "HX-Request-Type": "partial"}),
        member.post(f"/issues/{things.issue.id}/second"),
        member.post(f"/tasks/{things.task.id}/claim", htmx=True),
        member.post(f"/tasks/{things.task.id}/claim", htmx=True),
    ]
    assert [page.status for page in both] == [200, 200, 303, 200, 409]
    for page in both:
        assert {"HX-Request", "HX-Request-Type"} <= set(
            re.split(r",\s*", page.headers["vary"])
        ), page


def test_whoever_may_not_is_led_to_where_they_may(
    resident: Browser, things: Things
) -> None:
    issue, campaign = f"/issues/{things.issue.id}", f"/campaigns/{things.campaign.id}"
    for path in (f"{issue}/state", f"{campaign}/edit", f"{campaign}/stage"):
        for page in (resident.get(path), resident.post(path)):
            assert page.status == 403
            assert page.h1 == "This is not yours to change"
            assert resident.get(way_back(page)).status == 200


QUERIES = {
    "/issues": [
        "q",
        "area",
        "category",
        "kind",
        "state",
        "sort",
        "near",
        "within",
        "mine",
        "followed",
        "after",
    ],
    "/issues.atom": [
        "q",
        "area",
        "category",
        "kind",
        "state",
        "sort",
        "near",
        "within",
        "after",
    ],
    "/issues.csv": ["q", "area", "near", "after"],
    "/issues.geojson": ["q", "area", "near", "after"],
    "/campaigns.atom": ["q", "area", "stage", "after"],
    "/areas/at": ["near"],
    "/areas/hodge-hill/cleared": ["q"],
    "/areas/hodge-hill/roles": ["campaign"],
    "/areas/hodge-hill/people": ["after", "who", "role", "what"],
    "/tasks.csv": ["area", "skill", "shape", "when", "after"],
    "/campaigns": ["q", "area", "stage", "after"],
    "/campaigns/1/debrief": ["stage"],
    "/campaigns/1/sign-ups": ["after"],
    "/campaigns/1/call-list": ["after"],
    "/tasks": ["area", "skill", "shape", "when", "after"],
    "/events": ["area", "kind", "when", "after"],
    "/events.ics": ["area", "kind", "when", "after"],
    "/events/new": ["area", "campaign"],
    "/areas/hodge-hill/rounds": ["after"],
    "/search": ["q"],
    "/me/follows": ["area", "after"],
    "/people": ["skill", "kind", "area", "after"],
    "/areas/hodge-hill/type-in": ["who"],
    "/notifications": ["after"],
    "/campaigns/new": ["issue", "area"],
    "/areas/hodge-hill/desk": ["show"],
    "/areas/hodge-hill/desk/add": ["campaign", "issue"],
    "/campaigns/1": ["tasks"],
    "/campaigns/1/backers": ["after"],
    "/campaigns/1/posts": ["after"],
    "/issues/new": ["area", "category"],
    "/issues/similar": [
        "title",
        "body",
        "place",
        "area",
        "category",
        "latitude",
        "longitude",
    ],
    "/issues/1/merge": ["q"],
    "/campaigns/1/tasks/new": ["shape", "repeats"],
    "/tasks/1/edit": ["shape", "scope"],
    "/tasks/1/cancel": ["scope"],
    "/register": ["area"],
    "/login": ["next"],
    "/appearance": ["next"],
    "/accent.css": ["v"],
}
ODD = [
    "",
    "%00",
    "%ff%fe",
    "%",
    "'\"<>&",
    "x" * 9000,
    "9" * 40,
    "-1",
    "1e999",
    "NaN,NaN",
    "inf,0",
    "91,0",
    "1,2,3",
    "[]",
]
ODD += [
    "%E2%80%AE",
    "٣",
    "0001-01-01.1",
    "9999-12-31.99999999999",
    "2026-01-01.x",
    "*",
    'a" OR 1=1 --',
    "AND NOT OR",
    "%25_",
]
# What only `after` reads: places in a list. To all else they are letters and digits.
PLACES = [base64.urlsafe_b64encode(json.encode()).decode().rstrip("=") for json in (
    "5", "[]", "[1]", "[null, 1]", "[Infinity, 1]", "[NaN, 1]",
    f"[-{'9' * 40}, 1]", "[1, Infinity]", f"[{'9' * 40}, 1]", f"[1, {'9' * 40}]",
    '["2026-01-01", 1]', '["0001-01-01T00:00:00+23:59", 1]', '["9999-12-31T23:59:59-23:59", 1]', '["x", 1]',
    ('["2026-01-01T00:00:00+00:00", '
        f'{"9" * 40}]'), "[1.5, 1]", '["1", "2"]', "[true, true]", "[[1], 1]", "{}", "[" * 100,
)]  # fmt: skip


@pytest.mark.parametrize("path", QUERIES)
def test_no_query_breaks_a_page(
    operator: Browser, organiser: Browser, things: Things, path: str
) -> None:
    # what people did in an area is read by its organisers alone
    reader = organiser if path == "/areas/hodge-hill/people" else operator
    # a place in a list is read by its order; only the list of posts has several
    orders = [""]
    if path.startswith("/issues"):
        orders += ["&sort=seconded", "&sort=near&near=52.5,-1.8"]
    for name in QUERIES[path]:
        for value in ODD + PLACES if name == "after" else ODD:
            for more in orders if name == "after" else [""]:
                page = reader.get(f"{path}?{name}={value}{more}")
                assert page.status in (200, 400, 404), (
                    name,
                    value[:80],
                    more,
                    page.status,
                )
                assert page.status != 404 or path == "/campaigns/new"
                assert page.status != 400 or value == "%00"
