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
public sealed class ModelIntake(IRegistryStore registry, IExperimentStore experiments, ILoggedModelStore loggedModels, IArtifactStore artifacts)
{
    private readonly ModelSnapshot _snapshot = new(artifacts, ModelFolderOptions.Default);

    /// <param name="registration">With its <see cref="Registration.Source"/>, and without a folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">
    /// The source is a local path outside the artifacts of the run, or names a model version that is not there; or as
    /// <see cref="IRegistryStore.RegisterAsync"/>.
    /// </exception>
    public async Task<ModelVersion> RegisterAsync(Registration registration, CancellationToken cancellationToken)
    {
        RegistrationCheck.Require(registration);
        if (!registration.MakesModel && await registry.FindAsync(registration.Model, cancellationToken) is null)
            throw RegistryChecks.NoModel(registration.Model);
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

    /// <summary>Another version of the same files.</summary>
    private Task<ModelVersion> CopyAsync(Registration registration, ModelVersion from, CancellationToken cancellationToken) => registry.RegisterAsync(
        registration with
        {
            Folder = from.Folder,
            FilesReason = from.FilesReason,
            Run = registration.Run ?? from.Run,
            Dataset = registration.Dataset ?? from.Dataset,
            Code = registration.Code ?? from.Code,
            Parent = new ParentVersion(from.Model, from.Version),
            StorageUri = from.StorageUri ?? from.Source,
            LoggedModel = registration.LoggedModel ?? from.LoggedModel,
        },
        cancellationToken);

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
        if (await experiments.FindRunAsync(id, cancellationToken) is not { } run)
            return await registry.RegisterAsync(registration with { FilesReason = $"There is no run '{source.Run}' here.", StorageUri = registration.Source }, cancellationToken);
        var uri = $"{run.ArtifactUri.TrimEnd('/')}/{source.Path}".TrimEnd('/');
        return await RegisterAsync(registration with { Run = registration.Run ?? id }, SourceAddress.Parse(uri), uri, cancellationToken);
    }

    private async Task<ModelVersion> RegisterLoggedAsync(Registration registration, string id, CancellationToken cancellationToken)
    {
        var named = registration with { LoggedModel = registration.LoggedModel ?? id };
        if (await loggedModels.FindAsync(new LoggedModelId(id), cancellationToken) is not { } logged)
            return await registry.RegisterAsync(named with { FilesReason = $"There is no logged model '{id}' here.", StorageUri = registration.Source }, cancellationToken);
        return await RegisterAsync(named with { Run = registration.Run ?? logged.SourceRun }, SourceAddress.Parse(logged.ArtifactUri), logged.ArtifactUri, cancellationToken);
    }

    private async Task<ModelVersion> RegisterPathAsync(Registration registration, string path, CancellationToken cancellationToken)
    {
        var work = Directory.CreateTempSubdirectory("saker-intake-");
        try
        {
            var folder = Path.Combine(work.FullName, "model");
            var reason = await _snapshot.WriteAsync(path, folder, cancellationToken);
            return await registry.RegisterAsync(
                registration with { Folder = reason is null ? folder : null, FilesReason = reason, StorageUri = ArtifactPaths.ToUri(path) }, cancellationToken);
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
