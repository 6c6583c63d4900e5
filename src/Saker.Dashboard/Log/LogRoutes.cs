using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Monitoring.Log;

namespace Saker.Dashboard.Log;

/// <summary>The pages of the prediction log, which need the role that reading it by the API needs.</summary>
internal static class LogRoutes
{
    private const int MaxRequests = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/log", LogAsync).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/log/{id}", RequestAsync).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
    }

    private static async Task<IResult> LogAsync(string? endpoint, string? filter, string? page, IPredictionLog log, CancellationToken cancellationToken)
    {
        var asked = new LogFilter { Endpoint = string.IsNullOrWhiteSpace(endpoint) ? null : endpoint, Where = filter, Page = page, MaxCount = MaxRequests };
        LogPage? found = null;
        string? fault = null;
        try
        {
            found = await log.QueryAsync(asked, cancellationToken);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            fault = e.Message;
        }
        return Pages.Show<LogListPage>(
            (nameof(LogListPage.Asked), asked), (nameof(LogListPage.Found), found), (nameof(LogListPage.Fault), fault), (nameof(LogListPage.Status), await log.GetStatusAsync(cancellationToken)));
    }

    private static async Task<IResult> RequestAsync(string id, IPredictionLog log, CancellationToken cancellationToken)
    {
        var found = (await log.FindAsync([id], cancellationToken)).MaxBy(prediction => prediction.At) ?? throw Pages.Missing("logged request", id, "/log");
        return Pages.Show<LoggedRequestPage>((nameof(LoggedRequestPage.Request), found));
    }
}
