using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Data;
using Saker.Learning.Scores.Segments;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;

namespace Saker.Dashboard.Performance;

/// <summary>The page of how an endpoint fares by its outcomes.</summary>
internal static class PerformanceRoutes
{
    private const string StandardRange = "30d";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/watching/{endpoint}/performance", ShowAsync).ExcludeFromDescription();
        routes.MapGet("/live/watching/{endpoint}/performance", Live).ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(
        string endpoint, string? range, string? from, string? to, string? score, string? by, PerformanceReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        var question = Read(endpoint, range, from, to, score, by, time);
        try
        {
            return Pages.Show<PerformancePage>((nameof(PerformancePage.Performance), await reader.GetAsync(QueryOf(question), cancellationToken)), (nameof(PerformancePage.Question), question));
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            throw Pages.Missing("endpoint", endpoint, "/watching");
        }
    }

    private static Task Live(
        string endpoint, string? range, string? from, string? to, string? score, string? by, HttpContext context, LiveStreams streams, PerformanceReader reader, IOutcomeStore outcomes, TimeProvider time) => streams.RunAsync(
        context,
        [
            new LiveEvent("performance", async token =>
            {
                var question = Read(endpoint, range, from, to, score, by, time);
                return await Rendering.RenderAsync<PerformancePanel>(context, (nameof(PerformancePanel.Performance), await reader.GetAsync(QueryOf(question), token)), (nameof(PerformancePanel.Question), question));
            })
            {
                // Windows are estimated and judged by and by, without an outcome.
                VersionAsync = async token => FormattableString.Invariant($"{await outcomes.GetLastJoinAsync(token)} {time.GetUtcNow().Ticks / TimeSpan.TicksPerMinute}"),
            },
        ]);

    private static PerformanceQuestion Read(string endpoint, string? range, string? from, string? to, string? score, string? by, TimeProvider time) => new(
        endpoint, TimeRange.Read(range, from, to, StandardRange, time.GetUtcNow()), string.IsNullOrEmpty(score) ? null : score, string.IsNullOrWhiteSpace(by) ? null : by.Trim());

    private static PerformanceQuery QueryOf(PerformanceQuestion question) =>
        new(question.Endpoint, question.Range.From, question.By is { } column ? [SegmentRequest.By(column)] : []) { Until = question.Range.Name is null ? question.Range.To : null };
}
