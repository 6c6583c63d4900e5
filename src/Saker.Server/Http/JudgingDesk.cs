using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Serving;
using Saker.Server.Hosting;

namespace Saker.Server.Http;

/// <summary>Takes in what is to be judged over HTTP, within <see cref="JudgingOptions"/>. Thread-safe.</summary>
internal sealed class JudgingDesk(IDatasetStore datasets, JudgingOptions options, TimeProvider time) : IDisposable
{
    private readonly WorkLimiter _limiter = new(new WorkLimits
    {
        MaxConcurrent = options.MaxConcurrent,
        Timeout = options.Timeout,
        RetryAfter = TimeSpan.FromSeconds(5),
        Busy = $"{options.MaxConcurrent} judgements are under way, as many as this server makes at a time; come again.",
        TooSlow = FormattableString.Invariant($"The judgement was not ready within {options.Timeout.TotalSeconds} s, which is the limit of this server. Ask for less, of fewer rows, or use the command line."),
    }, time);

    /// <summary>A dataset that may be judged on; its rows are not read yet.</summary>
    /// <exception cref="SakerException">There is none of this name (not found), or it has too many rows (too large).</exception>
    public async Task<DatasetVersion> FindAsync(DatasetReference reference, CancellationToken cancellationToken)
    {
        var found = await datasets.FindAsync(reference, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset version '{reference}'. GET /api/datasets lists what there is.", "dataset");
        return found.RowCount <= options.MaxRows
            ? found
            : throw new SakerException(ErrorKind.TooLarge, $"{found.Name}/{found.Version} has {found.RowCount} rows; at most {options.MaxRows} are judged on here. Judge on a sample, or export it and use the command line.", "dataset");
    }

    /// <summary>The dataset that a request names.</summary>
    /// <param name="reference">The name and version; null where the request says none.</param>
    /// <param name="otherwise">What to say then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">None is named (invalid input), there is none of this name (not found), or it has too many rows (too large).</exception>
    public Task<DatasetVersion> FindAsync(string? reference, string otherwise, CancellationToken cancellationToken) =>
        FindAsync(DatasetReference.Parse(reference ?? throw new SakerException(ErrorKind.InvalidInput, otherwise, "dataset")), cancellationToken);

    public Task<Table> ReadAsync(DatasetVersion dataset, CancellationToken cancellationToken) => datasets.ReadAsync(dataset.Name, dataset.Version, cancellationToken);

    /// <summary>Judges when there is a place, off the thread of the request.</summary>
    /// <exception cref="SakerException">There is no place (limit exceeded), it took too long (timeout), or what the judgement throws.</exception>
    public Task<T> JudgeAsync<T>(Func<CancellationToken, Task<T>> judge, CancellationToken cancellationToken) => _limiter.RunAsync(token => Task.Run(() => judge(token), token), cancellationToken);

    public void Dispose() => _limiter.Dispose();
}
