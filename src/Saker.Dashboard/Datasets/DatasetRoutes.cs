using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saker.Dashboard.Layout;
using Saker.Dashboard.Live;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Data.Comparing;
using Saker.Data.Sources;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;

namespace Saker.Dashboard.Datasets;

/// <summary>Pages of datasets.</summary>
internal static class DatasetRoutes
{
    private const int MaxDatasets = 50;
    private const int MaxVersions = 50;
    private const int MaxViolations = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/datasets", DatasetsAsync).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}", VersionsAsync).ExcludeFromDescription();
        routes.MapGet("/live/datasets", LiveAll).ExcludeFromDescription();
        routes.MapGet("/live/datasets/{name}", LiveVersions).ExcludeFromDescription();
        routes.MapGet("/live/datasets/{name}/{version:int}", LiveDataset).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}/{version:int}", DatasetAsync).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}/{version:int}/rows", RowsAsync).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}/{version:int}/checks", ChecksAsync).ExcludeFromDescription();
        // Checking reads all rows: as over HTTP it takes more than a viewer.
        routes.MapPost("/datasets/{name}/{version:int}/checks", RunAsync).WithMetadata(new NeedsRole(Role.User)).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}/{version:int}/violations", ViolationsAsync).WithMetadata(new NeedsRole(Role.User)).ExcludeFromDescription();
        routes.MapGet("/datasets/{name}/compare", CompareAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> DatasetsAsync(string? q, string? after, IDatasetStore datasets, CancellationToken cancellationToken)
    {
        var text = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        // One more tells whether there is another page.
        var found = await datasets.ListSummariesAsync(new DatasetQuery { Text = text, After = string.IsNullOrEmpty(after) ? null : after, Max = MaxDatasets + 1 }, cancellationToken);
        return Pages.Show<DatasetsPage>(
            (nameof(DatasetsPage.Datasets), found.Take(MaxDatasets).ToList()),
            (nameof(DatasetsPage.Text), text),
            (nameof(DatasetsPage.After), string.IsNullOrEmpty(after) ? null : after),
            (nameof(DatasetsPage.Next), found.Count > MaxDatasets ? found[MaxDatasets - 1].Latest.Name : null));
    }

    private static async Task<IResult> VersionsAsync(string name, int? before, IDatasetStore datasets, CancellationToken cancellationToken)
    {
        var found = await datasets.ListVersionsAsync(name, before, MaxVersions + 1, cancellationToken);
        if (found.Count == 0 && before is null)
            throw Pages.Missing("dataset", name, "/datasets");
        return Pages.Show<DatasetVersionsPage>(
            (nameof(DatasetVersionsPage.Name), name),
            (nameof(DatasetVersionsPage.Versions), found.Take(MaxVersions).ToList()),
            (nameof(DatasetVersionsPage.IsFirst), before is null),
            (nameof(DatasetVersionsPage.Older), found.Count > MaxVersions ? (int?)found[MaxVersions - 1].Version : null));
    }

    private static async Task<IResult> DatasetAsync(string name, int version, string? done, DatasetViews views, CancellationToken cancellationToken) =>
        Pages.Show<DatasetPage>((nameof(DatasetPage.View), await views.GetAsync(name, version, cancellationToken) with { Done = done is "described" ? "Saved." : null }));

    private static Task LiveAll(string? q, string? after, HttpContext context, LiveStreams streams, IDatasetStore datasets, IAuditStore audit) =>
        streams.FollowAsync(context, token => DatasetsAsync(q, after, datasets, token), token => StampAsync(datasets, audit, token), "datasets");

    private static Task LiveVersions(string name, int? before, HttpContext context, LiveStreams streams, IDatasetStore datasets, IAuditStore audit) =>
        streams.FollowAsync(context, token => VersionsAsync(name, before, datasets, token), token => StampAsync(datasets, audit, token), "versions");

    private static Task LiveDataset(string name, int version, HttpContext context, LiveStreams streams, DatasetViews views, IDatasetStore datasets, IAuditStore audit) =>
        streams.FollowAsync(context, async token => Pages.Show<DatasetParts>((nameof(DatasetParts.Version), await views.FindAsync(name, version, token))), token => StampAsync(datasets, audit, token), "facts");

    // Versions only come; whatever else becomes of them is an act.
    private static async Task<string> StampAsync(IDatasetStore datasets, IAuditStore audit, CancellationToken cancellationToken) =>
        $"{await datasets.CountVersionsAsync(cancellationToken)} {await audit.FindNewestAsync(cancellationToken)}";

    private static async Task<IResult> RowsAsync(string name, int version, long? offset, DatasetViews views, IDatasetStore datasets, CancellationToken cancellationToken)
    {
        var found = await views.FindAsync(name, version, cancellationToken);
        var start = Math.Max(0, offset ?? 0);
        Table? rows = null;
        if (found.Removal is null)
        {
            using var file = await datasets.OpenAsync(name, version, cancellationToken);
            rows = await ParquetPage.ReadAsync(file.Path, start, DatasetRowsPage.MaxRows, cancellationToken);
        }
        return Pages.Show<DatasetRowsPage>((nameof(DatasetRowsPage.Version), found), (nameof(DatasetRowsPage.Rows), rows), (nameof(DatasetRowsPage.Offset), start));
    }

    private static async Task<IResult> ChecksAsync(string name, int version, DatasetViews views, IDatasetStore datasets, CancellationToken cancellationToken)
    {
        var found = await views.FindAsync(name, version, cancellationToken);
        var report = await datasets.GetChecksAsync(name, version, cancellationToken);
        var suite = DatasetChecks.FindSuite(report) is { } text && found.Removal is null ? CheckSuiteFile.Parse(text, folder: null) : null;
        return Pages.Show<ChecksPage>(
            (nameof(ChecksPage.Version), found),
            (nameof(ChecksPage.Lines), CheckLines.Read(report, suite is null ? null : check => $"{Links.Dataset(found.Reference)}/violations?check={check}", suite?.Checks.Count ?? 0)),
            (nameof(ChecksPage.Keys), CheckLines.Keys(report)),
            (nameof(ChecksPage.Suite), await views.ProposeAsync(found, report, cancellationToken)));
    }

    private static async Task<IResult> RunAsync(string name, int version, HttpRequest request, DatasetViews views, DatasetChecker checker, CancellationToken cancellationToken)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        var text = form["suite"].ToString();
        var offset = long.TryParse(form["offset"], System.Globalization.CultureInfo.InvariantCulture, out var asked) ? Math.Max(0, asked) : 0;
        var found = await views.FindAsync(name, version, cancellationToken);
        try
        {
            var page = await checker.RunPageAsync(found, CheckSuiteFile.Parse(text, folder: null), offset, MaxViolations, cancellationToken);
            return Results(found, page, text, offset, check: null, fault: null);
        }
        catch (SakerException exception) when (exception.Kind is ErrorKind.InvalidInput or ErrorKind.NotFound or ErrorKind.Conflict)
        {
            return Results(found, null, text, offset, check: null, exception.Message);
        }
    }

    private static async Task<IResult> ViolationsAsync(string name, int version, int check, long? offset, DatasetViews views, IDatasetStore datasets, DatasetChecker checker, CancellationToken cancellationToken)
    {
        var found = await views.FindAsync(name, version, cancellationToken);
        var text = DatasetChecks.FindSuite(await datasets.GetChecksAsync(name, version, cancellationToken))
            ?? throw new SakerException(ErrorKind.NotFound, $"The suite of {found.Reference} was not kept; run one at {Links.Dataset(found.Reference)}/checks.", "check");
        var suite = CheckSuiteFile.Parse(text, folder: null);
        if (check < 0 || check >= suite.Checks.Count)
            throw new SakerException(ErrorKind.NotFound, $"The suite of {found.Reference} has {suite.Checks.Count} checks, numbered from 0; there is no {check}.", "check");
        var start = Math.Max(0, offset ?? 0);
        var page = await checker.RunPageAsync(found, suite with { Checks = [suite.Checks[check]] }, start, MaxViolations, cancellationToken);
        return Results(found, page, text, start, check, fault: null);
    }

    private static IResult Results(DatasetVersion version, CheckPage? page, string suite, long offset, int? check, string? fault) => Pages.Show<CheckRunPage>(
        (nameof(CheckRunPage.Version), version), (nameof(CheckRunPage.Found), page), (nameof(CheckRunPage.Suite), suite), (nameof(CheckRunPage.Offset), offset), (nameof(CheckRunPage.Check), check), (nameof(CheckRunPage.Fault), fault));

    private static async Task<IResult> CompareAsync(string name, int before, int after, string? key, DatasetViews views, IDatasetStore datasets, DatasetComparer comparer, CancellationToken cancellationToken)
    {
        var options = new RowComparisonOptions { Key = string.IsNullOrEmpty(key) ? [] : [key] };
        var found = await comparer.CompareAsync(await views.FindAsync(name, before, cancellationToken), await views.FindAsync(name, after, cancellationToken), options, cancellationToken);
        var pairs = ColumnPair.List(await datasets.GetProfileAsync(name, before, cancellationToken), await datasets.GetProfileAsync(name, after, cancellationToken));
        return Pages.Show<DatasetComparePage>((nameof(DatasetComparePage.Found), found), (nameof(DatasetComparePage.Pairs), pairs));
    }
}
