using Saker.Platform.Artifacts;
using Saker.Platform.Storage;

namespace Saker.Platform.Maintenance;

/// <summary>Takes over what earlier versions kept in a folder per run, <c>artifacts/{run}</c>, into the artifact store.</summary>
internal sealed class OldRunArtifacts(SakerHome home, Database database, IArtifactStore artifacts)
{
    /// <summary>Does so for every run that is known, and removes what was taken over; gives the number of runs.</summary>
    public async Task<int> TakeOverAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(home.OldArtifacts))
            return 0;
        var taken = 0;
        foreach (var folder in Directory.EnumerateDirectories(home.OldArtifacts).ToList())
        {
            var run = Path.GetFileName(folder);
            if (await database.ReadAsync(session => session.ScalarAsync<long?>("SELECT experiment_id FROM runs WHERE id = @run", new { run }), cancellationToken) is not { } experiment)
                continue;
            if (Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any())
                await artifacts.PutFolderAsync(ArtifactPaths.OfRun(FormattableString.Invariant($"{experiment}"), run), folder, cancellationToken);
            Directory.Delete(folder, recursive: true);
            taken++;
        }
        if (!Directory.EnumerateFileSystemEntries(home.OldArtifacts).Any())
            Directory.Delete(home.OldArtifacts);
        return taken;
    }
}
