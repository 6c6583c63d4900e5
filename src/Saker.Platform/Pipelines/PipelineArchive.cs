using System.Text;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Platform.Pipelines;

/// <summary>The pipelines that versions came from, as their runs keep them. Thread-safe.</summary>
public sealed class PipelineArchive(IExperimentStore experiments, IArtifactStore artifacts)
{
    /// <summary>Reads the pipeline of a version as it was declared.</summary>
    /// <exception cref="SakerException">The version did not come from a pipeline file, its run is gone, or what the run keeps of the pipeline was changed (conflict).</exception>
    public async Task<Pipeline> GetAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var run = version.Run is { } id ? await experiments.FindRunAsync(id, cancellationToken) : null;
        if (run is null || version.Pipeline is null || !run.Tags.TryGetValue(PipelineText.FolderTag, out var folder) || await artifacts.FindAsync(PathOf(run), cancellationToken) is null)
        {
            throw new SakerException(
                ErrorKind.Conflict,
                $"How {version.Reference} was trained is not known here, so it cannot be trained again by itself: it was imported, declared in code, or trained before pipelines were kept. Train it once with 'saker train FILE'.",
                "version");
        }
        await using var stream = await artifacts.OpenAsync(PathOf(run), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = new PipelineText(await reader.ReadToEndAsync(cancellationToken), folder);
        // A run's artifacts and tags are its clients' to write; what the server runs by itself is what registered the version.
        if (text.Digest != version.Pipeline)
            throw new SakerException(ErrorKind.Conflict, $"The pipeline that run '{run.Id.Value}' keeps is not the one that {version.Reference} was registered with: it or its folder was changed since. Train it once with 'saker train FILE'.", "version");
        return PipelineFile.Parse(text.Yaml, folder, $"the pipeline of {version.Reference}");
    }

    internal static async Task KeepAsync(PipelineText text, Run run, IArtifactStore artifacts, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text.Yaml));
        await artifacts.PutAsync(PathOf(run), content, cancellationToken);
    }

    private static string PathOf(Run run) => $"{ArtifactPaths.FromUri(run.ArtifactUri) ?? ArtifactPaths.OfRun(run.ExperimentId.ToString(), run.Id.Value)}/{PipelineText.Artifact}";
}
