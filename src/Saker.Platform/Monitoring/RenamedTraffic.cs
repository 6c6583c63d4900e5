using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring;

/// <summary>
/// Brings what was watched of a model under its new name: windows, drift, outcomes and performance go on as if it had always had it. Sealed parts of the prediction log stay
/// as they are; whoever reads them asks <see cref="NameHistory"/>.
/// </summary>
internal sealed class RenamedTraffic : IRenameFollower
{
    // Where one goes on from. What is there under the new name is of a model that is gone.
    private static readonly string[] States = ["drift_progress", "drift_references", "performance_detectors"];

    // With what tells rows of one model apart; where a model that is gone has such a row under the new name, both stay.
    private static readonly (string Table, string[] Key)[] Histories =
    [
        ("windows", ["endpoint", "grain", "started_at", "version", "writer", "number"]),
        ("drift_history", ["grain", "endpoint", "started_at", "version"]),
        ("drift_reports", ["endpoint", "version", "from_at", "kind"]),
        ("performance_windows", ["endpoint", "version", "started_at"]),
        ("outcomes", []),
        ("named_outcomes", []),
    ];

    public async Task RenamedAsync(Session session, string model, string newName)
    {
        var names = new { model, newName };
        foreach (var table in States)
        {
            await session.ExecuteAsync($"DELETE FROM {table} WHERE model = @newName", names);
            await session.ExecuteAsync($"UPDATE {table} SET model = @newName WHERE model = @model", names);
        }
        foreach (var (table, key) in Histories)
        {
            var isFree = key.Length == 0 ? "" : $" AND NOT EXISTS (SELECT 1 FROM {table} other WHERE other.model = @newName AND {string.Join(" AND ", key.Select(column => $"other.{column} = {table}.{column}"))})";
            await session.ExecuteAsync($"UPDATE {table} SET model = @newName WHERE model = @model{isFree}", names);
        }
    }
}
