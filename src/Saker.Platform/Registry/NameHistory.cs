using Saker.Platform.Storage;

namespace Saker.Platform.Registry;

/// <summary>The names that registered models gave up, so that what was recorded under one of them is found under the name that its model has now. Immutable.</summary>
internal sealed class NameHistory
{
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
        SELECT r.id AS Id, r.old_name AS OldName, r.new_name AS NewName, r.renamed_at AS RenamedAt, m.created_at AS BearerMadeAt
        FROM model_renames r LEFT JOIN models m ON m.name = r.old_name ORDER BY r.id
        """));

    /// <summary>Notes that a model gave up its name.</summary>
    public static Task AddAsync(Session session, string id, string model, string newName, long now) =>
        session.ExecuteAsync("INSERT INTO model_renames (id, old_name, new_name, renamed_at) VALUES (@id, @model, @newName, @now)", new { id, model, newName, now });

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
            var id = step.Id;
            step = _byName[model].FirstOrDefault(row => string.CompareOrdinal(row.Id, id) > 0);
        }
        return model;
    }

    private sealed record RenameRow
    {
        public required string Id { get; init; }

        public required string OldName { get; init; }

        public required string NewName { get; init; }

        public long RenamedAt { get; init; }

        public long? BearerMadeAt { get; init; }
    }
}
