using System.Text;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>Where the artifacts of a run lie, and small ones put there.</summary>
internal static class RunArtifacts
{
    /// <summary>An experiment may keep its artifacts at another place here; where it keeps them elsewhere, they lie where they would without that.</summary>
    public static string RootOf(Run run) => ArtifactPaths.FromUri(run.ArtifactUri) ?? ArtifactPaths.OfRun(run.ExperimentId.ToString(), run.Id.Value);

    /// <param name="artifacts">The store.</param>
    /// <param name="run">Whose artifact it is.</param>
    /// <param name="path">Below the run's own, such as <c>selection/comparison.json</c>.</param>
    /// <param name="text">Its content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task PutTextAsync(IArtifactStore artifacts, Run run, string path, string text, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await artifacts.PutAsync($"{RootOf(run)}/{path}", content, cancellationToken);
    }
}
