using System.Text;
using Saker.Data;
using Saker.Learning.Behaviour;
using Saker.Learning.Explanation.Importance;
using Saker.Learning.Fairness;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;

namespace Saker.Platform.Registry;

/// <summary>Reads what a run logged of its judgement, for the cards of its versions. What is not there, or is not ours, is left out.</summary>
internal sealed class RunReports(IArtifactStore artifacts)
{
    private const int MaxReportBytes = 4 << 20;
    private const int MaxPictureBytes = 1 << 20;
    private const int MaxPictures = 24;

    private static readonly string[] PictureFolders = ["evaluation", "fairness", "explanation", "behaviour"];

    public Task<FairnessReport?> FindFairnessAsync(Run run, CancellationToken cancellationToken) => ReadAsync(run, "fairness/report.json", FairnessReport.FromJson, cancellationToken);

    public Task<BehaviourReport?> FindBehaviourAsync(Run run, CancellationToken cancellationToken) => ReadAsync(run, "behaviour/report.json", BehaviourReport.FromJson, cancellationToken);

    public Task<ImportanceReport?> FindImportanceAsync(Run run, CancellationToken cancellationToken) => ReadAsync(run, "explanation/importance.json", ImportanceReport.FromJson, cancellationToken);

    /// <summary>The pictures that lie in the folders of judgements, by path.</summary>
    public async Task<IReadOnlyList<CardPicture>> ListPicturesAsync(Run run, CancellationToken cancellationToken)
    {
        var pictures = new List<CardPicture>();
        if (ArtifactPaths.FromUri(run.ArtifactUri) is not { } root)
            return pictures;
        foreach (var folder in PictureFolders)
        {
            foreach (var entry in (await artifacts.ListAsync($"{root}/{folder}", cancellationToken)).OrderBy(entry => entry.Path, StringComparer.Ordinal))
            {
                if (entry.IsFolder || !entry.Path.EndsWith(".svg", StringComparison.Ordinal) || entry.ByteCount > MaxPictureBytes || pictures.Count == MaxPictures)
                    continue;
                pictures.Add(new CardPicture(entry.Path[(root.Length + 1)..], await ReadAsync(entry.Path, cancellationToken)));
            }
        }
        return pictures;
    }

    private async Task<T?> ReadAsync<T>(Run run, string path, Func<string, T> parse, CancellationToken cancellationToken)
        where T : class
    {
        if (ArtifactPaths.FromUri(run.ArtifactUri) is not { } root || await artifacts.FindAsync($"{root}/{path}", cancellationToken) is not { } file || file.ByteCount > MaxReportBytes)
            return null;
        try
        {
            return parse(Encoding.UTF8.GetString(await ReadAsync(file.Path, cancellationToken)));
        }
        catch (SakerException)
        {
            // Any client may log a file of that name.
            return null;
        }
    }

    private async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = await artifacts.OpenAsync(path, cancellationToken);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
