namespace Saker.Data.Sinks;

/// <summary>Where a stream of tables goes: all of it or nothing. Immutable; memory holds a few tables at a time.</summary>
public abstract record DataSink
{
    /// <summary>How messages call it: a path, or an address without secrets.</summary>
    public abstract string Name { get; }

    /// <summary>Writes all batches in their order. Gives the number of rows.</summary>
    /// <param name="schema">Names and types of every batch, at least one column.</param>
    /// <param name="batches">Any number of tables, also none. Enumerated once.</param>
    /// <param name="cancellationToken">Stops between batches; then nothing was written.</param>
    /// <exception cref="SakerException">A batch has other columns, or it cannot be written. What the batches throw passes through.</exception>
    public async Task<long> WriteAsync(Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken)
    {
        if (schema.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"{Name}: a table without columns cannot be written.", "target");
        return await WriteAllAsync(schema, Alike(schema, batches, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private protected abstract Task<long> WriteAllAsync(Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken);

    private async IAsyncEnumerable<Table> Alike(Schema schema, IAsyncEnumerable<Table> batches, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!batch.Columns.Select(column => (column.Name, column.Type)).SequenceEqual(schema.Select(column => (column.Name, column.Type))))
                throw new SakerException(ErrorKind.InvalidInput, $"{Name}: the rows have other columns ({batch.Schema}) than those before ({schema}).", "target");
            yield return batch;
        }
    }
}
