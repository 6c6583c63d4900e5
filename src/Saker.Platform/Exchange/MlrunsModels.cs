using System.Globalization;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Platform.Registry;

namespace Saker.Platform.Exchange;

/// <summary>Registers the versions of <c>models/NAME</c> whose files are among the artifacts of a run or a logged model that is here.</summary>
internal sealed class MlrunsModels(IRegistryStore registry, IArtifactStore artifacts, IExperimentStore experiments, ILoggedModelStore loggedModels)
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
        var run = MlrunsFolder.Text(meta, "run_id") is { Length: > 0 } id ? await experiments.FindRunAsync(new RunId(id), cancellationToken) : null;
        var source = MlrunsFolder.Text(meta, "source") ?? "";
        var logged = await FindLoggedAsync(MlrunsFolder.Text(meta, "model_id"), source, cancellationToken);
        if (run is null && logged is null)
            throw new SakerException(ErrorKind.NotFound, "neither the run nor the logged model that it comes from is here.");
        var path = (logged is null ? null : ArtifactPaths.FromUri(logged.ArtifactUri)) ?? (run is null ? null : PathIn(run, source))
            ?? throw new SakerException(ErrorKind.InvalidInput, $"its source '{source}' is not among the artifacts of {(run is null ? "what is here" : $"run {run.Id}")}.");
        var copy = Directory.CreateTempSubdirectory("saker-import-");
        try
        {
            if (await artifacts.ExportAsync(path, copy.FullName, cancellationToken) == 0)
                throw new SakerException(ErrorKind.NotFound, $"there are no artifacts at '{path}'.");
            var version = await registry.RegisterAsync(new Registration { Model = model, Folder = copy.FullName, Run = run?.Id, LoggedModel = logged?.Id.Value, Aliases = aliases }, cancellationToken);
            state.Models.Add($"{version.Model}/{version.Version}");
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    /// <summary>The logged model that a version names, by its id or in an address: <c>models:/m-ID</c>, or where its files lay.</summary>
    private async Task<LoggedModel?> FindLoggedAsync(string? id, string source, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(id))
        {
            var start = source.IndexOf("models:/m-", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + "models:/".Length
                : source.IndexOf("/models/m-", StringComparison.Ordinal) is >= 0 and var folder ? folder + "/models/".Length : -1;
            if (start < 0)
                return null;
            id = source[start..].Split('/')[0];
        }
        return await loggedModels.FindAsync(new LoggedModelId(id), cancellationToken);
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
