using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;

namespace Saker.Platform.Registry;

/// <summary>
/// Registers versions from where a client says that their files are. A model that Saker can load becomes a model folder like any other;
/// any other version is registered without files, and says why. Thread-safe.
/// </summary>
public sealed class ModelIntake(IRegistryStore registry, IExperimentStore experiments, ILoggedModelStore loggedModels, IArtifactStore artifacts, ModelFiles files)
{
    private readonly ModelSnapshot _snapshot = new(artifacts, ModelFolderOptions.Default);

    /// <param name="registration">With its <see cref="Registration.Source"/>, and without a folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">
    /// The source is a local path outside the artifacts of the run; or the run, or the run, logged model or version that the source
    /// names, is not there (not found); or the files of that version are not what was registered (data loss); or as
    /// <see cref="IRegistryStore.RegisterAsync"/>.
    /// </exception>
    public async Task<ModelVersion> RegisterAsync(Registration registration, CancellationToken cancellationToken)
    {
        RegistrationCheck.Require(registration);
        if (!registration.MakesModel && await registry.FindAsync(registration.Model, cancellationToken) is null)
            throw RegistryChecks.NoModel(registration.Model);
        if (registration.Run is { } run)
            await RequireRunAsync(run, "run_id", cancellationToken);
        var text = registration.Source ?? throw new SakerException(ErrorKind.InvalidInput, "The source is missing; say where the files are.", "source");
        return await RegisterAsync(registration, SourceAddress.Parse(text), text, cancellationToken);
    }

    private async Task<ModelVersion> RegisterAsync(Registration registration, SourceAddress source, string text, CancellationToken cancellationToken)
    {
        return source switch
        {
            VersionSource version => await CopyAsync(registration, await FindAsync(version, cancellationToken), cancellationToken),
            LocalSource local => await RegisterLocalAsync(registration, local.Path, cancellationToken),
            ForeignSource foreign => await registry.RegisterAsync(registration with { FilesReason = $"They are in '{foreign.Scheme}:', from where Saker does not fetch. Log the model to this server's artifacts to have it served.", StorageUri = text }, cancellationToken),
            RunSource run => await RegisterRunAsync(registration, run, cancellationToken),
            LoggedModelSource logged => await RegisterLoggedAsync(registration, logged.Id, cancellationToken),
            ArtifactSource artifact => await RegisterPathAsync(registration, artifact.Path, cancellationToken),
            _ => throw new SakerException(ErrorKind.Internal, $"The source '{text}' is of no kind."),
        };
    }

    /// <summary>Another version of the same files. They come from the blob store, where each is checked: whoever changed the other's folder on this disk does not have that registered and signed.</summary>
    private Task<ModelVersion> CopyAsync(Registration registration, ModelVersion from, CancellationToken cancellationToken) => WithFolderAsync(async folder => await registry.RegisterAsync(
        registration with
        {
            Folder = from.HasFiles && await files.ExportAsync(from.Hash, folder, cancellationToken) > 0 ? folder : null,
            FilesReason = from.FilesReason,
            Run = registration.Run ?? from.Run,
            Dataset = registration.Dataset ?? from.Dataset,
            Code = registration.Code ?? from.Code,
            Parent = new ParentVersion(from.Model, from.Version),
            StorageUri = from.StorageUri ?? from.Source,
            LoggedModel = registration.LoggedModel ?? from.LoggedModel,
        },
        cancellationToken));

    private async Task<ModelVersion> FindAsync(VersionSource source, CancellationToken cancellationToken)
    {
        if (source.Alias is { } alias)
            return await registry.ResolveAsync($"{source.Model}@{alias}", cancellationToken);
        if (source.Version!.Equals("latest", StringComparison.OrdinalIgnoreCase))
            return await registry.ResolveAsync(source.Model, cancellationToken);
        if (Enum.TryParse<ModelStage>(source.Version, ignoreCase: true, out var stage) && !char.IsAsciiDigit(source.Version[0]))
        {
            return (await registry.FindAsync(source.Model, cancellationToken) ?? throw RegistryChecks.NoModel(source.Model)).Versions.FirstOrDefault(version => version.Stage == stage)
                ?? throw new SakerException(ErrorKind.NotFound, $"Model '{source.Model}' has no version in the stage {stage}.", "source");
        }
        return await registry.ResolveAsync($"{source.Model}/{source.Version}", cancellationToken);
    }

    private async Task<ModelVersion> RegisterRunAsync(Registration registration, RunSource source, CancellationToken cancellationToken)
    {
        var id = new RunId(source.Run);
        var run = await RequireRunAsync(id, "source", cancellationToken);
        var uri = $"{run.ArtifactUri.TrimEnd('/')}/{source.Path}".TrimEnd('/');
        return await RegisterAsync(registration with { Run = registration.Run ?? id }, Place(uri), uri, cancellationToken);
    }

    private async Task<ModelVersion> RegisterLoggedAsync(Registration registration, string id, CancellationToken cancellationToken)
    {
        var logged = await loggedModels.FindAsync(new LoggedModelId(id), cancellationToken)
            ?? throw new SakerException(ErrorKind.NotFound, $"Logged model with ID '{id}' not found.", "source");
        return await RegisterAsync(
            registration with { LoggedModel = registration.LoggedModel ?? id, Run = registration.Run ?? logged.SourceRun }, Place(logged.ArtifactUri), logged.ArtifactUri, cancellationToken);
    }

    private Task<ModelVersion> RegisterPathAsync(Registration registration, string path, CancellationToken cancellationToken) => WithFolderAsync(async folder =>
    {
        var reason = await _snapshot.WriteAsync(path, folder, cancellationToken);
        return await registry.RegisterAsync(
            registration with { Folder = reason is null ? folder : null, FilesReason = reason, StorageUri = ArtifactPaths.ToUri(path) }, cancellationToken);
    });

    private async Task<Run> RequireRunAsync(RunId id, string field, CancellationToken cancellationToken) =>
        await experiments.FindRunAsync(id, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"Run with id={id.Value} not found", field);

    /// <summary>Where a run or logged model keeps its files; another reference in that place could lead back to itself.</summary>
    private static SourceAddress Place(string uri) => SourceAddress.Parse(uri) is (ArtifactSource or LocalSource or ForeignSource) and var place
        ? place
        : throw new SakerException(ErrorKind.InvalidInput, $"The files are said to be at '{uri}', which is a reference and no place. Give the experiment an artifact location such as mlflow-artifacts:/1.", "source");

    private static async Task<ModelVersion> WithFolderAsync(Func<string, Task<ModelVersion>> register)
    {
        var work = Directory.CreateTempSubdirectory("saker-intake-");
        try
        {
            return await register(Path.Combine(work.FullName, "model"));
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>Only where the run itself keeps its artifacts, and even there nothing is read: any client could have the server read its files.</summary>
    private async Task<ModelVersion> RegisterLocalAsync(Registration registration, string path, CancellationToken cancellationToken)
    {
        var run = registration.Run is { } id ? await experiments.FindRunAsync(id, cancellationToken) : null;
        if (run is null || SourceAddress.Parse(run.ArtifactUri) is not LocalSource own || !IsWithin(own.Path, path))
        {
            throw new SakerException(
                ErrorKind.InvalidInput,
                $"Invalid model version source: '{registration.Source}'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.",
                "source");
        }
        return await registry.RegisterAsync(
            registration with { FilesReason = "They are on the disk of some machine, from where Saker does not read. Log the model to this server's artifacts to have it served.", StorageUri = registration.Source }, cancellationToken);
    }

    private static bool IsWithin(string root, string path) =>
        Path.IsPathFullyQualified(root) && Path.IsPathFullyQualified(path) && !path.Contains('\0')
        && (Path.GetFullPath(path) + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(root).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
