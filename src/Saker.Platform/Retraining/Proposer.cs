using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Pipelines;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;

namespace Saker.Platform.Retraining;

/// <summary>Brings a retrained version to whoever approves it, or to the endpoint. May be done again after it was cut short.</summary>
internal sealed class Proposer(IRegistryStore registry, IApprovalStore approvals, IVerdictStore verdicts, RolloutDesk rollouts, SqlRetrainingStore store)
{
    private const int MaxOlder = 20;
    private const string StandardAlias = "champion";

    /// <summary>The alias under which retrained versions are registered.</summary>
    public const string ChallengerAlias = "challenger";

    /// <summary>Who acts when nobody does.</summary>
    public static Actor Machine { get; } = new("retraining", Role.Deployer);

    /// <summary>The alias that a good version is to become.</summary>
    /// <exception cref="SakerException">It is that under which challengers are registered (conflict).</exception>
    public static string AliasOf(RetrainingPolicy policy, Endpoint endpoint, Pipeline pipeline)
    {
        if (endpoint.Follows == ChallengerAlias || policy.Alias == ChallengerAlias)
            throw new SakerException(ErrorKind.Conflict, $"Retrained versions are registered as @{ChallengerAlias}, which endpoint '{endpoint.Name}' would serve at once. Have the endpoint follow another alias, and let the policy name that.", "alias");
        return policy.Alias ?? endpoint.Follows ?? (pipeline.Register?.Alias is { } own && own != ChallengerAlias ? own : StandardAlias);
    }

    /// <summary>Has a rollout bring the version to the endpoint: at once where the policy and the gates let it, else once somebody has approved.</summary>
    /// <exception cref="SakerException">Another rollout is under way on the endpoint, or the alias requires gates that the version has not passed (conflict).</exception>
    public async Task<RetrainingAttempt> RunAsync(BegunAttempt begun, RetrainingPolicy policy, Endpoint endpoint, string alias, Pipeline pipeline, CancellationToken cancellationToken)
    {
        var (attempt, model, version) = (begun.Attempt, begun.Attempt.Base!.Model, begun.Attempt.Version!.Value);
        var verdict = await verdicts.FindAsync(model, version, cancellationToken);
        var isAutomatic = policy.Promote == Promotion.Automatic && verdict is { Passed: true } && PolicyCheck.AsksForBetter(pipeline.Gates);
        var evidence = $"Trained again from {attempt.Base} (attempt {attempt.Id}): {attempt.Reason} {Say(verdict)}";
        var by = await ActorAsync(attempt, model, alias, cancellationToken);
        // What the endpoint follows decides what comes to it; an alias that it does not follow is all that was asked for.
        if (endpoint.Follows is { } followed && followed != alias)
            return await MoveAsync(begun, new AliasChange { Model = model, Alias = alias, Version = version, Evidence = evidence, Asks = !isAutomatic, By = by }, cancellationToken);
        var rollout = await FindOwnAsync(attempt, model, version, cancellationToken) ?? await rollouts.StartAsync(
            new RolloutRequest
            {
                Endpoint = attempt.Endpoint,
                Candidates = [new RolloutCandidate(model, version)],
                Follows = endpoint.Follows,
                MovesAlias = alias,
                Reason = evidence,
                Cause = RolloutCause.Retraining,
                Asks = !isAutomatic,
                By = by,
            },
            cancellationToken);
        var state = rollout.State == RolloutState.Waiting ? RetrainingState.Proposed : RetrainingState.Promoted;
        return await store.EndAsync(begun, state, new AttemptEnd { Alias = alias, Rollout = rollout.Id }, cancellationToken);
    }

    /// <summary>The rollout that an attempt began before it was cut short.</summary>
    private async Task<Rollout?> FindOwnAsync(RetrainingAttempt attempt, string model, int version, CancellationToken cancellationToken) =>
        await rollouts.FindOpenAsync(attempt.Endpoint, cancellationToken) is { Cause: RolloutCause.Retraining } open && open.Candidates.Any(arm => arm.Model == model && arm.Version == version) ? open : null;

    private async Task<RetrainingAttempt> MoveAsync(BegunAttempt begun, AliasChange change, CancellationToken cancellationToken)
    {
        var outcome = await registry.MoveAliasAsync(change, cancellationToken);
        if (outcome.Request is not { } request)
            return await store.EndAsync(begun, RetrainingState.Promoted, new AttemptEnd { Alias = change.Alias }, cancellationToken);
        await WithdrawOlderAsync(begun.Attempt, request, cancellationToken);
        return await store.EndAsync(begun, RetrainingState.Proposed, new AttemptEnd { Alias = change.Alias, Request = request.Id }, cancellationToken);
    }

    /// <summary>Where others must approve, who asked for the training counts as who asks for the move: they cannot approve it themselves.</summary>
    private async Task<Actor> ActorAsync(RetrainingAttempt attempt, string model, string alias, CancellationToken cancellationToken)
    {
        if (attempt.Cause != RetrainingCause.Manual)
            return Machine;
        var isProtected = (await registry.FindAsync(model, cancellationToken))?.Protections.Any(protection => protection.Alias == alias) ?? false;
        return isProtected ? Machine with { Name = attempt.RequestedBy } : Machine;
    }

    /// <summary>What earlier attempts of the endpoint proposed is out of date.</summary>
    private async Task WithdrawOlderAsync(RetrainingAttempt attempt, MoveRequest request, CancellationToken cancellationToken)
    {
        foreach (var older in await store.ListAsync(attempt.Endpoint, MaxOlder, cancellationToken))
        {
            if (older.RequestState != MoveRequestState.Waiting || older.RequestId is not { } id || id == request.Id || await approvals.FindAsync(id, cancellationToken) is not { } stale || stale.Alias != request.Alias)
                continue;
            await approvals.WithdrawAsync(id, Machine with { Name = stale.By }, $"{attempt.VersionReference} was trained since.", cancellationToken);
        }
    }

    private static string Say(GateVerdict? verdict) => verdict switch
    {
        null => "The pipeline has no gates.",
        { Passed: true } => "It passed its gates.",
        _ => $"It did not pass {string.Join(", ", verdict.Failed)}.",
    };
}
