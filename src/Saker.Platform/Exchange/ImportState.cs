using Saker.Data;

namespace Saker.Platform.Exchange;

/// <summary>What an import did so far.</summary>
internal sealed class ImportState(string root)
{
    private readonly List<ImportSkip> _skipped = [];

    public string Root => root;

    public List<string> Experiments { get; } = [];

    public List<string> Runs { get; } = [];

    public List<string> Models { get; } = [];

    public List<string> LoggedModels { get; } = [];

    public int PresentCount { get; set; }

    public void Skip(string path, string reason) => _skipped.Add(new ImportSkip(Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), reason));

    public void SkipLink(string path) => Skip(path, "is a link, which could lead anywhere; put what it leads to there.");

    /// <summary>Does a part; when that is not possible as it lies there, notes why and goes on.</summary>
    public async Task TryAsync(string path, Func<Task> import)
    {
        try
        {
            await import();
        }
        catch (SakerException exception) when (exception.Kind is not ErrorKind.Unavailable)
        {
            Skip(path, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Skip(path, exception.Message);
        }
    }

    public ImportReport ToReport() => new() { Experiments = Experiments, Runs = Runs, Models = Models, LoggedModels = LoggedModels, PresentCount = PresentCount, Skipped = _skipped };
}
