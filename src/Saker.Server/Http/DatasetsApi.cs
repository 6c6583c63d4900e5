using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Data.Comparing;
using Saker.Data.Sources;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Stored dataset versions, looked at.</summary>
internal static class DatasetsApi
{
    private const int DefaultRows = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/datasets").WithTags("Datasets").Needs(Role.Viewer);
        group.MapGet("", ListAsync).WithName("listDatasets").WithSummary("Stored dataset versions, also those whose rows were removed.");
        group.MapGet("/{name}", ListVersionsAsync).WithName("listDatasetVersions").WithSummary("The versions of one dataset, the newest first.").Fails(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/compare", CompareAsync).WithName("compareDatasets")
            .WithSummary("How two versions differ: before and after are version numbers; key=COLUMN, repeated, tells which columns name a row; max is how many added and removed rows are shown.")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapGet("/{name}/{version:int}", GetAsync).WithName("getDataset").WithSummary("One version, with where it comes from and what was made of it.").Fails(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/{version:int}/schema", GetSchemaAsync).WithName("getDatasetSchema").WithSummary("The columns of a version.").Fails(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/{version:int}/profile", GetProfileAsync).WithName("getDatasetProfile").WithSummary("The profile of a version's rows, also when they were removed.").Produces<JsonObject>().Fails(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/{version:int}/checks", GetChecksAsync).WithName("getDatasetChecks").WithSummary("What the checks said of the rows before they were stored.").Produces<JsonObject>().Fails(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/{version:int}/rows", GetRowsAsync).WithName("getDatasetRows").WithSummary("Some rows, in their order: max of them from offset.")
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        DatasetChecksApi.Map(group);
        DatasetLeakageApi.Map(group);
        PrototypesApi.Map(group);
        DatasetChangesApi.Map(api, group);
    }

    internal static async Task<DatasetVersion> FindAsync(string name, int version, IDatasetStore datasets, CancellationToken cancellationToken) =>
        await datasets.FindAsync(new DatasetReference(name, version), cancellationToken)
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset version '{name}/{version}'. GET /api/datasets lists what there is.", "dataset");

    private static async Task<Ok<DatasetList>> ListAsync(IDatasetStore datasets, CancellationToken cancellationToken) =>
        TypedResults.Ok(new DatasetList([.. (await datasets.ListAsync(cancellationToken)).Select(DatasetWire.ToInfo)]));

    private static async Task<Ok<DatasetList>> ListVersionsAsync(string name, IDatasetStore datasets, CancellationToken cancellationToken)
    {
        var versions = await datasets.ListAsync(cancellationToken, name);
        return versions.Count > 0
            ? TypedResults.Ok(new DatasetList([.. versions.Select(DatasetWire.ToInfo)]))
            : throw new SakerException(ErrorKind.NotFound, $"There is no dataset '{name}'. GET /api/datasets lists what there is.", "dataset");
    }

    private static async Task<Ok<DatasetInfo>> GetAsync(string name, int version, IDatasetStore datasets, DatasetUses uses, CancellationToken cancellationToken)
    {
        var found = await FindAsync(name, version, datasets, cancellationToken);
        return TypedResults.Ok(found.ToInfo(await uses.FindAsync(found, cancellationToken)));
    }

    private static async Task<Ok<IReadOnlyList<ColumnInfo>>> GetSchemaAsync(string name, int version, IDatasetStore datasets, CancellationToken cancellationToken) =>
        TypedResults.Ok(DatasetWire.ToColumns((await FindAsync(name, version, datasets, cancellationToken)).Schema));

    private static async Task<ContentHttpResult> GetProfileAsync(string name, int version, IDatasetStore datasets, CancellationToken cancellationToken) =>
        TypedResults.Content((await datasets.GetProfileAsync(name, version, cancellationToken)).ToJson(), "application/json");

    private static async Task<ContentHttpResult> GetChecksAsync(string name, int version, IDatasetStore datasets, CancellationToken cancellationToken) =>
        TypedResults.Content(
            await datasets.GetChecksAsync(name, version, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"Dataset {name}/{version} was stored without checks.", "dataset"),
            "application/json");

    private static async Task<Ok<DatasetPage>> GetRowsAsync(string name, int version, long? offset, int? max, IDatasetStore datasets, DatasetOptions options, CancellationToken cancellationToken)
    {
        var (start, count) = (offset ?? 0, max ?? Math.Min(DefaultRows, options.MaxPageRows));
        List<Problem> problems = [];
        if (start < 0)
            problems.Add(new Problem("offset", $"is {start}; give 0 or more."));
        if (count < 1 || count > options.MaxPageRows)
            problems.Add(new Problem("max", $"is {count}; give 1 to {options.MaxPageRows}."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "There is no such page.", problems);
        using var file = await datasets.OpenAsync(name, version, cancellationToken);
        var rows = await ParquetPage.ReadAsync(file.Path, start, count, cancellationToken);
        var next = start + rows.RowCount;
        return TypedResults.Ok(new DatasetPage([.. file.Version.Schema.Select(column => column.Name)], TableJson.Rows(rows), file.Version.RowCount, next < file.Version.RowCount && rows.RowCount > 0 ? next : null));
    }

    private static async Task<Ok<DatasetComparisonInfo>> CompareAsync(string name, int? before, int? after, string[]? key, int? max, IDatasetStore datasets, DatasetComparer comparer, CancellationToken cancellationToken)
    {
        if (before is null || after is null)
            throw new SakerException(ErrorKind.InvalidInput, "Two versions are needed, such as ?before=1&after=2.", before is null ? "before" : "after");
        var (earlier, later) = (await FindAsync(name, before.Value, datasets, cancellationToken), await FindAsync(name, after.Value, datasets, cancellationToken));
        var options = new RowComparisonOptions { Key = key ?? [], MaxShownRows = max ?? new RowComparisonOptions().MaxShownRows };
        return TypedResults.Ok((await comparer.CompareAsync(earlier, later, options, cancellationToken)).ToInfo());
    }
}
