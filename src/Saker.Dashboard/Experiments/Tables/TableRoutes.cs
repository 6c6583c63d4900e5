using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>Pages of experiments and of the runs in them.</summary>
internal static class TableRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/experiments", ListAsync).ExcludeFromDescription();
        routes.MapGet("/experiments/{id}", TableAsync).ExcludeFromDescription();
        routes.MapGet("/experiments/{id}/rows", RowsAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ListAsync(string? name, string? state, string? page, ExperimentTables tables, CancellationToken cancellationToken) =>
        Pages.Show<ExperimentsPage>((nameof(ExperimentsPage.List), await tables.ListAsync(name, TableRequest.StateOf(state), page, cancellationToken)));

    private static async Task<IResult> TableAsync([AsParameters] TableQuery query, ExperimentTables tables, TimeProvider time, CancellationToken cancellationToken) => Pages.Show<ExperimentPage>(
        (nameof(ExperimentPage.Table), await FindAsync(query, tables, cancellationToken)),
        (nameof(ExperimentPage.Now), time.GetUtcNow()));

    private static async Task<IResult> RowsAsync([AsParameters] TableQuery query, HttpContext context, ExperimentTables tables, TimeProvider time, CancellationToken cancellationToken)
    {
        var table = await FindAsync(query, tables, cancellationToken);
        var html = await Rendering.RenderAsync<MoreRuns>(context.RequestServices, Pages.Parameters((nameof(MoreRuns.Table), table), (nameof(MoreRuns.Now), time.GetUtcNow())));
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(html, "text/html; charset=utf-8");
    }

    private static async Task<ExperimentTable> FindAsync(TableQuery query, ExperimentTables tables, CancellationToken cancellationToken) =>
        await tables.FindAsync(query.ToRequest(), cancellationToken) ?? throw Pages.Missing("experiment", query.Id, "/experiments");
}
