using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Storage;

namespace Saker.Platform.Experiments;

/// <summary>What every writer of runs asks within its transaction.</summary>
internal static class RunWrites
{
    /// <summary>The run's row.</summary>
    /// <exception cref="SakerException">There is no such run.</exception>
    public static async Task<RunRow> RequireAsync(Session session, RunId run) =>
        await session.FindAsync<RunRow>($"SELECT {RunRow.Columns} FROM runs WHERE id = @id", new { id = run.Value }) ?? throw NoRun(run);

    /// <exception cref="SakerException">There is no such run, or it was deleted.</exception>
    public static async Task RequireActiveAsync(Session session, RunId run)
    {
        var lifecycle = await session.ScalarAsync<string>("SELECT lifecycle FROM runs WHERE id = @id", new { id = run.Value }) ?? throw NoRun(run);
        if (Lifecycles.Parse(lifecycle) != Lifecycle.Active)
            throw NotActive(run);
    }

    /// <summary>Where an experiment's artifacts go.</summary>
    /// <exception cref="SakerException">There is no such experiment, or it was deleted.</exception>
    public static async Task<string> RequireExperimentAsync(Session session, ExperimentId experiment)
    {
        var row = await session.FindAsync<Place>("SELECT lifecycle, artifact_location AS Location FROM experiments WHERE id = @id", new { id = ExperimentReader.NumberOf(experiment) })
            ?? throw NoExperiment(experiment);
        return row.Lifecycle == "active" ? row.Location : throw NotActive(experiment);
    }

    /// <summary>Starts a run, below another one where there is a parent.</summary>
    /// <exception cref="SakerException">There is no such experiment or parent, or the experiment was deleted.</exception>
    public static async Task<Run> StartAsync(Session session, RunId id, ExperimentId experiment, string name, RunId? parent, string? owner, long now)
    {
        var location = await RequireExperimentAsync(session, experiment);
        if (parent is { } parentId)
            await RequireAsync(session, parentId);
        var row = new RunRow
        {
            Id = id.Value,
            ExperimentId = ExperimentReader.NumberOf(experiment),
            ParentId = parent?.Value,
            Name = name,
            UserId = "",
            Status = RunStatus.Running.ToText(),
            Lifecycle = Lifecycle.Active.ToText(),
            StartedAt = now,
            ArtifactUri = ArtifactUriOf(location, id),
        };
        await InsertAsync(session, row, owner);
        var tags = new Dictionary<string, string> { [RunTags.Name] = name };
        if (parent is not null)
            tags[RunTags.Parent] = parent.Value.Value;
        await new EntryWriter(session, id).InsertTagsAsync(tags);
        return row.ToRun() with { Tags = tags };
    }

    /// <param name="session">The transaction.</param>
    /// <param name="row">The new run.</param>
    /// <param name="owner">The process that executes it; null when a client elsewhere does.</param>
    public static Task InsertAsync(Session session, RunRow row, string? owner) => session.ExecuteAsync(
        """
        INSERT INTO runs (id, experiment_id, parent_id, name, user_id, status, started_at, artifact_uri, owner)
        VALUES (@Id, @ExperimentId, @ParentId, @Name, @UserId, @Status, @StartedAt, @ArtifactUri, @owner)
        """,
        new { row.Id, row.ExperimentId, row.ParentId, row.Name, row.UserId, row.Status, row.StartedAt, row.ArtifactUri, owner });

    /// <summary>Where a run's artifacts go: below its experiment's.</summary>
    public static string ArtifactUriOf(string location, RunId run)
    {
        const string folder = "artifacts";
        // A query belongs behind the path.
        var query = location.IndexOf('?', StringComparison.Ordinal);
        var (path, rest) = query < 0 ? (location, "") : (location[..query], location[query..]);
        return $"{path.TrimEnd('/')}/{run}/{folder}{rest}";
    }

    /// <summary>Where an experiment's artifacts go when nobody says.</summary>
    public static string LocationOf(string experiment) => ArtifactPaths.ToUri(experiment);

    public static SakerException NoRun(RunId run) => new(ErrorKind.NotFound, $"There is no run '{run}'.", "run");

    public static SakerException NoExperiment(ExperimentId experiment) => new(ErrorKind.NotFound, $"There is no experiment '{experiment}'.", "experiment");

    public static SakerException NotActive(RunId run) => new(ErrorKind.Conflict, $"The run {run} must be in the 'active' state. Current state is deleted. Restore it first.", "run");

    public static SakerException NotActive(ExperimentId experiment) => new(ErrorKind.Conflict, $"The experiment {experiment} must be in the 'active' state. Current state is deleted. Restore it first.", "experiment");

    private sealed record Place
    {
        public required string Lifecycle { get; init; }

        public required string Location { get; init; }
    }
}
