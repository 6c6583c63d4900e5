using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Data;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>Pages of experiments and of the runs in them.</summary>
internal static class TableRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/experiments", ListAsync).ExcludeFromDescription();
        routes.MapGet("/experiments/{id}", TableAsync).ExcludeFromDescription();
        routes.MapGet("/live/experiments", LiveList).ExcludeFromDescription();
        routes.MapGet("/live/experiments/{id}", LiveTableAsync).ExcludeFromDescription();
        routes.MapGet("/experiments/{id}/rows", RowsAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ListAsync(string? name, string? state, string? page, ExperimentTables tables, CancellationToken cancellationToken) =>
        Pages.Show<ExperimentsPage>((nameof(ExperimentsPage.List), await tables.ListAsync(name, TableRequest.StateOf(state), page, cancellationToken)));

    private static Task LiveList(string? name, string? state, string? page, HttpContext context, LiveStreams streams, ExperimentTables tables) =>
        streams.FollowAsync(context, token => ListAsync(name, state, page, tables, token), tables.StampAsync, "experiments");

    private static async Task<IResult> TableAsync([AsParameters] TableQuery query, ExperimentTables tables, TimeProvider time, CancellationToken cancellationToken) => Pages.Show<ExperimentPage>(
        (nameof(ExperimentPage.Table), await FindAsync(query, tables, cancellationToken)),
        (nameof(ExperimentPage.Now), time.GetUtcNow()));

    private static async Task<IResult> RowsAsync([AsParameters] TableQuery query, string[] run, HttpContext context, ExperimentTables tables, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = query.ToRequest() with { Runs = TableRequest.RunsOf(run) };
        var table = await tables.FindAsync(request, cancellationToken) ?? throw Missing(query);
        // Rows that a search refused are none, which says nothing of those that are shown.
        if (table.Fault is { } fault)
            throw new SakerException(ErrorKind.InvalidInput, fault.Message, fault.Field);
        var html = await Rendering.RenderAsync<MoreRuns>(context.RequestServices, Pages.Parameters((nameof(MoreRuns.Table), table), (nameof(MoreRuns.Now), time.GetUtcNow())));
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(html, "text/html; charset=utf-8");
    }

    // A table is not replaced while somebody selects in it: its rows are sent, and the script puts in what changed.
    private static async Task LiveTableAsync([AsParameters] TableQuery query, HttpContext context, LiveStreams streams, ExperimentTables tables, TablePaces paces, TimeProvider time, CancellationToken cancellationToken)
    {
        var experiment = (await FindAsync(query, tables, cancellationToken)).Experiment.Id;
        var address = context.Request.Path + context.Request.QueryString;
        await streams.RunAsync(
            context,
            [
                // What is told of the experiment itself, beside its runs.
                new LiveEvent("title", async token => await Rendering.RenderAsync<ExperimentTitle>(context, (nameof(ExperimentTitle.Experiment), await GetAsync(query, tables, token)))) { VersionAsync = StampAsync },
                new LiveEvent("acts", async token => await Rendering.RenderAsync<ExperimentActs>(context, (nameof(ExperimentActs.Experiment), await GetAsync(query, tables, token)))) { VersionAsync = StampAsync },
                new LiveEvent("rows", async token =>
                {
                    var began = time.GetTimestamp();
                    var table = await FindAsync(query, tables, token);
                    var html = await Rendering.RenderAsync<MoreRuns>(context, (nameof(MoreRuns.Table), table), (nameof(MoreRuns.Now), time.GetUtcNow()));
                    paces.Took(address, time.GetElapsedTime(began));
                    return JsonSerializer.Serialize(new { count = Format.Count(table.Experiment.RunCount), html });
                })
                {
                    VersionAsync = async token =>
                    {
                        var (activity, isRunning) = await tables.LookAsync(experiment, token);
                        return $"{paces.Beat(address, isRunning)} {activity}";
                    },
                },
            ]);

        async Task<string> StampAsync(CancellationToken token) => (await GetAsync(query, tables, token)).UpdatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<Experiment> GetAsync(TableQuery query, ExperimentTables tables, CancellationToken cancellationToken) =>
        await tables.FindExperimentAsync(new ExperimentId(query.Id), cancellationToken) ?? throw Missing(query);

    private static async Task<ExperimentTable> FindAsync(TableQuery query, ExperimentTables tables, CancellationToken cancellationToken) =>
        await tables.FindAsync(query.ToRequest(), cancellationToken) ?? throw Missing(query);

    private static SakerException Missing(TableQuery query) => Pages.Missing("experiment", query.Id, "/experiments");
}
