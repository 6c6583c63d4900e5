using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring;

/// <summary>
/// Brings what was watched of a model under its new name: windows, drift, outcomes and performance go on as if it had always had it. Sealed parts of the prediction log stay
/// as they are; whoever reads them asks <see cref="NameHistory"/>.
/// </summary>
internal sealed class RenamedTraffic : IRenameFollower
{
    // What is there under the new name is of a model that is gone, and one row would be in the other's place.
    private static readonly string[] Watched = ["drift_progress", "drift_references", "performance_detectors", "windows", "drift_history", "drift_reports", "performance_windows"];

    // What people told stays, whatever became of the model.
    private static readonly string[] Told = ["outcomes", "named_outcomes"];

    public async Task RenamedAsync(Session session, string model, string newName)
    {
        var names = new { model, newName };
        foreach (var table in Watched)
            await session.ExecuteAsync($"DELETE FROM {table} WHERE model = @newName", names);
        foreach (var table in Watched.Concat(Told))
            await session.ExecuteAsync($"UPDATE {table} SET model = @newName WHERE model = @model", names);
    }
}
