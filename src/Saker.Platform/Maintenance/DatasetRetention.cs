using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>
/// Removes the rows of dataset versions, by a rule or one by one; the record of the version stays and says who did it, when and why. Safe
/// beside everything else: whether a version may go is looked at again within the write that removes it. Thread-safe.
/// </summary>
public sealed class DatasetRetention
{
    private readonly Database _database;
    private readonly IDatasetStore _datasets;
    private readonly HomeOptions _home;
    private readonly TimeProvider _time;

    internal DatasetRetention(Database database, IDatasetStore datasets, HomeOptions home, TimeProvider time)
    {
        _database = database;
        _datasets = datasets;
        _home = home;
        _time = time;
    }

    /// <summary>What <see cref="ApplyAsync"/> would do now; changes nothing.</summary>
    /// <exception cref="SakerException">The rule is not possible.</exception>
    public Task<RetentionPlan> PlanAsync(RetentionRule rule, CancellationToken cancellationToken)
    {
        rule.Validate();
        return _database.ReadAsync(
            async session => new RetentionPlan
            {
                Rule = rule.ToString(),
                IsDryRun = true,
                Decisions = await DecideAsync(session, rule, await new DatasetReader(session).ListAsync(rule.Dataset)),
            },
            cancellationToken);
    }

    /// <summary>Removes the rows of what the rule does not keep. Interrupted, it has removed some; the next time takes the rest.</summary>
    /// <param name="rule">What is kept.</param>
    /// <param name="by">Who does it; null for the user of this process.</param>
    /// <param name="cancellationToken">Stops between versions.</param>
    /// <exception cref="SakerException">The rule is not possible.</exception>
    public async Task<RetentionPlan> ApplyAsync(RetentionRule rule, string? by, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(rule, cancellationToken);
        List<RetentionDecision> done = [];
        foreach (var decision in plan.Decisions)
            done.Add(decision.IsKept ? decision : await _database.WriteAsync(session => RemoveAsync(session, rule, decision.Version, by), cancellationToken));
        await _datasets.RecoverAsync(cancellationToken);
        return plan with { IsDryRun = false, Decisions = done };
    }

    /// <summary>Removes the rows of one version; harmless when they are gone.</summary>
    /// <param name="name">The dataset.</param>
    /// <param name="version">Its version.</param>
    /// <param name="by">Who does it; null for the user of this process.</param>
    /// <param name="isForced">Also when something refers to the version.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">There is no such version, or something refers to it (conflict).</exception>
    public async Task<DatasetVersion> RemoveAsync(string name, int version, string? by, bool isForced, CancellationToken cancellationToken)
    {
        var removed = await _database.WriteAsync(
            async session =>
            {
                var found = await new DatasetReader(session).GetAsync(name, version);
                if (!isForced && found.Removal is null && await DatasetUses.FindUserAsync(session, found) is var (_, who))
                    throw new SakerException(ErrorKind.Conflict, $"The rows of dataset {found.Reference} are needed: {who}. Remove that first, or force it.", "dataset");
                await new DatasetWriter(session, _time).RemoveAsync(name, version, by ?? _home.Actor, isForced ? "removed by hand, though something may refer to it" : "removed by hand");
                return await new DatasetReader(session).GetAsync(name, version);
            },
            cancellationToken);
        await _datasets.RecoverAsync(cancellationToken);
        return removed;
    }

    private async Task<RetentionDecision> RemoveAsync(Session session, RetentionRule rule, DatasetVersion version, string? by)
    {
        var again = await DecideAsync(session, rule, await new DatasetReader(session).ListAsync(version.Name));
        if (again.FirstOrDefault(decision => decision.Version.Version == version.Version) is not { } decision)
            return new RetentionDecision(version, IsKept: false, "somebody else removed it");
        if (!decision.IsKept)
            await new DatasetWriter(session, _time).RemoveAsync(version.Name, version.Version, by ?? _home.Actor, rule.ToString());
        return decision;
    }

    private async Task<IReadOnlyList<RetentionDecision>> DecideAsync(Session session, RetentionRule rule, IReadOnlyList<DatasetVersion> versions)
    {
        List<RetentionDecision> decisions = [];
        foreach (var dataset in versions.Where(version => version.Removal is null).GroupBy(version => version.Name))
        {
            var newer = 0;
            foreach (var version in dataset)
                decisions.Add(await DecideAsync(session, rule, version, newer++));
        }
        return decisions;
    }

    private async Task<RetentionDecision> DecideAsync(Session session, RetentionRule rule, DatasetVersion version, int newer)
    {
        if (newer < rule.KeepLast)
            return new RetentionDecision(version, IsKept: true, newer == 0 ? "it is the newest" : FormattableString.Invariant($"it is among the newest {rule.KeepLast}"));
        if (rule.KeepYounger is { } age && _time.GetUtcNow() - version.CreatedAt < age)
            return new RetentionDecision(version, IsKept: true, FormattableString.Invariant($"it is younger than {age.TotalDays:0.##} days"));
        return await DatasetUses.FindUserAsync(session, version) is var (user, who) && user >= rule.KeepUsedBy
            ? new RetentionDecision(version, IsKept: true, who)
            : new RetentionDecision(version, IsKept: false, "no part of the rule keeps it");
    }
}
