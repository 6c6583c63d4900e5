using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Maintenance;
using Saker.Platform.Registry;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Dataset versions made, described, removed and rebuilt.</summary>
internal static class DatasetChangesApi
{
    private const double MaxDays = 100_000;

    private static readonly Dictionary<string, DatasetFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text/csv"] = DatasetFormat.Csv,
        ["text/tab-separated-values"] = DatasetFormat.Csv,
        ["application/vnd.apache.parquet"] = DatasetFormat.Parquet,
        ["application/jsonl"] = DatasetFormat.Json,
        ["application/x-ndjson"] = DatasetFormat.Json,
        ["application/json"] = DatasetFormat.Json,
    };

    public static void Map(IEndpointRouteBuilder api, RouteGroupBuilder group)
    {
        group.MapPost("/{name}", AddAsync).Needs(Role.Deployer).Audited(AuditActs.DatasetAdded).WithName("addDataset")
            .WithSummary("Stores the rows of a file, which is the body, as the next version; file=NAME tells what it is called. The answer comes when the version is durable.")
            .Accepts<byte[]>(Formats.Keys.First(), [.. Formats.Keys.Skip(1)])
            .Produces<DatasetAdditionInfo>(StatusCodes.Status201Created)
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        group.MapPatch("/{name}/{version:int}", ChangeAsync).Needs(Role.Deployer).Audited(AuditActs.DatasetChanged).WithName("changeDataset").WithSummary("Sets the description and tags of a version; tags that are null go.")
            .Accepts<DatasetChanges>("application/json")
            .WithMetadata(new OperationExample("""{"description":"May, without test customers","tags":{"team":"growth"}}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType);
        group.MapDelete("/{name}/{version:int}", DeleteAsync).Needs(Role.Admin).Audited(AuditActs.DatasetRemoved).WithName("deleteDataset")
            .WithSummary("Removes the rows of a version; its record stays and tells why. With force=true also when a run or a model needs it.")
            .Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        group.MapPost("/{name}/{version:int}/rebuild", RebuildAsync).Needs(Role.Deployer).Audited(AuditActs.DatasetRebuilt).WithName("rebuildDataset")
            .WithSummary("Reads a version's source again and tells whether it gives the same rows; brings back rows that were removed.").Fails(StatusCodes.Status404NotFound);
        api.MapPost("/retention", RetainAsync).Needs(Role.Admin).Audited(AuditActs.DatasetsRetained).WithTags("Datasets").WithName("retainDatasets")
            .WithSummary("Removes the rows of the dataset versions that a rule does not keep; with dryRun only tells which.")
            .Accepts<RetainRequest>("application/json")
            .WithMetadata(new OperationExample("""{"keepLast":3,"keepYoungerDays":90,"dryRun":true}"""))
            .Fails(StatusCodes.Status400BadRequest, StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<IResult> AddAsync(string name, string? file, HttpContext context, DatasetIntake intake, DatasetOptions options, CancellationToken cancellationToken)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim() ?? "";
        if (!Formats.TryGetValue(type, out var format))
            throw new BadHttpRequestException($"The body must be a file of rows, of one of the types {string.Join(", ", Formats.Keys)}.", StatusCodes.Status415UnsupportedMediaType);
        context.SetAuditTarget(name);
        if (context.Request.ContentLength > options.MaxUploadBytes)
            throw new BadHttpRequestException($"The file has {context.Request.ContentLength} bytes; at most {options.MaxUploadBytes} are taken here.", StatusCodes.Status413PayloadTooLarge);
        // What comes without a length is counted while it is stored.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var fileName = string.IsNullOrWhiteSpace(file) ? "the body" : Path.GetFileName(file);
        var added = await intake.AddAsync(name, context.Request.Body, format, fileName, context.Actor().Name, cancellationToken);
        context.SetAuditTarget(added.Version.Reference);
        var info = new DatasetAdditionInfo(added.Outcome.ToString().ToLowerInvariant(), added.Version.ToInfo());
        return added.Outcome == DatasetAdditionOutcome.Added
            ? TypedResults.Created($"/api/datasets/{name}/{added.Version.Version}", info)
            : TypedResults.Ok(info);
    }

    private static async Task<Ok<DatasetInfo>> ChangeAsync(string name, int version, HttpContext context, IDatasetStore datasets, DatasetUses uses, CancellationToken cancellationToken)
    {
        var changes = await RequestJson.ReadAsync(context, SakerJson.Default.DatasetChanges);
        var changed = await datasets.DescribeAsync(name, version, changes.Description, changes.Tags ?? new Dictionary<string, string?>(), cancellationToken);
        return TypedResults.Ok(changed.ToInfo(await uses.FindAsync(changed, cancellationToken)));
    }

    private static async Task<Ok<DatasetInfo>> DeleteAsync(string name, int version, bool? force, HttpContext context, DatasetRetention retention, DatasetUses uses, CancellationToken cancellationToken)
    {
        var removed = await retention.RemoveAsync(name, version, context.Actor().Name, force ?? false, cancellationToken);
        return TypedResults.Ok(removed.ToInfo(await uses.FindAsync(removed, cancellationToken)));
    }

    private static async Task<Ok<DatasetRebuildInfo>> RebuildAsync(string name, int version, HttpContext context, IDatasetStore datasets, DatasetRebuilder rebuilder, CancellationToken cancellationToken)
    {
        var rebuilt = await rebuilder.RebuildAsync(await DatasetsApi.FindAsync(name, version, datasets, cancellationToken), cancellationToken);
        var outcome = rebuilt.Outcome.ToString();
        context.SetAuditDetail(rebuilt.Explanation);
        return TypedResults.Ok(new DatasetRebuildInfo(char.ToLowerInvariant(outcome[0]) + outcome[1..], rebuilt.Explanation, rebuilt.Hash, rebuilt.SourceHash));
    }

    private static async Task<Ok<RetentionInfo>> RetainAsync(HttpContext context, DatasetRetention retention, CancellationToken cancellationToken)
    {
        // A misspelt name is refused: what was meant as a dry run must not remove anything.
        var request = await RequestJson.ReadAsync(context, SakerJson.Default.RetainRequest);
        List<Problem> problems = [];
        if (request.KeepYoungerDays is { } days && !(days is >= 0 and <= MaxDays))
            problems.Add(new Problem("keepYoungerDays", $"must be 0 to {MaxDays}."));
        if (!Enum.TryParse<DatasetUser>(request.KeepUsedBy ?? nameof(DatasetUser.Run), ignoreCase: true, out var user) || !Enum.IsDefined(user))
            problems.Add(new Problem("keepUsedBy", $"is '{request.KeepUsedBy}'; give run, model or alias."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The retention rule is not possible.", problems);
        var rule = new RetentionRule { KeepLast = request.KeepLast, KeepYounger = request.KeepYoungerDays is { } age ? TimeSpan.FromDays(age) : null, KeepUsedBy = user, Dataset = request.Dataset };
        var plan = request.DryRun ? await retention.PlanAsync(rule, cancellationToken) : await retention.ApplyAsync(rule, context.Actor().Name, cancellationToken);
        context.SetAuditDetail($"{plan.Rule}; {(plan.IsDryRun ? "dry run: would remove" : "removed")} {string.Join(", ", plan.Removed.Select(decision => decision.Version.Reference).DefaultIfEmpty("nothing"))}");
        return TypedResults.Ok(plan.ToInfo());
    }
}
