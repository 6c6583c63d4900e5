using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>
/// Removes for good what was deleted long enough ago, and content that nothing refers to. Safe beside everything else: each
/// step looks again, in a write of its own, whether what it removes may still go, and content that somebody is about to refer
/// to is left alone.
/// </summary>
public sealed class GarbageCollector
{
    /// <summary>How long ago something must have been deleted, unless said otherwise.</summary>
    public static readonly TimeSpan DefaultAge = TimeSpan.FromDays(30);

    // How much is doomed at once, which those wait for who store the same content again.
    private const int MaxTogether = 50;

    private static readonly TimeSpan MaxUploadAge = TimeSpan.FromDays(7);

    private readonly Database _database;
    private readonly IBlobStore _store;
    private readonly IRegistryStore _registry;
    private readonly ArtifactOptions _options;
    private readonly TimeProvider _time;

    internal GarbageCollector(Database database, IBlobStore store, IRegistryStore registry, ArtifactOptions options, TimeProvider time)
    {
        _database = database;
        _store = store;
        _registry = registry;
        _options = options;
        _time = time;
    }

    /// <summary>What <see cref="CollectAsync"/> would remove now; changes nothing.</summary>
    /// <param name="olderThan">Runs, logged models and experiments that were deleted at least this long ago.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Collection> PlanAsync(TimeSpan olderThan, CancellationToken cancellationToken) => (await ReadPlanAsync(olderThan, cancellationToken)).Collection;

    /// <summary>Removes it, and gives what was removed. Interrupted, it leaves nothing half-removed; what it had not come to goes the next time.</summary>
    /// <param name="olderThan">Runs, logged models and experiments that were deleted at least this long ago.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Collection> CollectAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        var (plan, planned) = await ReadPlanAsync(olderThan, cancellationToken);
        var (before, young) = (Before(olderThan), Before(_options.MinBlobAge));
        var runs = await RemoveAsync(OwnerSql.Runs, plan.Runs, before, cancellationToken);
        var logged = await RemoveAsync(OwnerSql.LoggedModels, plan.LoggedModels, before, cancellationToken);
        List<CollectedExperiment> experiments = [];
        foreach (var experiment in planned.Experiments)
        {
            if (await _database.WriteAsync(session => CollectionSql.RemoveExperimentAsync(session, long.Parse(experiment.Experiment), before), cancellationToken))
                experiments.Add(experiment);
        }
        List<string> models = [];
        foreach (var hash in planned.Models)
        {
            if (await _database.WriteAsync(session => CollectionSql.RemoveModelAsync(session, hash, young), cancellationToken))
                models.Add(hash);
        }
        // The folders on this machine that no version names any more.
        await _registry.RecoverAsync(cancellationToken);
        await _database.WriteAsync(session => SqlArtifactUploads.ForgetOldAsync(session, Before(MaxUploadAge)), cancellationToken);
        return planned with
        {
            IsDryRun = false,
            Runs = [.. planned.Runs.Where(run => runs.Contains(run.Run))],
            LoggedModels = [.. planned.LoggedModels.Where(model => logged.Contains(model.Model))],
            Experiments = experiments,
            Models = models,
            Blobs = await RemoveBlobsAsync(young, cancellationToken),
        };
    }

    /// <summary>Removes each in a write of its own; gives the ids of those that went.</summary>
    private async Task<HashSet<string>> RemoveAsync(OwnerSql kind, IReadOnlyList<DeletedOwner> owners, long before, CancellationToken cancellationToken)
    {
        HashSet<string> gone = new(StringComparer.Ordinal);
        foreach (var owner in owners)
        {
            if (await _database.WriteAsync(session => kind.RemoveAsync(session, owner, before), cancellationToken))
                gone.Add(owner.Id);
        }
        return gone;
    }

    private Task<(CollectionPlan Plan, Collection Collection)> ReadPlanAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        if (olderThan < TimeSpan.Zero)
            throw new SakerException(ErrorKind.InvalidInput, $"The age {olderThan} is negative; give a time such as 30d, or 0d for all that is deleted.", "olderThan");
        return _database.ReadAsync(
            async session =>
            {
                var plan = new CollectionPlan(session, Before(olderThan), Before(_options.MinBlobAge));
                var collection = await plan.WorkOutAsync();
                return (plan, collection);
            },
            cancellationToken);
    }

    private async Task<IReadOnlyList<CollectedBlob>> RemoveBlobsAsync(long young, CancellationToken cancellationToken)
    {
        List<CollectedBlob> removed = [];
        foreach (var some in (await _database.ReadAsync(session => CollectionSql.ListUnusedAsync(session, young), cancellationToken)).Chunk(MaxTogether))
            removed.AddRange(await new BlobRemoval(_database, _store, _time).RemoveAsync(some, young, cancellationToken));
        return removed;
    }

    // Deleted "before now" includes what was deleted in this millisecond.
    private long Before(TimeSpan age) => (_time.GetUtcNow() - age).ToUnixTimeMilliseconds() + (age == TimeSpan.Zero ? 1 : 0);
}
