using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;
using Saker.Platform.Identity;
using Saker.Server.Hosting;
using Saker.Server.Http.Access;

namespace Saker.Server.Http;

/// <summary>Experiments, runs and their metrics.</summary>
internal static class ExperimentsApi
{
    private const int DefaultMaxRuns = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("").WithTags("Experiments").Needs(Role.Viewer);
        group.MapGet("/experiments", ListAsync).WithName("listExperiments").WithSummary("Experiments, the newest first.");
        group.MapGet("/runs", ListRunsAsync).WithName("listRuns").WithSummary("Runs of an experiment by name, or of all: those that a filter wants, in the order wanted, else the newest first.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapGet("/runs/{id}", GetRunAsync).WithName("getRun").WithSummary("One run, by its id or the first digits of it.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        group.MapGet("/runs/{id}/metrics/{key}", GetMetricAsync).WithName("getMetric").WithSummary("Every logged value of a metric.").Fails(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ExperimentList>> ListAsync(IExperimentStore experiments, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ExperimentList([.. (await experiments.ListAsync(cancellationToken)).Select(Wire.ToInfo)]));

    private static async Task<Ok<RunList>> ListRunsAsync(
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

    private static async Task<Ok<RunInfo>> GetRunAsync(string id, IExperimentStore experiments, CancellationToken cancellationToken) =>
        TypedResults.Ok((await RunAsync(id, experiments, cancellationToken)).ToInfo());

    private static async Task<Ok<MetricHistory>> GetMetricAsync(string id, string key, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        var run = await RunAsync(id, experiments, cancellationToken);
        var values = await experiments.GetHistoryAsync(run.Id, key, cancellationToken);
        return values.Count > 0
            ? TypedResults.Ok(new MetricHistory(run.Id.Value, key, [.. values.Select(value => new MetricInfo(value.Value, value.Step, value.LoggedAt))]))
            : throw new SakerException(ErrorKind.NotFound, $"Run '{id}' has no metric '{key}'. It has: {string.Join(", ", run.Metrics.Keys.Order(StringComparer.Ordinal))}.", "key");
    }

    private static async Task<Run> RunAsync(string id, IExperimentStore experiments, CancellationToken cancellationToken) =>
        await experiments.FindRunByPrefixAsync(id, cancellationToken)
        ?? throw new SakerException(ErrorKind.NotFound, $"There is no run '{id}'. GET /api/runs lists what there is.", "id");

    private static async Task<ExperimentId> FindAsync(string name, IExperimentStore experiments, CancellationToken cancellationToken)
    {
        foreach (var experiment in await experiments.ListAsync(cancellationToken))
            if (experiment.Name == name)
                return experiment.Id;
        throw new SakerException(ErrorKind.NotFound, $"There is no experiment '{name}'. GET /api/experiments lists what there is.", "experiment");
    }
}
