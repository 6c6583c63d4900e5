using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Jobs;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>
/// What people do with rollouts. Thread-safe. Whatever the evidence says, a person may promote, hold, roll back, conclude and cancel; each act is an entry of the timeline with who
/// did it and why. Where this process serves, an act has taken effect when its task completes; elsewhere within <see cref="HomeOptions.PollInterval"/>.
/// </summary>
public sealed partial class RolloutDesk
{
    /// <summary>The most characters of a reason.</summary>
    public const int MaxReasonLength = 2_000;

    /// <summary>How long an act waits for what it changes here: a switch takes less, and whoever begins to load a version need not wait for that.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly IRolloutStore _store;
    private readonly RolloutActs _acts;
    private readonly IRolloutEvidence _evidence;
    private readonly ICandidateWatch _watch;
    private readonly ProcessOwner _processes;
    private readonly HomeOptions _home;
    private readonly TimeProvider _time;
    private readonly ILogger<RolloutDesk> _logger;

    internal RolloutDesk(Database database, IRolloutStore store, RolloutActs acts, IRolloutEvidence evidence, ICandidateWatch watch, ProcessOwner processes, HomeOptions home, TimeProvider time, ILogger<RolloutDesk> logger) =>
        (_database, _store, _acts, _evidence, _watch, _processes, _home, _time, _logger) = (database, store, acts, evidence, watch, processes, home, time, logger);

    /// <summary>Begins a rollout, or asks for approval where that is needed.</summary>
    /// <returns>The rollout; where the version is being switched to already, the one that does.</returns>
    /// <exception cref="SakerException">
    /// A version is unknown, or an alias not set (not found); a version has no files, its gates did not pass, it was rolled back here and nobody says why it is tried again, or another
    /// rollout is under way (conflict); names, settings or the number of candidates are not possible, all of it is told (invalid input); or the caller may not (forbidden).
    /// </exception>
    public async Task<Rollout> StartAsync(RolloutRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        var rollout = await _database.WriteAsync(session => _acts.OpenAsync(session, request), cancellationToken);
        await _watch.FollowAsync(request.Endpoint, s_patience, cancellationToken);
        return rollout;
    }

    /// <summary>Goes to the next step now; from the last one, and where there are no steps, to the end: the candidate serves.</summary>
    /// <exception cref="SakerException">No such rollout (not found), it has ended, no candidate has had a request yet, or it changed since it was seen (conflict).</exception>
    public Task<Rollout> PromoteAsync(RolloutAct act, CancellationToken cancellationToken) => ActAsync(
        act,
        (rollout, reason) => rollout switch
        {
            // Who sees that it is being warmed means its first step, and not its end.
            { State: RolloutState.Waiting } => throw new SakerException(ErrorKind.Conflict, $"Rollout {rollout.Id} waits for approval; approve it first.", "id"),
            { IsOpen: true, StartedAt: null } => throw new SakerException(ErrorKind.Conflict, $"Rollout {rollout.Id} is {RolloutWords.Of(rollout.State)}: no candidate has had a request yet. To have it serve all the same, conclude it.", "id"),
            { Strategy: RolloutKind.Canary } when act.Arm is null && rollout.IsOpen && rollout.Step + 1 < rollout.StepCount => new RolloutMove(RolloutDecisionKind.PromoteStep, reason),
            _ => new RolloutMove(RolloutDecisionKind.Promote, reason) { Arm = act.Arm ?? rollout.Candidate.Number },
        },
        "promoted it",
        cancellationToken);

    /// <summary>Ends it now in favour of an arm: a candidate, which then serves, or with 0 the control, and nothing is held against the candidates.</summary>
    /// <param name="act">With the arm; without one, the first candidate.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">No such rollout (not found), it has no such arm, has ended, waits for approval, or changed since it was seen (conflict).</exception>
    public Task<Rollout> ConcludeAsync(RolloutAct act, CancellationToken cancellationToken) => ActAsync(
        act,
        (rollout, reason) => act.Arm == 0 ? new RolloutMove(RolloutDecisionKind.Keep, reason) : new RolloutMove(RolloutDecisionKind.Promote, reason) { Arm = act.Arm ?? rollout.Candidate.Number },
        "concluded it",
        cancellationToken);

    /// <summary>Keeps it as it is: nothing is promoted until somebody goes on with it. What was proposed is dropped. Guards go on watching, and roll it back where they may.</summary>
    /// <inheritdoc cref="PromoteAsync"/>
    public Task<Rollout> HoldAsync(RolloutAct act, CancellationToken cancellationToken) => ActAsync(act, (_, reason) => new RolloutMove(RolloutDecisionKind.Hold, reason), "held it", cancellationToken);

    /// <summary>Goes on with one that is held.</summary>
    /// <inheritdoc cref="PromoteAsync"/>
    public Task<Rollout> ResumeAsync(RolloutAct act, CancellationToken cancellationToken) => ActAsync(act, (_, reason) => new RolloutMove(RolloutDecisionKind.Resume, reason), "went on with it", cancellationToken);

    /// <summary>Ends it now: the control serves, and the candidate comes back only when a person says so.</summary>
    /// <inheritdoc cref="PromoteAsync"/>
    public Task<Rollout> RollBackAsync(RolloutAct act, CancellationToken cancellationToken) => ActAsync(act, (_, reason) => new RolloutMove(RolloutDecisionKind.RollBack, reason), "rolled it back", cancellationToken);

    /// <summary>Ends it now without a judgement: the control serves.</summary>
    /// <inheritdoc cref="PromoteAsync"/>
    public Task<Rollout> CancelAsync(RolloutAct act, CancellationToken cancellationToken) => ActAsync(act, (_, reason) => new RolloutMove(RolloutDecisionKind.Cancel, reason), "cancelled it", cancellationToken);

    /// <summary>Approves what waits: that it begins, or what the evidence proposes, which is then done.</summary>
    /// <exception cref="SakerException">
    /// No such rollout (not found), nothing waits, they have approved already, or it changed since it was seen (conflict); or they asked for it themselves, or have not the role (forbidden).
    /// </exception>
    public async Task<Rollout> ApproveAsync(RolloutAct act, CancellationToken cancellationToken)
    {
        CheckReason(act.Reason);
        var seen = await GetAsync(act.Id, cancellationToken);
        if (seen.State != RolloutState.Waiting)
            return await ActAsync(act, (rollout, reason) => Proposed(rollout, reason), "agreed", cancellationToken);
        var after = await _database.WriteAsync(
            async session => await RolloutApprovals.ApproveAsync(session, await SeenAsync(session, act), act, Actor.Of(act.By, _home), _acts, _time),
            cancellationToken);
        await _watch.FollowAsync(after.Endpoint, s_patience, cancellationToken);
        return after;
    }

    /// <summary>Rollouts, the newest first.</summary>
    /// <exception cref="SakerException">The number of rollouts asked for is not possible.</exception>
    public Task<IReadOnlyList<Rollout>> ListAsync(RolloutQuery query, CancellationToken cancellationToken) => _store.ListAsync(query, cancellationToken);

    /// <exception cref="SakerException">No such rollout (not found).</exception>
    public async Task<Rollout> GetAsync(string id, CancellationToken cancellationToken) => await _store.FindAsync(id, cancellationToken) ?? throw Missing(id);

    /// <summary>The rollout of an endpoint that has not ended; null when there is none.</summary>
    public Task<Rollout?> FindOpenAsync(string endpoint, CancellationToken cancellationToken) => _store.FindOpenAsync(endpoint, cancellationToken);

    /// <summary>Whether a server that runs decides what is open. Without one nothing goes on but by people, and who just began to decide takes up to a second to be seen.</summary>
    public Task<bool> IsDecidedAsync(CancellationToken cancellationToken) =>
        _database.ReadAsync(async session => await LeaseSql.FindHolderAsync(session, RolloutLoop.LeaseName, _processes, _time.GetUtcNow().ToUnixTimeMilliseconds()) is not null, cancellationToken);

    /// <summary>What was decided of a rollout, the oldest first.</summary>
    /// <inheritdoc cref="IRolloutStore.ListDecisionsAsync"/>
    public Task<IReadOnlyList<RolloutDecision>> ListDecisionsAsync(string rollout, long after, int max, CancellationToken cancellationToken) => _store.ListDecisionsAsync(rollout, after, max, cancellationToken);

    /// <summary>How versions come to an endpoint where nobody says otherwise; null where that is immediate and then blue-green.</summary>
    public Task<SetRolloutPolicy?> FindPolicyAsync(string endpoint, CancellationToken cancellationToken) => _store.FindPolicyAsync(endpoint, cancellationToken);

    /// <summary>Sets how versions come to an endpoint where nobody says otherwise. Rollouts that are under way stay as they are.</summary>
    /// <exception cref="SakerException">No such endpoint (not found), some settings are not possible, all of which are named, or they no longer ask for approval and the caller is no admin (forbidden).</exception>
    public async Task<SetRolloutPolicy> SetPolicyAsync(string endpoint, RolloutSettings settings, Actor? by, CancellationToken cancellationToken)
    {
        settings.Validate();
        return await _database.WriteAsync(session => SetPolicyAsync(session, endpoint, settings, by), cancellationToken);
    }

    /// <summary>Changes how an endpoint serves and sets how versions come to it, as one: where either is not possible, both stay as they are.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="change">Of how it serves; made anew where somebody else writes at the same time.</param>
    /// <param name="policy">How versions come to it from now on.</param>
    /// <param name="by">Who sets it; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">No such endpoint (not found), some settings are not possible, all of which are named, or they no longer ask for approval and the caller is no admin (forbidden).</exception>
    public async Task<Endpoint> ConfigureAsync(string endpoint, Func<EndpointSettings, EndpointSettings> change, RolloutSettings policy, Actor? by, CancellationToken cancellationToken)
    {
        policy.Validate();
        return await _database.WriteAsync(
            async session =>
            {
                await SetPolicyAsync(session, endpoint, policy, by);
                return await EndpointRows.ChangeSettingsAsync(session, endpoint, change);
            },
            cancellationToken);
    }

    /// <summary>Takes the policy of an endpoint away; gives whether there was one.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="by">Who takes it away; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">No such endpoint (not found), or it asks for approval and the caller is no admin (forbidden).</exception>
    public Task<bool> RemovePolicyAsync(string endpoint, Actor? by, CancellationToken cancellationToken) => _database.WriteAsync(
        async session =>
        {
            await RequireEndpointAsync(session, endpoint);
            await RequireMayTakeApprovalAwayAsync(session, endpoint, by);
            return await RolloutPolicyRows.RemoveAsync(session, endpoint);
        },
        cancellationToken);

    private async Task<Rollout> ActAsync(RolloutAct act, Func<Rollout, string, RolloutMove> choose, string what, CancellationToken cancellationToken)
    {
        CheckReason(act.Reason);
        var who = Actor.Of(act.By, _home).Name;
        var reason = string.IsNullOrWhiteSpace(act.Reason) ? $"{who} {what}." : $"{who} {what}: {act.Reason.Trim()}";
        var reading = await LookAsync(await GetAsync(act.Id, cancellationToken), cancellationToken);
        var after = await _database.WriteAsync(
            async session =>
            {
                var rollout = await SeenAsync(session, act);
                var move = choose(rollout, reason);
                // Another process may have taken in the same meanwhile, and kept it: what is known is known all the same.
                if (reading is not null)
                    await _evidence.KeepAsync(session, reading);
                return await _acts.TryApplyAsync(session, rollout, move, new RolloutDecider(who, IsAutomatic: false), reading)
                    ?? throw new SakerException(ErrorKind.Conflict, $"Rollout {act.Id} was changed by somebody else in the same moment; look at it again.", "id");
            },
            cancellationToken);
        await _watch.FollowAsync(after.Endpoint, s_patience, cancellationToken);
        return after;
    }

    /// <summary>What is known at the moment of an act, for the timeline. A fault in it keeps nobody from acting.</summary>
    private async Task<EvidenceReading?> LookAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        if (!rollout.IsCompared)
            return null;
        try
        {
            return await _evidence.ReadAsync(rollout, _time.GetUtcNow(), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotRead(exception, rollout.Id);
        }
        return await LookBackAsync(rollout, cancellationToken);
    }

    /// <summary>What was known when somebody last took something in.</summary>
    private async Task<EvidenceReading?> LookBackAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        try
        {
            return await _evidence.LookAsync(rollout, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotRead(exception, rollout.Id);
            return null;
        }
    }

    private static RolloutMove Proposed(Rollout rollout, string reason) => rollout.Proposal is { } proposal
        ? new RolloutMove(proposal.Kind, $"{reason} {proposal.Reason}") { Arm = proposal.Arm }
        : throw new SakerException(ErrorKind.Conflict, $"Nothing of rollout {rollout.Id} waits for approval: it is {RolloutWords.Of(rollout.State)}.", "id");

    private static async Task<Rollout> SeenAsync(Session session, RolloutAct act)
    {
        var rollout = await RolloutRows.FindAsync(session, act.Id) ?? throw Missing(act.Id);
        if (act.Revision is { } seen && seen != rollout.Revision)
            throw new SakerException(ErrorKind.Conflict, $"Rollout {act.Id} has changed since it was looked at (revision {seen}, now {rollout.Revision}): {rollout.Note} Look at it again.", "revision");
        return rollout;
    }

    private static void Check(RolloutRequest request)
    {
        List<Problem> problems = [];
        Names.Check(problems, "endpoint", request.Endpoint);
        if (request.Candidates.Count == 0)
            problems.Add(new Problem("candidates", "are missing; name a version."));
        if (request.Candidates.Distinct().Count() < request.Candidates.Count)
            problems.Add(new Problem("candidates", "name a version twice; name each once."));
        if (request.Candidates.Count > 1 && (request.Follows ?? request.MovesAlias) is not null)
            problems.Add(new Problem("alias", "cannot stand for several candidates; name the versions."));
        if (request.Retry is { } retry && string.IsNullOrWhiteSpace(retry))
            problems.Add(new Problem("retry", "is empty; say why the version is tried again."));
        foreach (var (field, text) in new[] { ("reason", request.Reason), ("retry", request.Retry) })
            if (text is { Length: > MaxReasonLength })
                problems.Add(new Problem(field, $"has {text.Length} characters; at most {MaxReasonLength} are kept."));
        if (request.Settings is { } settings)
            problems.AddRange(RolloutSettingsText.Kept.Check(settings, ""));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The rollout is not possible.", problems);
        request.EndpointSettings?.Validate();
        RegistrationCheck.RequireReason(request.Override);
    }

    private static void CheckReason(string? reason)
    {
        if (reason is { Length: > MaxReasonLength })
            throw new SakerException(ErrorKind.InvalidInput, $"The reason has {reason.Length} characters; at most {MaxReasonLength} are kept.", "reason");
    }

    private async Task<SetRolloutPolicy> SetPolicyAsync(Session session, string endpoint, RolloutSettings settings, Actor? by)
    {
        var served = await RequireEndpointAsync(session, endpoint);
        await KeyColumn.RequireAsync(session, settings.Key, new RolloutCandidate(served.Model, served.Version));
        if (!settings.Approval)
            await RequireMayTakeApprovalAwayAsync(session, endpoint, by);
        var policy = new SetRolloutPolicy(endpoint, settings, Actor.Of(by, _home).Name, DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds()));
        await RolloutPolicyRows.SetAsync(session, policy);
        return policy;
    }

    /// <summary>Or whoever may deploy could do without it.</summary>
    private static async Task RequireMayTakeApprovalAwayAsync(Session session, string endpoint, Actor? by)
    {
        if (by is { Role: < Role.Admin } && (await RolloutPolicyRows.FindAsync(session, endpoint))?.Settings.Approval == true)
            throw new SakerException(ErrorKind.Forbidden, $"The policy of endpoint '{endpoint}' asks for approval; to take that away needs the role 'admin', and '{by.Name}' has the role '{by.Role.Word()}'.", "approval");
    }

    private static async Task<Endpoint> RequireEndpointAsync(Session session, string endpoint) =>
        await EndpointRows.FindAsync(session, endpoint) ?? throw new SakerException(ErrorKind.NotFound, $"There is no endpoint '{endpoint}'. `saker endpoints` lists them.", "endpoint");

    private static SakerException Missing(string id) => new(ErrorKind.NotFound, $"There is no rollout '{id}'. 'saker rollouts' lists them.", "id");

    [LoggerMessage(2800, LogLevel.Warning, "The evidence of rollout {Rollout} could not be read for its timeline")]
    private partial void LogNotRead(Exception exception, string rollout);
}
