using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Settings;
using Saker.Platform.Alerts;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>The button that sends a receiver a test message: the same act as the API's, answered with the page.</summary>
internal static class ReceiverForms
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/settings/receivers/{name}/test", TestAsync).Needs(Role.Admin).Audited(AuditActs.AlertTested).ExcludeFromDescription();

    private static async Task<IResult> TestAsync(string name, HttpContext context, AlertDesk desk, AlertSettingsStore settings, CancellationToken cancellationToken)
    {
        await PageForm.RequireAsync(context, "POST /api/alerts/receivers/{name}/test", cancellationToken);
        context.SetAuditTarget($"receiver {name}");
        var fault = await desk.TestAsync(name, cancellationToken);
        context.SetAuditDetail(fault ?? "delivered");
        return new PageResult<ReceiversPage>(new()
        {
            [nameof(ReceiversPage.Receivers)] = await settings.ListReceiversAsync(cancellationToken),
            [nameof(ReceiversPage.Tested)] = name,
            [nameof(ReceiversPage.TestFault)] = fault,
        });
    }
}
