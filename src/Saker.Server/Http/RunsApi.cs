using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Identity;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Runs and their metrics.</summary>
internal static class RunsApi
{
    private const int DefaultMaxRuns = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/runs").WithTags("Experiments").Needs(Role.Viewer);
        group.MapGet("", ListAsync).WithName("listRuns").WithSummary("Runs of an experiment, by its id or its name, or of all: those that a filter wants, in the order wanted, else the newest first.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapGet("/{id}", GetAsync).WithName("getRun").WithSummary("One run, by its id or the first digits of it.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapGet("/{id}/metrics/{**key}", GetMetricAsync).WithName("getMetric").WithSummary("Every logged value of a metric.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        RunFormsApi.Map(group);
        group.MapDelete("/{id}", DeleteAsync).Needs(Role.Deployer).Audited(AuditActs.RunDeleted).WithName("deleteRun").WithSummary("Marks a run as deleted.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapPost("/{id}/restore", RestoreAsync).Needs(Role.Deployer).Audited(AuditActs.RunRestored).WithName("restoreRun").WithSummary("Brings a deleted run back, by its id or the first digits of it.").Produces<RunInfo>().Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<RunList>> ListAsync(
        string? experiment, string? filter, string? order, int? max, string? page, IExperimentStore experiments, ITrackingSearch search, ServerOptions options, CancellationToken cancellationToken)
    {
        var count = max ?? Math.Min(DefaultMaxRuns, options.MaxRuns);
        if (count < 1 || count > options.MaxRuns)
            throw new SakerException(ErrorKind.InvalidInput, $"max is {count}; give 1 to {options.MaxRuns}.", "max");
        var id = experiment is null ? (ExperimentId?)null : await FindAsync(experiment, experiments, cancellationToken);
        var found = await search.SearchRunsAsync(
            new RunSearch { Experiments = id is { } only ? [only] : null, Filter = filter, OrderBy = string.IsNullOrWhiteSpace(order) ? [] : [order], MaxCount = count, PageToken = page }, cancellationToken);
        return TypedResults.Ok(new RunList([.. found.Items.Select(Wire.ToInfo)], found.NextPageToken));
    }

    private static async Task<Ok<RunInfo>> GetAsync(string id, IExperimentStore experiments, CancellationToken cancellationToken) =>
        TypedResults.Ok((await RunAsync(id, experiments, cancellationToken)).ToInfo());

    private static async Task<Ok<MetricHistory>> GetMetricAsync(string id, string key, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        // A slash of the key may come as it is or escaped, which is the one escape that the server leaves in a path.
        key = key.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var run = await RunAsync(id, experiments, cancellationToken);
        var values = await experiments.GetHistoryAsync(run.Id, key, cancellationToken);
        return values.Count > 0
            ? TypedResults.Ok(new MetricHistory(run.Id.Value, key, [.. values.Select(value => new MetricInfo(value.Value, value.Step, value.LoggedAt))]))
            : throw new SakerException(ErrorKind.NotFound, $"Run '{id}' has no metric '{key}'. It has: {string.Join(", ", run.Metrics.Keys.Order(StringComparer.Ordinal))}.", "key");
    }

    private static async Task<Ok<RunInfo>> DeleteAsync(string id, HttpContext context, IExperimentStore experiments, IRunStore runs, CancellationToken cancellationToken)
    {
        var run = (await RunAsync(id, experiments, cancellationToken)).Id;
        context.SetAuditTarget(run.Value);
        await runs.DeleteAsync(run, cancellationToken);
        return await GetAsync(run.Value, experiments, cancellationToken);
    }

    private static async Task<IResult> RestoreAsync(string id, HttpContext context, IExperimentStore experiments, IRunStore runs, CancellationToken cancellationToken)
    {
        var run = (await experiments.FindDeletedRunByPrefixAsync(id, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no deleted run '{id}'.", "id")).Id;
        context.SetAuditTarget(run.Value);
        var form = await PageForm.FindAsync(context, cancellationToken);
        await runs.RestoreAsync(run, cancellationToken);
        return form is not null ? PageForm.BackTo(context, RunFormsApi.PageOf(run)) : await GetAsync(run.Value, experiments, cancellationToken);
    }

    private static async Task<Run> RunAsync(string id, IExperimentStore experiments, CancellationToken cancellationToken) =>
        await experiments.FindRunByPrefixAsync(id, cancellationToken)
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no run '{id}'. GET /api/runs lists what there is.", "id");

    private static async Task<ExperimentId> FindAsync(string wanted, IExperimentStore experiments, CancellationToken cancellationToken) =>
        (await experiments.FindAsync(new ExperimentId(wanted), cancellationToken) ?? await experiments.FindByNameAsync(wanted, cancellationToken)) is { Lifecycle: Lifecycle.Active } experiment
            ? experiment.Id
            : throw new SakerException(ErrorKind.NotFound, $"There is no experiment '{wanted}'. GET /api/experiments lists what there is.", "experiment");
}
