using System.Runtime.CompilerServices;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>A source that is ready to be read, once. For one thread at a time.</summary>
public sealed class SourceReader : IDisposable
{
    private readonly OpenedSource _opened;
    private readonly int _batchRows;

    private SourceReader(OpenedSource opened, int batchRows) => (_opened, _batchRows) = (opened, batchRows);

    /// <summary>Names and types of the tables that are read.</summary>
    public Schema Schema => _opened.Target.Schema;

    /// <summary>Rows that will be read.</summary>
    public long RowCount => _opened.Target.RowCount;

    /// <summary>Cells that do not fit their declared type.</summary>
    public long MisfitCount => _opened.Target.MisfitCount;

    /// <summary>Rows that were set aside in the quarantine file.</summary>
    public long SetAsideCount => _opened.SetAsideCount;

    /// <summary>Streams the rows in the order of the source.</summary>
    public async IAsyncEnumerable<Table> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var query = await Task.Run(() => Query(cancellationToken), cancellationToken).ConfigureAwait(false);
        while (await Task.Run(() => Read(query, _batchRows), cancellationToken).ConfigureAwait(false) is { } batch)
            yield return batch;
    }

    /// <summary>Reads all rows into one table.</summary>
    public Task<Table> ReadAllAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var query = Query(cancellationToken);
            return Read(query, int.MaxValue) ?? query.Empty();
        },
        cancellationToken);

    public void Dispose() => _opened.Dispose();

    internal static SourceReader Open(DataSource source, CancellationToken cancellationToken) => new(source.OpenFit(cancellationToken), source.BatchRows);

    private SqlQuery Query(CancellationToken cancellationToken)
    {
        try
        {
            return _opened.Connection.Open(_opened.Target.Rows(), cancellationToken);
        }
        catch (SakerException e)
        {
            throw _opened.Target.Explain(e);
        }
    }

    private Table? Read(SqlQuery query, int rows)
    {
        try
        {
            return query.Read(rows);
        }
        catch (SakerException e)
        {
            throw _opened.Target.Explain(e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{_opened.Target.Source}: it holds a date or time outside the years 1 to 9999; leave it out, or make it a text.", "source", e);
        }
    }
}
