using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Dashboard.Log;

/// <summary>The pages of the prediction log, which need the role that reading it by the API needs.</summary>
internal static class LogRoutes
{
    private const int MaxRequests = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/log", LogAsync).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/live/log", Live).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
        routes.MapGet("/log/{id}", RequestAsync).WithMetadata(new NeedsRole(Role.Deployer)).ExcludeFromDescription();
    }

    private static async Task<IResult> LogAsync([AsParameters] LogParameters parameters, IPredictionLog log, IMonitorStore monitors, TimeProvider time, CancellationToken cancellationToken)
    {
        var asked = parameters.Read(time.GetUtcNow());
        LogPage? found = null;
        string? fault = null;
        try
        {
            found = await log.QueryAsync(asked.ToFilter(MaxRequests), cancellationToken);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.InvalidInput)
        {
            fault = e.Message;
        }
        return Pages.Show<LogListPage>(
            (nameof(LogListPage.Asked), asked),
            (nameof(LogListPage.Found), found),
            (nameof(LogListPage.Fault), fault),
            (nameof(LogListPage.Status), await log.GetStatusAsync(cancellationToken)),
            (nameof(LogListPage.Endpoints), (await monitors.ListAsync(cancellationToken)).Select(monitor => monitor.Endpoint).ToList()));
    }

    private static Task Live([AsParameters] LogParameters parameters, HttpContext context, LiveStreams streams, IPredictionLog log, TimeProvider time) => streams.RunAsync(
        context,
        [
            new LiveEvent("requests", async token =>
            {
                var asked = parameters.Read(time.GetUtcNow());
                return await Rendering.RenderAsync<LogTable>(
                    context.RequestServices, Pages.Parameters((nameof(LogTable.Asked), asked), (nameof(LogTable.Found), await log.QueryAsync(asked.ToFilter(MaxRequests), token))));
            })
            {
                VersionAsync = async token => await log.GetStatusAsync(token) is var status ? string.Create(CultureInfo.InvariantCulture, $"{status.WrittenCount} {status.SealedCount} {status.ErasedCount}") : "",
            },
        ]);

    private static async Task<IResult> RequestAsync(string id, string? endpoint, string? at, IPredictionLog log, IOutcomeStore outcomes, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, endpoint, at, log, cancellationToken) ?? throw Pages.Missing("logged request", id, "/log");
        return Pages.Show<LoggedRequestPage>((nameof(LoggedRequestPage.Request), found), (nameof(LoggedRequestPage.Outcomes), await outcomes.FindAsync(id, cancellationToken)));
    }

    /// <summary>By its time where the address has it, else in all of the log.</summary>
    private static async Task<LoggedPrediction?> FindAsync(string id, string? endpoint, string? at, IPredictionLog log, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(endpoint) && !string.IsNullOrEmpty(at) && !id.Contains('\'', StringComparison.Ordinal) && !id.Contains('\\', StringComparison.Ordinal))
        {
            // The address has milliseconds, the log finer ones.
            var moment = TimeRange.Parse(at, "at");
            var filter = new LogFilter { Endpoint = endpoint, From = moment.AddMilliseconds(-1), To = moment.AddSeconds(1), Where = $"id = '{id}'", MaxCount = 1 };
            if ((await log.QueryAsync(filter, cancellationToken)).Predictions is [var here])
                return here;
        }
        return (await log.FindAsync([id], cancellationToken)).MaxBy(prediction => prediction.At);
    }
}
