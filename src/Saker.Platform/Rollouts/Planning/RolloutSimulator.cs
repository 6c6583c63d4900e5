using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts.Planning;

/// <summary>
/// Tries a rollout out on logged traffic: the requests whose rows the prediction log kept are given, in their order, to the version of the arm that each would have fallen to, apart from what
/// serves; and the same guards and rules say what would have been decided, and when. Thread-safe; nothing of the home is changed.
/// </summary>
public sealed class RolloutSimulator
{
    private const int MaxBlocks = 2_000;
    private const int WarmUpCount = 20;

    private readonly IEndpointStore _endpoints;
    private readonly IRegistryStore _registry;
    private readonly ModelLoader _loader;
    private readonly IPredictionLog _log;
    private readonly IOutcomeStore _outcomes;
    private readonly ScoredVersions _versions;
    private readonly KnownMonitors _monitors;
    private readonly Ids _ids;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal RolloutSimulator(
        IEndpointStore endpoints, IRegistryStore registry, ModelLoader loader, IPredictionLog log, IOutcomeStore outcomes, ScoredVersions versions, KnownMonitors monitors, Ids ids, TimeProvider time, ILogger<RolloutSimulator> logger) =>
        (_endpoints, _registry, _loader, _log, _outcomes, _versions, _monitors, _ids, _time, _logger) = (endpoints, registry, loader, log, outcomes, versions, monitors, ids, time, logger);

    /// <exception cref="SakerException">There is no such endpoint or version, the log has no rows of that time, or something is not possible; all of it is named.</exception>
    public async Task<RolloutSimulation> SimulateAsync(SimulationRequest request, CancellationToken cancellationToken)
    {
        request.Validate();
        var settings = request.Settings ?? new RolloutSettings { Strategy = RolloutKind.Canary };
        settings.Validate();
        settings = settings with { Strategy = settings.Strategy ?? RolloutKind.Canary, Decide = RolloutDeciding.Automatic };
        if (settings.Strategy is RolloutKind.Immediate or RolloutKind.BlueGreen)
            throw new SakerException(ErrorKind.InvalidInput, $"With '{RolloutWords.Of(settings.Strategy.Value)}' nothing is compared, so that there is nothing to simulate; try a canary, a shadow, an A/B test or a bandit.", "strategy");
        var endpoint = await _endpoints.FindAsync(request.Endpoint, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{request.Endpoint}'.", "endpoint");
        var serves = new RolloutCandidate(endpoint.Model, endpoint.Version);
        if (request.Candidates.Contains(serves))
            throw new SakerException(ErrorKind.InvalidInput, $"'{endpoint.Name}' serves {serves} already, so that it would be compared with itself; name another version.", "candidates");
        var requests = await ReadAsync(request, cancellationToken);
        if (requests.Count == 0)
            throw new SakerException(ErrorKind.NotFound, $"The prediction log has no rows of '{request.Endpoint}' in this time; take a longer one, or have more rows sampled (log.sample).", "from");
        List<ReplayedArm> arms = [];
        try
        {
            var performance = (await _monitors.FindAsync(endpoint.Name, cancellationToken))?.Performance ?? new PerformanceSettings();
            foreach (var version in (IEnumerable<RolloutCandidate>)[serves, .. request.Candidates])
                arms.Add(await LoadAsync(version, endpoint, performance, cancellationToken));
            return await ReplayAsync(request, settings, endpoint, requests, arms, cancellationToken);
        }
        finally
        {
            foreach (var arm in arms)
                await arm.DisposeAsync();
        }
    }

    /// <summary>The latest requests that have rows, the first one first.</summary>
    private async Task<List<LoggedPrediction>> ReadAsync(SimulationRequest request, CancellationToken cancellationToken)
    {
        var to = request.To ?? _time.GetUtcNow();
        var filter = new LogFilter { Endpoint = request.Endpoint, From = request.From ?? to.AddDays(-1), To = to, SampledOnly = true };
        var requests = new List<LoggedPrediction>();
        do
        {
            filter = filter with { MaxCount = Math.Min(LogFilter.MaxPage, request.MaxRequests - requests.Count) };
            var page = await _log.QueryAsync(filter, cancellationToken);
            requests.AddRange(page.Predictions.Where(prediction => prediction.Inputs is { RowCount: > 0 }));
            filter = filter with { Page = page.NextPage };
        }
        while (filter.Page is not null && requests.Count < request.MaxRequests);
        requests.Reverse();
        return requests;
    }

    private async Task<ReplayedArm> LoadAsync(RolloutCandidate reference, Endpoint endpoint, PerformanceSettings performance, CancellationToken cancellationToken)
    {
        var version = await _registry.FindVersionAsync(reference.Model, reference.Version, cancellationToken)
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no version {reference}.", "candidates");
        var scored = await _versions.GetAsync(reference.Model, reference.Version, performance, cancellationToken);
        return new ReplayedArm(await _loader(version, cancellationToken), version, scored, endpoint.Settings, _time, _logger);
    }

    private async Task<RolloutSimulation> ReplayAsync(SimulationRequest request, RolloutSettings settings, Endpoint endpoint, List<LoggedPrediction> requests, List<ReplayedArm> arms, CancellationToken cancellationToken)
    {
        var outcomes = await FindOutcomesAsync(requests, cancellationToken);
        var (first, last) = (requests[0].At, requests[^1].At);
        var rollout = RolloutOf(request, settings, endpoint, first);
        var guards = settings.Guards.Resolve(
            new GuardFacts { IsShadow = settings.Strategy == RolloutKind.Shadow, CandidateCount = request.Candidates.Count, HasOutcomes = outcomes.Count > 0 },
            settings.Risk).Where(guard => guard.Kind is not (GuardKind.Metric or GuardKind.Fallback)).ToList();
        var replayed = new ReplayedRollout(rollout, guards, arms[0].Scored.Columns?.Task == ScoreTask.Regression, first);
        await WarmAsync(requests, arms, cancellationToken);
        var length = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerSecond, (last - first).Ticks / MaxBlocks));
        var (end, count, latest) = (first + length, 0L, first);
        foreach (var one in requests)
        {
            if (one.At >= end)
            {
                replayed.Close(one.At);
                end = one.At + length;
            }
            if (!replayed.IsOpen)
                break;
            await AskAsync(replayed, one, outcomes, arms, cancellationToken);
            (count, latest) = (count + 1, one.At);
        }
        if (replayed.IsOpen)
            replayed.Close(latest);
        return new RolloutSimulation
        {
            Endpoint = endpoint.Name,
            Rollout = replayed.Rollout,
            Decisions = replayed.Decisions,
            Reading = replayed.Reading,
            RequestCount = count,
            From = first,
            To = latest,
            Weight = requests.Average(one => Math.Max(1, one.Weight)),
            Notes = [.. NotesOf(settings, requests, outcomes.Count)],
        };
    }

    private static async Task AskAsync(ReplayedRollout replayed, LoggedPrediction request, ILookup<string, StoredOutcome> outcomes, List<ReplayedArm> arms, CancellationToken cancellationToken)
    {
        var rows = request.Inputs!;
        var chosen = replayed.ArmOf(request.RequestId);
        var call = await arms[chosen].AskAsync(rows, cancellationToken);
        replayed.Count(chosen, call);
        if (call.Answer != ArmAnswer.Answered)
            return;
        if (arms[chosen].Scored.Columns is not null)
            AwaitOutcomes(replayed, request, [.. outcomes[request.RequestId].Where(outcome => outcome.Prediction is not null)], chosen, arms[chosen]);
        for (var arm = 1; arm < arms.Count; arm++)
        {
            if (!replayed.Mirrors(arm, request.RequestId))
                continue;
            var copy = await arms[arm].AskAsync(rows, cancellationToken);
            replayed.Count(arm, copy);
            if (copy.Answer != ArmAnswer.Answered)
                continue;
            var disagreeing = AnswerComparison.CountDisagreeing(arms[0].OutputSpecs, arms[0].Outputs, arms[arm].OutputSpecs, arms[arm].Outputs, rows.RowCount);
            replayed.CountPair(arm, rows.RowCount, disagreeing, EvidenceCollector.IsOther(request.RequestId, disagreeing, rows.RowCount), copy.Score - call.Score);
        }
    }

    // What came of the rows of a request is one observation, known when the last of it is.
    private static void AwaitOutcomes(ReplayedRollout replayed, LoggedPrediction request, List<StoredOutcome> outcomes, int chosen, ReplayedArm arm)
    {
        var rows = request.Rows.ToList();
        var errors = outcomes.Where(outcome => rows.Contains(outcome.Row))
            .Select(outcome => PairTable.ErrorOf(arm.Scored, outcome with { Prediction = outcome.Prediction! with { Outputs = arm.AnswerOf(rows.IndexOf(outcome.Row)) } })).OfType<double>().ToList();
        if (errors.Count > 0)
            replayed.Await(chosen, errors.Average(), outcomes.Max(outcome => outcome.At > request.At ? outcome.At : request.At));
    }

    // The first runs of a model are slower than all others: none of them is to count.
    private static async Task WarmAsync(List<LoggedPrediction> requests, List<ReplayedArm> arms, CancellationToken cancellationToken)
    {
        foreach (var request in requests.Take(WarmUpCount))
            foreach (var arm in arms)
                await arm.AskAsync(request.Inputs!, cancellationToken);
    }

    private async Task<ILookup<string, StoredOutcome>> FindOutcomesAsync(List<LoggedPrediction> requests, CancellationToken cancellationToken)
    {
        string[] ids = [.. requests.Select(request => request.RequestId).Distinct(StringComparer.Ordinal)];
        return (await _outcomes.FindAllAsync(ids, cancellationToken)).ToLookup(outcome => outcome.RequestId, StringComparer.Ordinal);
    }

    private Rollout RolloutOf(SimulationRequest request, RolloutSettings settings, Endpoint endpoint, DateTimeOffset at) => new()
    {
        Id = _ids.NewUlid(),
        Endpoint = endpoint.Name,
        Strategy = settings.Strategy!.Value,
        State = RolloutState.Warming,
        Cause = RolloutCause.Deployment,
        Settings = settings,
        Arms =
        [
            new RolloutArm { Number = 0, Name = "control", Model = endpoint.Model, Version = endpoint.Version, Weight = RolloutArm.WholeWeight },
            .. request.Candidates.Select((candidate, i) => new RolloutArm { Number = i + 1, Name = i == 0 ? "candidate" : $"candidate-{i + 1}", Model = candidate.Model, Version = candidate.Version }),
        ],
        Revision = 1,
        CreatedAt = at,
        CreatedBy = "simulation",
        WarmingAt = at,
    };

    private static IEnumerable<string> NotesOf(RolloutSettings settings, List<LoggedPrediction> requests, int outcomeCount)
    {
        yield return "Latencies are those of one request at a time on this machine, without queues.";
        if (requests.Exists(request => request.RowCount > request.Rows.Count))
            yield return "Of requests with several rows only the sampled ones were replayed.";
        if (settings.Key.Kind != SplitKeyKind.Request)
            yield return $"The log does not keep '{settings.Key}': each request was dealt by its id.";
        if (outcomeCount == 0)
            yield return "No outcomes of these requests are known: nothing is said of how right the candidates are.";
        if (settings.Guards.Named.Any(guard => guard.Kind == GuardKind.Metric) || settings.Metric is { } metric && metric != OutcomeFolding.Outcome)
            yield return "Business metrics are what followed from the answers that were given; of other answers nobody knows them.";
    }
}
