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
    }

    private static async Task<IResult> ListAsync(string? name, string? state, string? page, ExperimentTables tables, CancellationToken cancellationToken) =>
        Pages.Show<ExperimentsPage>((nameof(ExperimentsPage.List), await tables.ListAsync(name, TableRequest.StateOf(state), page, cancellationToken)));

    private static async Task<IResult> TableAsync(
        string id, string? chosen, string[] c, string? filter, string? order, string? state, string? flat, string? page, ExperimentTables tables, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = TableRequest.Of(new ExperimentId(id), chosen is not null, c, state) with { Filter = Text(filter), Order = Text(order), IsFlat = Text(flat) is not null, Page = Text(page) };
        return Pages.Show<ExperimentPage>(
            (nameof(ExperimentPage.Table), await tables.FindAsync(request, cancellationToken) ?? throw Pages.Missing("experiment", id, "/experiments")),
            (nameof(ExperimentPage.Now), time.GetUtcNow()));
    }

    private static string? Text(string? written) => string.IsNullOrWhiteSpace(written) ? null : written.Trim();
}
