"""代领说明 on screen: the office says why one person signed for so many."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from staff.actions.proxies import explain_proxy
from staff.models import Campaign
from welfare.access import UserRequest, refusals_shown, requires


@require_POST
@requires("manage_campaigns")
def campaign_proxy(request: UserRequest, pk: int, proxy: int) -> HttpResponse:
    """代领说明, beside the alarm and in the list of his lines."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    one = get_object_or_404(campaign.proxies, pk=proxy)
    with refusals_shown(request):
        words = request.POST.get("words", "")
        explain_proxy(one, words=words, by=request.user)
        messages.success(request, f"{one.name}代领的说明已记下，写了就不能改。")
    return redirect(f"{reverse('campaign-gifts', args=[pk])}?proxy={one.pk}")
