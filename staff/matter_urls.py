"""URLs of the matters 转办事项, the prompts 系统提示 and the reminders 提醒."""

from django.urls import URLPattern, URLResolver, path

from staff.views import matters, prompts, reminders

urlpatterns: list[URLPattern | URLResolver] = [
    path("matters/", matters.matter_list, name="matter-list"),
    path("matters/trend/", matters.matter_trend_page, name="matter-trend"),
    path("matters/<int:pk>/press/", matters.matter_press, name="matter-press"),
    path("matters/<int:pk>/", matters.matter_detail, name="matter-detail"),
    path("matters/<int:pk>/assign/", matters.matter_assign, name="matter-assign"),
    path("matters/<int:pk>/answer/", matters.matter_answer, name="matter-answer"),
    path("matters/<int:pk>/rate/", matters.matter_rate, name="matter-rate"),
    path("workers/<int:pk>/matter/", matters.matter_new, name="matter-new"),
    path("reminders/", reminders.reminder_desk, name="reminder-desk"),
    path("reminders/print/", reminders.reminder_print, name="reminder-print"),
    path("reminders/log/", reminders.reminder_log, name="reminder-log"),
    path("prompts/", prompts.prompt_list, name="prompt-list"),
    path("prompts/<int:pk>/take/", prompts.prompt_take, name="prompt-take"),
    path("prompts/<int:pk>/dismiss/", prompts.prompt_dismiss, name="prompt-dismiss"),
]
