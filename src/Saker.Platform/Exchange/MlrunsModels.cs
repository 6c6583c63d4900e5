using System.Globalization;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Platform.Exchange;

/// <summary>Registers the versions of <c>models/NAME</c> whose files are among the artifacts of a run that is here.</summary>
internal sealed class MlrunsModels(IRegistryStore registry, IArtifactStore artifacts, IExperimentStore experiments)
{
    private const string VersionPrefix = "version-";

    public async Task ImportAsync(string folder, ImportState state, CancellationToken cancellationToken)
    {
        var model = MlrunsFolder.Text(MlrunsFolder.ReadMeta(folder), "name") ?? Path.GetFileName(folder);
        List<(string Folder, int Number)> versions = [];
        foreach (var inner in MlrunsFolder.ListFolders(folder).Where(inner => Path.GetFileName(inner).StartsWith(VersionPrefix, StringComparison.Ordinal)))
        {
            if (int.TryParse(Path.GetFileName(inner).AsSpan(VersionPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                versions.Add((inner, number));
            else
                state.Skip(inner, $"what follows '{VersionPrefix}' is no number of a version.");
        }
        var aliases = MlrunsFolder.ReadValues(Path.Combine(folder, "aliases")).ToLookup(alias => alias.Value.Trim(), alias => alias.Key);
        foreach (var (inner, number) in versions.OrderBy(version => version.Number))
            await state.TryAsync(inner, () => ImportVersionAsync(model, number, inner, [.. aliases[number.ToString(CultureInfo.InvariantCulture)]], state, cancellationToken));
    }

    private async Task ImportVersionAsync(string model, int number, string folder, IReadOnlyList<string> aliases, ImportState state, CancellationToken cancellationToken)
    {
        var newest = (await registry.FindAsync(model, cancellationToken))?.Versions.Select(version => version.Version).DefaultIfEmpty().Max() ?? 0;
        if (newest >= number)
        {
            state.PresentCount++;
            return;
        }
        // Another number would be another version to whoever knows it.
        if (newest != number - 1)
            throw new SakerException(ErrorKind.Conflict, $"it would become {model}/{newest + 1}, for versions before it are missing; register it by hand.");
        var meta = MlrunsFolder.ReadMeta(folder);
        if (MlrunsFolder.Text(meta, "run_id") is not { Length: > 0 } id || await experiments.FindRunAsync(new RunId(id), cancellationToken) is not { } run)
            throw new SakerException(ErrorKind.NotFound, "the run that it comes from is not here.");
        var path = PathIn(run, MlrunsFolder.Text(meta, "source") ?? "") ?? throw new SakerException(ErrorKind.InvalidInput, $"its source '{MlrunsFolder.Text(meta, "source")}' is not among the artifacts of run {id}.");
        var copy = Directory.CreateTempSubdirectory("saker-import-");
        try
        {
            if (await artifacts.ExportAsync(path, copy.FullName, cancellationToken) == 0)
                throw new SakerException(ErrorKind.NotFound, $"the run {id} has no artifacts at '{path}'.");
            var version = await registry.RegisterAsync(new Registration { Model = model, Folder = copy.FullName, Run = run.Id, Aliases = aliases }, cancellationToken);
            state.Models.Add($"{version.Model}/{version.Version}");
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    /// <summary>The source is an address of the run's artifacts where they lay then; what follows the run's folder is the path in them.</summary>
    private static string? PathIn(Run run, string source)
    {
        var root = ArtifactPaths.FromUri(run.ArtifactUri);
        foreach (var start in (string[])[$"/{run.Id}/artifacts/", $"runs:/{run.Id}/"])
        {
            if (root is not null && source.IndexOf(start, StringComparison.Ordinal) is >= 0 and var at)
                return $"{root}/{source[(at + start.Length)..].Trim('/')}";
        }
        return null;
    }
}
