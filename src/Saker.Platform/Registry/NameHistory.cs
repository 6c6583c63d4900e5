using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>The names that registered models gave up, so that what was recorded under one of them is found under the name that its model has now. Immutable.</summary>
internal sealed class NameHistory
{
    // No name that a model can have ends so.
    private const string Deleted = "/deleted";

    // As long as the longest that is kept of what was watched.
    private const long KeptMilliseconds = 800L * 24 * 3600 * 1000;

    private readonly ILookup<string, RenameRow> _byName;

    // Since when a name is borne by the model that has it now.
    private readonly Dictionary<string, long> _borneSince;

    private NameHistory(IReadOnlyList<RenameRow> rows)
    {
        _byName = rows.ToLookup(row => row.OldName, StringComparer.Ordinal);
        _borneSince = rows.Where(row => row.BearerMadeAt is not null).DistinctBy(row => row.OldName, StringComparer.Ordinal)
            .ToDictionary(row => row.OldName, row => rows.Where(other => other.NewName == row.OldName).Select(other => other.RenamedAt).Append(row.BearerMadeAt!.Value).Max(), StringComparer.Ordinal);
    }

    public static async Task<NameHistory> ReadAsync(Session session) => new(await session.QueryAsync<RenameRow>(
        """
        SELECT r.number AS Number, r.old_name AS OldName, r.new_name AS NewName, r.renamed_at AS RenamedAt, m.created_at AS BearerMadeAt
        FROM model_renames r LEFT JOIN models m ON m.name = r.old_name ORDER BY r.number
        """));

    /// <summary>Notes that a model gave up its name, and forgets what nobody needs any more: old steps that lead to no model, or from a name that another bears.</summary>
    public static async Task AddAsync(Session session, string model, string newName, long now)
    {
        await session.ExecuteAsync(
            $"""
            DELETE FROM model_renames WHERE renamed_at < @before AND (new_name LIKE '%{Deleted}' OR old_name IN (SELECT name FROM models))
                AND NOT EXISTS (SELECT 1 FROM model_renames earlier WHERE earlier.new_name = model_renames.old_name AND earlier.number < model_renames.number)
            """,
            new { before = now - KeptMilliseconds });
        await InsertAsync(session, model, newName, now);
    }

    /// <summary>Notes that a model was deleted: names that it gave up, or took from one before it, lead to none that takes its name later.</summary>
    public static async Task CloseAsync(Session session, string model, long now)
    {
        var names = new { model, gone = model + Deleted };
        await session.ExecuteAsync(
            "UPDATE model_renames SET new_name = @gone WHERE new_name = @model AND number > (SELECT COALESCE(MAX(given.number), 0) FROM model_renames given WHERE given.old_name = @model)", names);
        if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM model_renames WHERE old_name = @model", names) > 0)
            await InsertAsync(session, model, names.gone, now);
    }

    /// <summary>What the model is called now that bore a name a moment ago, or bears it still.</summary>
    /// <param name="model">As it was read.</param>
    public string CurrentOf(string model) => CurrentOf(model, DateTimeOffset.MaxValue);

    /// <summary>What the model is called now that bore a name at a time: the names of a model that was renamed may be another's since.</summary>
    /// <param name="model">As it was recorded.</param>
    /// <param name="at">When. After a name was given up it still stands for the model that gave it up last, until another bears it: servers take a moment to notice.</param>
    public string CurrentOf(string model, DateTimeOffset at)
    {
        var moment = at.ToUnixTimeMilliseconds();
        var step = _byName[model].FirstOrDefault(row => row.RenamedAt > moment) ?? (_borneSince.TryGetValue(model, out var since) && moment >= since ? null : _byName[model].LastOrDefault());
        while (step is not null)
        {
            model = step.NewName;
            var number = step.Number;
            step = _byName[model].FirstOrDefault(row => row.Number > number);
        }
        return model;
    }

    // The database counts: clocks of several servers are not one.
    private static Task InsertAsync(Session session, string model, string newName, long now) => session.ExecuteAsync(
        "INSERT INTO model_renames (number, old_name, new_name, renamed_at) SELECT COALESCE(MAX(number), 0) + 1, @model, @newName, @now FROM model_renames", new { model, newName, now });

    private sealed record RenameRow
    {
        public long Number { get; init; }

        public required string OldName { get; init; }

        public required string NewName { get; init; }

        public long RenamedAt { get; init; }

        public long? BearerMadeAt { get; init; }
    }
}
