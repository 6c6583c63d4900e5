namespace Saker.Data.Sinks;

/// <summary>A file, which is replaced when it is there.</summary>
public abstract record FileSink : DataSink
{
    public required string Path { get; init; }

    public override string Name => Path;

    private protected sealed override Task<long> WriteAllAsync(Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken) =>
        AtomicFile.ReplaceAsync(Path, temporary => WriteFileAsync(temporary, schema, batches, cancellationToken));

    /// <summary>Writes a new file of that name.</summary>
    private protected abstract Task<long> WriteFileAsync(string path, Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken);
}
